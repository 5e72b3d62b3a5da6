import { nextEventAt, type Moment, type ScriptEntry, type TimedInput } from '../../sim/index.ts';
import { parseScenario, type ParsedScenario } from '../parse.ts';
import { playOn, startRun } from '../play.ts';
import { scenarioPlayer, type RunInput } from '../scenarioPlayer.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;

export const TWIN_SCOPES = ['cluster', 'topic', 'producer', 'consumer'] as const;
export type TwinScope = (typeof TWIN_SCOPES)[number];

/** One setting that is to be another for everybody of its scope, or another seed. */
export type TwinChange =
  | { readonly kind: 'config'; readonly scope: TwinScope; readonly name: string; readonly value: string | number | boolean }
  | { readonly kind: 'seed'; readonly seed: number };

/** Everything that was done to a run until a moment, by the document, its story and the reader, as a script. */
export function scriptOf(parsed: Parsed, seed: number | null, inputs: readonly TimedInput<RunInput>[], until: Moment): ScriptEntry[] {
  const run = startRun(parsed, seed);
  const script: ScriptEntry[] = [];
  const goTo = (moment: Moment): void => {
    for (let now = scenarioPlayer.momentOf(run); now.events < moment.events || now.at < moment.at; now = scenarioPlayer.momentOf(run)) {
      const event = playOn(run, moment.at)?.event ?? null;
      if (event?.kind === 'command') script.push({ atUs: event.at, command: event.payload });
    }
  };
  for (const { moment, input } of inputs) {
    if (moment.at > until.at) break;
    goTo(moment);
    scenarioPlayer.give(run, input);
  }
  goTo(until);
  // What was told at the last moment has not been done yet.
  while (nextEventAt(run.sim) === until.at) {
    const event = playOn(run, until.at)?.event ?? null;
    if (event?.kind === 'command') script.push({ atUs: event.at, command: event.payload });
  }
  return script;
}

/**
 * The same cluster under the same commands at the same times, with one setting changed. What a story decided is done again when it was
 * done, whatever happens in the twin: otherwise not one thing would differ but several. Refused where the document would be.
 */
export function twinOf(parsed: Parsed, seed: number | null, script: readonly ScriptEntry[], change: TwinChange): ParsedScenario {
  const document = JSON.parse(JSON.stringify(parsed.scenario)) as Document;
  delete document.story;
  delete document.script;
  document.seed = change.kind === 'seed' ? change.seed : (seed ?? parsed.spec.seed);
  if (change.kind === 'config') for (const place of placesOf(document, change.scope)) place.config = { ...place.config, [change.name]: change.value };
  const twin = parseScenario(document);
  return twin.ok ? { ...twin, spec: { ...twin.spec, script } } : twin;
}

/** What was written in a field or on a command line, as a value of a configuration. */
export function writtenValue(text: string): string | number | boolean {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

export interface Configured {
  config?: Record<string, unknown>;
}

export interface Document {
  seed?: number;
  story?: unknown;
  script?: unknown;
  cluster?: Configured & { topics?: Configured[] };
  producers?: Configured[];
  consumers?: Configured[];
}

/** What has a configuration of that scope of its own. */
export function placesOf(document: Document, scope: TwinScope): readonly Configured[] {
  switch (scope) {
    case 'cluster':
      document.cluster ??= {};
      return [document.cluster];
    case 'topic':
      return document.cluster?.topics ?? [];
    case 'producer':
      return document.producers ?? [];
    case 'consumer':
      return document.consumers ?? [];
  }
}
