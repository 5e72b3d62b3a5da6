import * as v from 'valibot';
import { MAX_CONSUMERS, MAX_PRODUCERS, MAX_SCRIPT_ENTRIES } from '../limits.ts';
import { Consumer, Producer } from './clients.ts';
import { Cluster } from './cluster.ts';
import { CommandSchema } from './commands.ts';
import { choice, describe, duration, list, object, text, whole } from './fields.ts';
import { Story } from './story.ts';

const VERSION = 'give 1, the version of the format';
const ID = 'give an id in kebab-case, such as "leader-dies", of at most 64 characters';
const CONCEPT = 'give a concept in kebab-case, such as "leader-election"';
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const ScriptEntry = object('an entry such as { "at": "5s", "do": { "kind": "killBroker", "broker": 1 } }', {
  at: duration('a moment since the start of the run'),
  events: v.optional(whole(0, Number.MAX_SAFE_INTEGER, 'how many events had been handled before, where the entry was recorded')),
  do: CommandSchema,
});

/** A scenario document, version 1, as it is stored and shared. */
export const ScenarioSchema = object('a scenario document, at least { "v": 1, "id": "…", "title": "…", "cluster": { "brokers": 3 } }', {
  v: v.pipe(v.literal(1, VERSION), describe(VERSION)),
  id: v.pipe(v.string(ID), v.maxLength(64, ID), v.regex(KEBAB, ID), describe(ID)),
  title: text(120, 'a title'),
  summary: v.optional(text(600, 'a summary')),
  level: v.optional(choice(['basics', 'core', 'advanced'], 'a level')),
  concepts: v.optional(list(v.pipe(v.string(CONCEPT), v.maxLength(40, CONCEPT), v.regex(KEBAB, CONCEPT)), 0, 20, 'the concepts it shows')),
  seed: v.optional(whole(0, 4_294_967_295, 'the seed of all chance')),
  cluster: Cluster,
  producers: v.optional(list(Producer, 0, MAX_PRODUCERS, 'the producers')),
  consumers: v.optional(list(Consumer, 0, MAX_CONSUMERS, 'the consumers')),
  script: v.optional(list(ScriptEntry, 0, MAX_SCRIPT_ENTRIES, 'what is done and when')),
  story: v.optional(Story),
});

export type ScenarioDocument = v.InferOutput<typeof ScenarioSchema>;
