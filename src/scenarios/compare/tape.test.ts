import { describe, expect, it } from 'vitest';
import type { FactView } from '../../sim/index.ts';
import { loadScenario } from '../library.ts';
import { startTimeline } from '../scenarioPlayer.ts';
import { compareOn, comparedSoFar, outcomesAt, startComparison, type Compared, type Comparison } from './comparison.ts';
import { createTape, tapeFacts, takeTaped } from './tape.ts';
import { scriptOn, twinOf, watchScript, type TwinChange } from './twin.ts';

const SECOND = 1_000_000;
const UNTIL = 20 * SECOND;

/** A scenario beside its twin; `wholeUntilUs`: the tape holds all of the first run up to then, or there is no tape at all. */
function compare(change: TwinChange, wholeUntilUs: number | 'played twice'): Comparison {
  const parsed = loadScenario('leader-dies');
  if (parsed === null || !parsed.ok) throw new Error('The scenario is refused.');
  const watch = watchScript(parsed, null, []);
  while (!scriptOn(watch, UNTIL, () => false));
  const twin = twinOf(parsed, null, watch.script, change);
  if (!twin.ok) throw new Error('The twin is refused.');
  const right = startTimeline(twin, null, 'right');
  if (wholeUntilUs !== 'played twice') watch.tape.wholeUntilUs = wholeUntilUs;
  const comparison = startComparison(wholeUntilUs === 'played twice' ? { left: startTimeline(parsed, null, 'left'), right } : { left: watch.timeline, tape: watch.tape, right });
  while (!compareOn(comparison, UNTIL, () => true));
  return comparison;
}

const CHANGES: readonly { readonly name: string; readonly change: TwinChange }[] = [
  { name: 'that parts at once', change: { kind: 'config', scope: 'producer', name: 'acks', value: '1' } },
  { name: 'that parts late', change: { kind: 'config', scope: 'topic', name: 'min.insync.replicas', value: 3 } },
  { name: 'that never parts', change: { kind: 'seed', seed: 42 } },
];

describe('a run that was played before its twin could begin', () => {
  it.each(CHANGES)('is compared with one $name as if both were played together', ({ change }) => {
    const together = comparedSoFar(compare(change, 'played twice'));
    const without = ({ first, firstTelling, left, right }: Compared): unknown => ({ first, firstTelling, left, right });
    expect(without(comparedSoFar(compare(change, Infinity)))).toEqual(without(together));
    // Where the tape holds all of the first three seconds only, and what matters of the rest.
    expect(without(comparedSoFar(compare(change, 3 * SECOND)))).toEqual(without(together));
  });

  it('tells what came out at any time, and is itself at that time then', () => {
    const comparison = compare(CHANGES[0]?.change ?? { kind: 'seed', seed: 1 }, Infinity);
    for (const at of [15 * SECOND, 4 * SECOND, 12 * SECOND]) {
      const { left, right } = outcomesAt(comparison, at);
      // Ten records a second.
      expect([left.outcome.sent, right.outcome.sent].map((sent) => Math.round((sent * SECOND) / at))).toEqual([10, 10]);
      expect([comparison.left, comparison.right].map(({ timeline }) => timeline.run.sim.state.now)).toEqual([at, at]);
    }
  });
});

it('a tape that is full keeps what matters', () => {
  const fact = (at: number, type: 'BrokerUnfenced' | 'BrokerRegistered'): FactView => ({ seq: at, at, cause: 0, node: 'n', fact: type === 'BrokerUnfenced' ? { type, broker: 1 } : { type, broker: 1, brokerEpoch: 1 } });
  const parsed = loadScenario('leader-dies');
  if (parsed === null || !parsed.ok) throw new Error('The scenario is refused.');
  const tape = createTape(startTimeline(parsed, null, 'main').run.sim);
  tapeFacts(tape, [fact(1, 'BrokerRegistered'), fact(2, 'BrokerRegistered'), fact(3, 'BrokerRegistered'), fact(4, 'BrokerUnfenced')], 2);
  expect(tape.wholeUntilUs).toBe(2);
  expect(takeTaped(tape, 1).map(({ at }) => at)).toEqual([1]);
  expect(takeTaped(tape, 9).map(({ at }) => at)).toEqual([2, 4]);
  expect(takeTaped(tape, 9)).toEqual([]);
});
