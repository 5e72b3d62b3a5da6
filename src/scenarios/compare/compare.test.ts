import { describe, expect, it } from 'vitest';
import { playNext, seekTime, momentOf, stateView, type FactView } from '../../sim/index.ts';
import { parseScenario, type ParsedScenario } from '../parse.ts';
import { startTimeline, type ScenarioTimeline } from '../scenarioPlayer.ts';
import { compareOn, comparedSoFar, startComparison, type Compared } from './comparison.ts';
import { hearDifference, watchDifference } from './difference.ts';
import { hearBoth, watchDivergence } from './divergence.ts';
import { scriptOf, twinOf, type TwinChange } from './twin.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;

const CUT_US = 5_050_000;
const KILL_US = 5_250_000;

function valid(parsed: ParsedScenario): Parsed {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
}

/** A leader that is cut off from its followers and dies 200 ms later; five records a second. */
function leaderCrash(overrides: Record<string, unknown> = {}): Parsed {
  return valid(
    parseScenario({
      v: 1,
      id: 'crash',
      title: 'Crash',
      summary: 'A leader is cut off and dies.',
      seed: 42,
      cluster: {
        brokers: 3,
        controllers: 3,
        topics: [{ name: 'orders', partitions: 1, replicationFactor: 3, assignment: [[1, 2, 3]], config: { 'min.insync.replicas': 2 } }],
        network: { latency: '1ms', jitter: '0us' },
      },
      producers: [{ id: 'p', topic: 'orders', rate: 5, keys: ['a'], config: { acks: '1' } }],
      consumers: [{ id: 'c', group: 'g', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } }],
      script: [
        { at: `${CUT_US}us`, do: { kind: 'cutLink', from: 'broker-1', to: 'broker-2' } },
        { at: `${CUT_US}us`, do: { kind: 'cutLink', from: 'broker-1', to: 'broker-3' } },
        { at: `${KILL_US}us`, do: { kind: 'killBroker', broker: 1 } },
        { at: `${KILL_US}us`, do: { kind: 'healLink', from: '*', to: '*' } },
      ],
      ...overrides,
    }),
  );
}

function compare(left: ScenarioTimeline, right: ScenarioTimeline, untilUs: number): Compared {
  const comparison = startComparison({ left, right });
  while (!compareOn(comparison, untilUs, () => true));
  return comparedSoFar(comparison);
}

function twin(parsed: Parsed, untilUs: number, change: TwinChange): ScenarioTimeline {
  const script = scriptOf(parsed, null, [], untilUs);
  return startTimeline(valid(twinOf(parsed, null, script, change)), null, 'twin');
}

const acksAll: TwinChange = { kind: 'config', scope: 'producer', name: 'acks', value: 'all' };

describe('a run and its twin', () => {
  it('with acks=1 and with acks=all through a leader crash: what was acknowledged in between is lost, or is not', () => {
    const parsed = leaderCrash();
    const { left, right, first, firstTelling } = compare(startTimeline(parsed, null, 'main'), twin(parsed, 30_000_000, acksAll), 30_000_000);
    // A record is sent every 200 ms, so one of them falls between the cut and the crash.
    expect(left.lost).toBe(1);
    expect(right.lost).toBe(0);
    expect(right.sent).toBe(left.sent);
    expect(left.elections).toBe(1);
    expect(right.elections).toBe(1);
    // Without acks=all there is no idempotence, unless it is asked for, and so no block of producer ids that the controller writes down.
    expect(first?.left).toBeNull();
    expect(first?.right?.fact.type).toBe('MetadataCommitted');
    // What matters: the leader that is cut off acknowledges a record alone, and the other one does not.
    expect(firstTelling?.left?.fact.type).toBe('BatchAcked');
    expect(firstTelling?.right).toBeNull();
    expect(firstTelling?.at).toBeGreaterThan(CUT_US);
    expect(firstTelling?.at).toBeLessThan(KILL_US);
    // Of every record that was sent, either of the two says what became of it; nothing is in a log twice (idempotence).
    expect([left.duplicated, right.duplicated, left.readTwice, right.readTwice]).toEqual([0, 0, 0, 0]);
    // From the crash until the session of nine seconds ends and another leader is elected.
    expect(left.unavailableUs).toBeGreaterThan(7_000_000);
    expect(left.unavailableUs).toBeLessThan(10_000_000);
    expect(right.unavailableUs).toBe(left.unavailableUs);
  });

  it('with acks=0: what was sent to a leader that died is lost without anybody having acknowledged it, and so is what it alone had', () => {
    const parsed = leaderCrash({ producers: [{ id: 'p', topic: 'orders', rate: 5, keys: ['a'], config: { acks: '0' } }] });
    const { left, right } = compare(startTimeline(parsed, null, 'main'), twin(parsed, 30_000_000, acksAll), 30_000_000);
    expect([left.acknowledged, left.lost, right.lostUnacknowledged, right.unacknowledged]).toEqual([0, 0, 0, 0]);
    // Everything that was sent was either counted as sent or is in the producer's buffer; what is not in the log is told.
    const timeline = startTimeline(parsed, null, 'again');
    seekTime(timeline, 30_000_000);
    const leader = stateView(timeline.run.sim).topics['orders']?.[0];
    const held = leader?.logs[leader.leader]?.endOffset ?? 0;
    expect(left.lostUnacknowledged).toBe(left.unacknowledged - held);
    expect(left.lostUnacknowledged).toBeGreaterThan(0);
    // What is on the wire is not lost: the moment is that at which one is sent.
    const sentAt: number[] = [];
    const early = startTimeline(parsed, null, 'early');
    for (let progress = playNext(early, 5_000_000); progress !== null; progress = playNext(early, 5_000_000)) {
      for (const { fact, at } of progress.facts) if (fact.type === 'BatchAcked') sentAt.push(at);
    }
    const moment = compare(startTimeline(parsed, null, 'main'), startTimeline(parsed, null, 'main'), sentAt.at(-1) ?? 0);
    expect(moment.left.unacknowledged).toBe(sentAt.length);
    expect(moment.left.lostUnacknowledged).toBe(0);
  });

  it('without a change tell the same to the microsecond', () => {
    const parsed = leaderCrash();
    const same = twin(parsed, 20_000_000, { kind: 'seed', seed: 42 });
    const { first, firstTelling, left, right } = compare(startTimeline(parsed, null, 'main'), same, 20_000_000);
    expect(first).toBeNull();
    expect(firstTelling).toBeNull();
    expect(right).toEqual(left);
  });

  it('do what the story and the reader did, at the same times', () => {
    const parsed = leaderCrash({
      script: [],
      story: {
        steps: [
          { title: 'One', text: 'Words.' },
          { title: 'Two', text: 'Words.', when: { at: '3s' }, commands: [{ kind: 'killBroker', broker: 3 }] },
        ],
      },
    });
    const timeline = startTimeline(parsed, null, 'main');
    seekTime(timeline, 4_000_000);
    const moment = momentOf(timeline);
    const inputs = [{ moment, input: { kind: 'command', command: { kind: 'pauseNode', node: 'broker-2', forUs: null }, written: { kind: 'pauseNode', node: 'broker-2' } } as const }];
    const script = scriptOf(parsed, null, inputs, 6_000_000);
    expect(script).toEqual([
      { atUs: 3_000_000, events: null, command: { kind: 'killBroker', broker: 3, powerLoss: false } },
      { atUs: 4_000_000, events: null, command: { kind: 'pauseNode', node: 'broker-2', forUs: null } },
    ]);
  });

  it('refuse a change that the document would refuse, with its sentence', () => {
    const parsed = leaderCrash();
    const refused = twinOf(parsed, null, [], { kind: 'config', scope: 'producer', name: 'acks', value: 'most' });
    expect(refused.ok).toBe(false);
    expect(refused.ok ? '' : refused.problems[0]?.path).toBe('producers[0].config.acks');
  });
});

