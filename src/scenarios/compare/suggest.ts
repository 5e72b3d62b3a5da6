import * as words from '../../words/outcomes.ts';
import { configEntriesOf, findConfigEntry, SERVER_SCOPES, type ConfigScope } from '../kafka.ts';
import type { ParsedScenario } from '../parse.ts';
import { placesOf, twinOf, type Configured, type Document, type TwinChange, type TwinScope } from './twin.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;
type Value = string | number | boolean;

/** A twin that is worth seeing beside the run. */
export interface TwinSuggestion {
  readonly shelf: 'settings' | 'history' | 'chance';
  readonly change: TwinChange;
  /** What is different, in the run and in its twin: `acks=all`, `acks=1`. */
  readonly left: string;
  readonly right: string;
  /** What the twin's rule says, where its name does not. */
  readonly meaning: string | null;
}

const SETTINGS: readonly (readonly [TwinScope, string, (values: readonly Value[], parsed: Parsed) => readonly Value[]])[] = [
  ['producer', 'acks', () => ['all', 1, 0]],
  ['topic', 'min.insync.replicas', (values, { spec }) => neighbours(values, Math.max(1, ...spec.topics.map(({ replicationFactor }) => replicationFactor)))],
  ['topic', 'unclean.leader.election.enable', () => [true, false]],
  ['producer', 'enable.idempotence', () => [true, false]],
  ['cluster', 'replica.lag.time.max.ms', () => [30_000, 10_000]],
];

/** What can be changed with one click: only twins that can be run, and that are not the run itself. */
export function suggestTwins(parsed: Parsed, seed: number): readonly TwinSuggestion[] {
  const document = parsed.scenario as Document;
  const changes: TwinChange[] = [];
  for (const [scope, name, valuesOf] of SETTINGS) {
    const values = valuesIn(document, scope, name);
    if (values.length === 0) continue;
    for (const value of valuesOf(values, parsed)) changes.push({ kind: 'config', scope, name, value });
  }
  for (const { name, type, values } of configEntriesOf('broker')) {
    if (!name.startsWith('model.')) continue;
    for (const value of type === 'boolean' ? [true, false] : values) changes.push({ kind: 'config', scope: 'cluster', name, value });
  }
  changes.push({ kind: 'seed', seed: seed === 4_294_967_295 ? 0 : seed + 1 });
  return changes.filter((change) => isDifferent(document, change) && twinOf(parsed, seed, [], change).ok).map((change) => suggestion(document, seed, change));
}

/** What is different, in words for the head of each picture. */
export function twinTitles({ scenario }: Parsed, seed: number, change: TwinChange): { readonly left: string; readonly right: string } {
  return titlesIn(scenario as Document, seed, change);
}

function titlesIn(document: Document, seed: number, change: TwinChange): { readonly left: string; readonly right: string } {
  if (change.kind === 'seed') return { left: words.seeded(seed), right: words.seeded(change.seed) };
  const values = valuesIn(document, change.scope, change.name);
  const now = values.length === 0 ? words.notSet : values.map(String).join(', ');
  return { left: `${change.name}=${now}`, right: `${change.name}=${change.value}` };
}

/** Names of everything that can be set, by what it is set for. */
export function settingNames(): Readonly<Record<TwinScope, readonly string[]>> {
  const names = (...scopes: readonly ConfigScope[]): readonly string[] => [...new Set(scopes.flatMap((scope) => configEntriesOf(scope).map(({ name }) => name)))].sort();
  return { cluster: names(...SERVER_SCOPES), topic: names('topic'), producer: names('producer'), consumer: names('consumer') };
}

function suggestion(document: Document, seed: number, change: TwinChange): TwinSuggestion {
  const { left, right } = titlesIn(document, seed, change);
  if (change.kind === 'seed') return { shelf: 'chance', change, left, right, meaning: null };
  const entry = change.name.startsWith('model.') ? entryOf(change.scope, change.name) : null;
  const meaning = entry === null || change.value === entry.default ? null : entry.meaning.replace(/^History: /, '');
  return { shelf: entry === null ? 'settings' : 'history', change, left, right, meaning };
}

function isDifferent(document: Document, change: TwinChange): boolean {
  if (change.kind === 'seed') return true;
  return valuesIn(document, change.scope, change.name).some((value) => String(value) !== String(change.value));
}

/** The values that an entry has in a document, each once, with those that nobody wrote; none where there is nothing of the scope. */
function valuesIn(document: Document, scope: TwinScope, name: string): readonly Value[] {
  const cluster = document.cluster?.config?.[name];
  const unset = (scope === 'topic' ? cluster : undefined) ?? entryOf(scope, name)?.default;
  const places = placesOf(document, scope);
  const values = places.map((place) => valueOf(place, name) ?? unset).filter((value) => isValue(value));
  return [...new Map(values.map((value) => [String(value), value])).values()];
}

/** As the configuration table spells it. Without acks=all there is no idempotence, unless it is asked for. */
function valueOf({ config }: Configured, name: string): unknown {
  const written = config?.[name];
  if (name === 'acks') return written === '-1' || written === -1 ? 'all' : written;
  if (name !== 'enable.idempotence' || written !== undefined) return written;
  return ['all', '-1', -1, undefined].includes(config?.['acks'] as string | number | undefined);
}

function isValue(value: unknown): value is Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function entryOf(scope: TwinScope, name: string): ReturnType<typeof findConfigEntry> {
  return findConfigEntry(scope === 'cluster' ? SERVER_SCOPES : [scope], name);
}

/** One lower and one higher than what is set, from 1 to the most replicas that a partition has. */
function neighbours(values: readonly Value[], most: number): readonly number[] {
  const [only] = values;
  if (only === undefined || values.length > 1) return [];
  return [Number(only) - 1, Number(only) + 1].filter((value) => value >= 1 && value <= most);
}
