import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

const SIX = { assignment: [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 2, 3], [2, 3, 1], [3, 1, 2]] };

function members(run: ClusterRun): Record<string, readonly string[]> {
  return { ...run.state().groups['g']?.members };
}

describe('six partitions and a group of consumers (range)', () => {
  it('three consumers have two each', () => {
    const run = clusterRun({ topic: SIX, consumers: [consumer('c1'), consumer('c2'), consumer('c3')] });
    run.until(10);
    expect(run.state().groups['g']).toMatchObject({ state: 'Stable', protocol: 'classic' });
    expect(members(run)).toEqual({ c1: ['orders-0', 'orders-1'], c2: ['orders-2', 'orders-3'], c3: ['orders-4', 'orders-5'] });
  });

  it('when the second dies, its session ends after 45 s and the others share its partitions', () => {
    const run = clusterRun({ topic: SIX, consumers: [consumer('c1'), consumer('c2'), consumer('c3')] });
    run.give({ kind: 'killConsumer', consumer: 'c2' }, 20);
    run.until(60);
    // Nothing is noticed before: consumers 1 and 3 keep what they have.
    expect(members(run)['c2']).toEqual(['orders-2', 'orders-3']);
    run.until(80);
    const lastHeard = run.arrivals('Heartbeat', { from: 'consumer:c2' }).at(-1)?.at ?? NaN;
    const removed = run.first('MemberRemoved', { client: 'c2' });
    expect(removed.reason).toBe('session expired');
    expect(removed.at).toBeCloseTo(lastHeard + 45, 1);
    expect(members(run)).toEqual({ c1: ['orders-0', 'orders-1', 'orders-2'], c3: ['orders-3', 'orders-4', 'orders-5'] });
  });

  it('when the second leaves, it takes no session timeout', () => {
    const run = clusterRun({ topic: SIX, consumers: [consumer('c1'), consumer('c2'), consumer('c3')] });
    run.give({ kind: 'closeConsumer', consumer: 'c2' }, 20);
    run.until(25);
    expect(run.first('MemberRemoved', { client: 'c2' }).reason).toBe('left');
    expect(members(run)).toEqual({ c1: ['orders-0', 'orders-1', 'orders-2'], c3: ['orders-3', 'orders-4', 'orders-5'] });
  });

  it('a seventh has nothing to do', () => {
    const ids = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
    const run = clusterRun({ topic: SIX, consumers: ids.map((id) => consumer(id)) });
    run.until(10);
    expect(Object.values(members(run)).map((partitions) => partitions.length)).toEqual([1, 1, 1, 1, 1, 1]);
    run.give({ kind: 'addConsumer', consumer: consumer('c7') });
    run.until(25);
    expect(run.state().groups['g']).toMatchObject({ state: 'Stable' });
    expect(members(run)['c7']).toEqual([]);
    expect(Object.keys(members(run))).toHaveLength(7);
  });
});

describe('what a group has committed', () => {
  /** Four records read and committed by c1, which then leaves. */
  function committedAndLeft(): ClusterRun {
    const run = clusterRun({
      cluster: { config: { 'group.initial.rebalance.delay.ms': 500 } },
      producers: [manualProducer('p')],
      consumers: [consumer('c1')],
    });
    for (const value of ['a', 'b', 'c', 'd']) run.give(send('p', value), 5);
    run.give({ kind: 'closeConsumer', consumer: 'c1' }, 15);
    run.until(20);
    expect(run.state().groups['g']?.offsets['orders-0']).toMatchObject({ committed: 4 });
    return run;
  }

  it('outlives the death of its coordinator', () => {
    const run = committedAndLeft();
    const before = run.state().groups['g']?.coordinator ?? -1;
    run.give({ kind: 'killBroker', broker: before });
    run.until(40);
    const group = run.state().groups['g'];
    expect(group?.coordinator).not.toBe(before);
    expect(group).toMatchObject({ state: 'Empty', offsets: { 'orders-0': { committed: 4 } } });
    run.give({ kind: 'addConsumer', consumer: consumer('c2') });
    run.give(send('p', 'e'), 55);
    run.until(60);
    expect(run.all('RecordsPolled', { consumer: 'c2' }).map(({ from, ids }) => [from, ids.length])).toEqual([[4, 1]]);
  });

  it('and its members outlive the death of the coordinator while they work', () => {
    const run = clusterRun({
      topic: SIX,
      producers: [{ id: 'p', topic: 'orders', rate: 20 }],
      consumers: [consumer('c1'), consumer('c2'), consumer('c3')],
    });
    run.until(20);
    const before = run.state().groups['g'];
    run.give({ kind: 'killBroker', broker: before?.coordinator ?? -1 });
    run.until(45);
    const after = run.state().groups['g'];
    expect(after?.coordinator).not.toBe(before?.coordinator);
    expect(after).toMatchObject({ state: 'Stable' });
    // Members are in the log, too: nobody had to join again.
    expect(after?.generation).toBe(before?.generation);
    expect(after?.members).toEqual(before?.members);
    for (const [name, { committed }] of Object.entries(before?.offsets ?? {})) {
      expect(after?.offsets[name]?.committed).toBeGreaterThanOrEqual(committed);
    }
  });

  it('is refused for partitions that do not exist, and stored for those that do', () => {
    const run = committedAndLeft();
    const coordinator = run.state().groups['g']?.coordinator ?? -1;
    const commit = (...topics: string[]) =>
      run.ask(coordinator, {
        api: 'OffsetCommit',
        group: 'g',
        generation: -1,
        memberId: '',
        groupInstanceId: null,
        offsets: topics.map((topic) => ({ topic, partition: 0, offset: 2, leaderEpoch: -1 })),
      });
    expect(commit('nothing')?.partitions).toEqual([{ topic: 'nothing', partition: 0, error: 'UNKNOWN_TOPIC_OR_PARTITION' }]);
    expect(commit('nothing', 'orders')?.partitions).toEqual([
      { topic: 'orders', partition: 0, error: 'NONE' },
      { topic: 'nothing', partition: 0, error: 'UNKNOWN_TOPIC_OR_PARTITION' },
    ]);
    expect(run.state().groups['g']?.offsets['orders-0']?.committed).toBe(2);
  });
});

