import * as v from 'valibot';
import { give } from '../../words/documents/parts.ts';
import * as words from '../../words/documents/schema.ts';
import { MAX_CONSUMERS, MAX_PRODUCERS, MAX_SCRIPT_ENTRIES } from '../limits.ts';
import { Consumer, Producer } from './clients.ts';
import { Cluster } from './cluster.ts';
import { CommandSchema } from './commands.ts';
import { choice, describe, duration, list, object, text, whole } from './fields.ts';
import { Story } from './story.ts';

const ID = give(words.idInKebabCase);
const CONCEPT = give(words.conceptInKebabCase);
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const ScriptEntry = object(words.scriptEntry, {
  at: duration(words.aMoment),
  events: v.optional(whole(0, Number.MAX_SAFE_INTEGER, words.eventsBefore)),
  do: CommandSchema,
});

/** A scenario document, version 1, as it is stored and shared. */
export const ScenarioSchema = object(words.scenarioDocument, {
  v: v.pipe(v.literal(1, give(words.versionOfFormat)), describe(words.versionOfFormat)),
  id: v.pipe(v.string(ID), v.maxLength(64, ID), v.regex(KEBAB, ID), describe(words.idInKebabCase)),
  title: text(120, words.aTitle),
  summary: v.optional(text(600, words.aSummary)),
  level: v.optional(choice(['basics', 'core', 'advanced'], words.aLevel)),
  concepts: v.optional(list(v.pipe(v.string(CONCEPT), v.maxLength(40, CONCEPT), v.regex(KEBAB, CONCEPT)), 0, 20, words.conceptsShown)),
  seed: v.optional(whole(0, 4_294_967_295, words.seedOfAllChance)),
  cluster: Cluster,
  producers: v.optional(list(Producer, 0, MAX_PRODUCERS, words.theProducers)),
  consumers: v.optional(list(Consumer, 0, MAX_CONSUMERS, words.theConsumers)),
  script: v.optional(list(ScriptEntry, 0, MAX_SCRIPT_ENTRIES, words.whatIsDone)),
  story: v.optional(Story),
});

export type ScenarioDocument = v.InferOutput<typeof ScenarioSchema>;
