import { compareOn, comparedSoFar, startComparison, type Compared, type ComparisonParts } from '../scenarios/compare/comparison.ts';
import type { Divergence } from '../scenarios/compare/divergence.ts';
import { outcomeRows } from '../scenarios/compare/outcomeRows.ts';
import { scriptOn, twinOf, TWIN_SCOPES, watchScript, writtenValue, type TwinChange } from '../scenarios/compare/twin.ts';
import type { ParsedScenario } from '../scenarios/index.ts';
import { startTimeline } from '../scenarios/scenarioPlayer.ts';
import { seedOf, timeOf } from './numbers.ts';
import type { Parsed } from './openFile.ts';

export interface CompareInvocation {
  readonly command: 'compare';
  readonly left: string;
  /** Another document; null when the twin follows from `change`. */
  readonly right: string | null;
  readonly change: TwinChange | null;
  /** Null: up to where a saved run was left, 30 s of a document. */
  readonly untilUs: number | null;
  readonly seed: number | null;
}


/** Reads the words after `compare`; a sentence when they cannot be taken. */
export function parseCompare(words: readonly string[]): CompareInvocation | string {
  const files: string[] = [];
  let change: TwinChange | null = null;
  let untilUs: number | null = null;
  let seed: number | null = null;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('--')) {
      files.push(word);
      continue;
    }
    index += 1;
    const value = words[index];
    if (value === undefined) return `${word} needs a value`;
    if (word === '--until') {
      const until = timeOf(word, value);
      if (typeof until === 'string') return until;
      untilUs = until;
    } else if (word === '--seed' || word === '--other-seed') {
      const given = seedOf(word, value);
      if (typeof given === 'string') return given;
      if (word === '--seed') seed = given;
      else change = { kind: 'seed', seed: given };
    } else if (word === '--set') {
      const set = parseSet(value);
      if (typeof set === 'string') return set;
      change = set;
    } else return `there is no option ${word}`;
  }
  const [left, right = null, ...more] = files;
  if (left === undefined || more.length > 0) return 'compare takes a file and another, or a file and a change';
  if ((right === null) === (change === null)) return 'give a second file, or what is to be another with --set or --other-seed';
  return { command: 'compare', left, right, change, untilUs, seed };
}

/** `producer.acks=1`: the scope, the name with its dots, the value. */
function parseSet(text: string): TwinChange | string {
  const match = /^([a-z]+)\.([^=]+)=(.*)$/.exec(text);
  const scope = TWIN_SCOPES.find((one) => one === match?.[1]);
  const [, , name = '', written = ''] = match ?? [];
  if (match === null || scope === undefined) return '--set: give a scope, a name and a value, such as producer.acks=1; scopes are cluster, topic, producer and consumer';
  return { kind: 'config', scope, name, value: writtenValue(written) };
}

/** The run of `left` beside its twin. Null with the problems told when the changed document is not valid. */
export function compareRuns(left: Parsed, right: Parsed | null, { change, seed }: CompareInvocation, untilUs: number): Compared | Extract<ParsedScenario, { ok: false }> {
  const parts = right !== null || change === null ? { left: startTimeline(left, seed, 'left'), right: startTimeline(right ?? left, seed, 'right') } : twins(left, change, untilUs, seed);
  if ('problems' in parts) return parts;
  const comparison = startComparison(parts);
  while (!compareOn(comparison, untilUs, () => false));
  return comparedSoFar(comparison);
}

function twins(document: Parsed, change: TwinChange, untilUs: number, seed: number | null): ComparisonParts | Extract<ParsedScenario, { ok: false }> {
  const watch = watchScript(document, seed, []);
  while (!scriptOn(watch, untilUs, () => false));
  const twin = twinOf(document, seed, watch.script, change);
  return twin.ok ? { left: watch.timeline, tape: watch.tape, right: startTimeline(twin, null, 'right') } : twin;
}

/** A table in text, and the first thing that was told differently. */
export function compareText({ first, firstTelling, left, right }: Compared): string {
  const rows = outcomeRows(left, right).map(({ label, text }) => [label, text(left), text(right)] as const);
  const wide = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, one, other]) => `${label.padEnd(wide)}  ${one.padStart(10)}  ${other.padStart(10)}${one === other ? '' : '  *'}`);
  return [divergenceText('First difference of all', first), divergenceText('First that matters', firstTelling), '', `${''.padEnd(wide)}  ${'left'.padStart(10)}  ${'right'.padStart(10)}`, ...lines].join('\n');
}

function divergenceText(title: string, first: Divergence | null): string {
  if (first === null) return `${title}: none.`;
  const told = (side: Divergence['left']): string => (side === null ? 'nothing' : `${side.node} ${JSON.stringify(side.fact)} at ${side.at} us`);
  return `${title}, at ${first.at / 1_000_000} s\n  left:  ${told(first.left)}\n  right: ${told(first.right)}`;
}