describe('a consumer without a committed offset', () => {
  /** Two records before it joins, one after. */
  function joined(reset: string): ClusterRun {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 1);
    run.give(send('p', 'b'), 2);
    run.give({ kind: 'addConsumer', consumer: consumer('c1', { 'auto.offset.reset': reset }) }, 5);
    run.give(send('p', 'c'), 15);
    run.until(20);
    return run;
  }
  const read = (run: ClusterRun) => run.all('RecordsPolled').flatMap(({ from, to }) => [from, to]);

  it('begins at the start with earliest', () => {
    const run = joined('earliest');
    expect(run.first('OffsetReset')).toMatchObject({ offset: 0, strategy: 'earliest' });
    expect(read(run)).toEqual([0, 2, 2, 3]);
  });

  it('begins at the end with latest', () => {
    const run = joined('latest');
    expect(run.first('OffsetReset')).toMatchObject({ offset: 2, strategy: 'latest' });
    expect(read(run)).toEqual([2, 3]);
  });

  it('fails with none', () => {
    const run = joined('none');
    expect(run.first('ConsumerFailed')).toMatchObject({ consumer: 'c1' });
    expect(read(run)).toEqual([]);
  });
});

describe('seek', () => {
  function reading(): ClusterRun {
    const run = clusterRun({ producers: [manualProducer('p')], consumers: [consumer('c1')] });
    for (const [index, value] of ['a', 'b', 'c', 'd'].entries()) run.give(send('p', value), 5 + index);
    run.until(12);
    return run;
  }
  const readAfter = (run: ClusterRun, seconds: number) =>
    run.all('RecordsPolled').filter(({ at }) => at > seconds).map(({ from, to }) => [from, to]);

  it.each([
    ['an offset', 2, [[2, 4]]],
    ['the beginning', 'beginning', [[0, 4]]],
    ['the end', 'end', []],
    ['a time', { time: '7s' }, [[2, 4]]],
  ])('to %s moves the position of a consumer', (_, offset, expected) => {
    const run = reading();
    run.give({ kind: 'seek', consumer: 'c1', topic: 'orders', partition: 0, offset });
    run.until(14);
    expect(readAfter(run, 12)).toEqual(expected);
  });

  it('past the end is out of range, and auto.offset.reset decides', () => {
    const run = reading();
    run.give({ kind: 'seek', consumer: 'c1', topic: 'orders', partition: 0, offset: 99 });
    run.until(16);
    expect(run.first('OffsetOutOfRange')).toMatchObject({ consumer: 'c1', offset: 99 });
    expect(readAfter(run, 12)).toEqual([[0, 4]]);
  });

  it('moves what an empty group has committed, and is refused for one that works', () => {
    const run = reading();
    const seek = { kind: 'seek', group: 'g', topic: 'orders', partition: null, offset: 1 };
    run.give(seek);
    run.until(14);
    expect(run.first('AdminFailed').message).toMatch(/./);
    run.give({ kind: 'closeConsumer', consumer: 'c1' });
    run.until(16);
    run.give(seek);
    run.until(18);
    expect(run.state().groups['g']?.offsets['orders-0']).toMatchObject({ committed: 1 });
  });
});
