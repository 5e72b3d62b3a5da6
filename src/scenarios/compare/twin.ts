import { playUntil, type ScriptEntry, type TimedInput } from '../../sim/index.ts';
import { parseScenario, type ParsedScenario } from '../parse.ts';
import type { Progress } from '../play.ts';
import { startTimeline, type RunInput, type ScenarioTimeline } from '../scenarioPlayer.ts';
import { createTape, tapeFacts, type Tape } from './tape.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;

export const TWIN_SCOPES = ['cluster', 'topic', 'producer', 'consumer'] as const;
export type TwinScope = (typeof TWIN_SCOPES)[number];

/** One setting that is to be another for everybody of its scope, or another seed. */
export type TwinChange =
  | { readonly kind: 'config'; readonly scope: TwinScope; readonly name: string; readonly value: string | number | boolean }
  | { readonly kind: 'seed'; readonly seed: number };

/** A run on its way from time 0, and everything that was done to it so far: by the document, its story and the reader. */
export interface ScriptWatch {
  readonly timeline: ScenarioTimeline;
  readonly script: ScriptEntry[];
  /** What it told, for the comparison with the twin that is made from the script. */
  readonly tape: Tape;
}

/** `inputs` is what the reader told the run, and when. */
export function watchScript(parsed: Parsed, seed: number | null, inputs: readonly TimedInput<RunInput>[]): ScriptWatch {
  const timeline = startTimeline(parsed, seed, 'main', inputs);
  return { timeline, script: [], tape: createTape(timeline.run.sim) };
}

/** Plays on up to the end of that time; false when `outOfTime` says so before, which is asked every few events. */
export function scriptOn({ timeline, script, tape }: ScriptWatch, untilUs: number, outOfTime: () => boolean): boolean {
  const hear = ({ event, facts }: Progress): void => {
    tapeFacts(tape, facts);
    if (event?.kind === 'command') script.push({ atUs: event.at, events: null, command: event.payload });
  };
  return playUntil(timeline, untilUs, hear, outOfTime);
}

/** Everything that was done to a run until the end of a time, as a script. */
export function scriptOf(parsed: Parsed, seed: number | null, inputs: readonly TimedInput<RunInput>[], untilUs: number): readonly ScriptEntry[] {
  const watch = watchScript(parsed, seed, inputs);
  while (!scriptOn(watch, untilUs, () => false));
  return watch.script;
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