describe('the first divergence', () => {
  const fact = (at: number, broker: number): FactView => ({ seq: at, at, cause: 0, node: 'n', fact: { type: 'BrokerUnfenced', broker } });

  it('is found wherever the stretches end', () => {
    const watch = watchDivergence();
    hearBoth(watch, [fact(1, 1), fact(2, 2)], [fact(1, 1)], 1);
    expect(watch.found).toBeNull();
    hearBoth(watch, [], [fact(2, 2), fact(3, 3)], 2);
    expect(watch.found).toBeNull();
    hearBoth(watch, [fact(3, 4)], [], 3);
    expect(watch.found).toEqual({ left: fact(3, 4), right: fact(3, 3), at: 3 });
  });

  it('is there when one run tells nothing more', () => {
    const watch = watchDivergence();
    hearBoth(watch, [fact(5, 1)], [], 10);
    expect(watch.found).toEqual({ left: fact(5, 1), right: null, at: 5 });
  });

  it('does not mind how events are counted', () => {
    const watch = watchDivergence();
    hearBoth(watch, [fact(5, 1)], [{ ...fact(5, 1), seq: 9, cause: 7 }], 10);
    expect(watch.found).toBeNull();
  });
});

describe('the first difference that matters', () => {
  const fact = (at: number, broker: number): FactView => ({ seq: at, at, cause: 0, node: 'n', fact: { type: 'BrokerUnfenced', broker } });

  it('is none when only times and order differ, and gives the other run a second', () => {
    const watch = watchDifference();
    hearDifference(watch, [fact(5, 1), fact(6, 2)], [fact(7, 2)], 1_000_004);
    expect(watch.found).toBeNull();
    hearDifference(watch, [], [fact(1_000_005, 1)], 1_100_000);
    expect(watch.found).toBeNull();
    hearDifference(watch, [], [fact(1_200_000, 2)], 2_199_999);
    expect(watch.found).toBeNull();
    hearDifference(watch, [], [], 2_200_000);
    expect(watch.found).toEqual({ left: null, right: fact(1_200_000, 2), at: 1_200_000 });
  });

  it('counts how often a thing happens', () => {
    const watch = watchDifference();
    hearDifference(watch, [fact(5, 1), fact(6, 1)], [fact(7, 1)], 3_000_000);
    expect(watch.found?.left?.at).toBe(6);
  });
});

describe('what came of a run', () => {
  it('counts what was read again after a crash of the consumer', () => {
    const parsed = leaderCrash({
      script: [
        { at: '7s', do: { kind: 'killConsumer', consumer: 'c' } },
        { at: '8s', do: { kind: 'addConsumer', consumer: { id: 'd', group: 'g', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } } } },
      ],
    });
    const timeline = startTimeline(parsed, null, 'main');
    const reads: string[] = [];
    for (let progress = playNext(timeline, 70_000_000); progress !== null; progress = playNext(timeline, 70_000_000)) {
      for (const { fact } of progress.facts) if (fact.type === 'RecordsPolled') reads.push(...fact.ids);
    }
    const again = startTimeline(parsed, null, 'main');
    const { left } = compare(again, startTimeline(parsed, null, 'other'), 70_000_000);
    // Offsets are committed every five seconds: what was read after the last commit is read again.
    expect(left.readTwice).toBe(reads.length - new Set(reads).size);
    expect(left.readTwice).toBeGreaterThan(0);
    expect(left.lost).toBe(0);
  });
});
