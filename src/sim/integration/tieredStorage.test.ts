import { describe, expect, it } from 'vitest';
import { EARLIEST_LOCAL_TIMESTAMP, EARLIEST_TIMESTAMP, LATEST_TIERED_TIMESTAMP } from '../kafka/protocol/dataPlane.ts';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

const SYSTEM = { 'remote.log.storage.system.enable': true, 'log.retention.check.interval.ms': 10_000, 'log.initial.task.delay.ms': 5_000 };
/** Some 75 bytes a batch of one record, so four in a segment; a segment and a bit stays local. */
const TIERED = { 'remote.storage.enable': true, 'internal.segment.bytes': 300, 'local.retention.bytes': 400 };

function tiered(config: Record<string, unknown> = {}, more: Record<string, unknown> = {}, system: Record<string, unknown> = {}): ClusterRun {
  return clusterRun({
    cluster: {
      brokers: 3,
      controllers: 1,
      config: { ...SYSTEM, ...system },
      topics: [{ name: 'orders', assignment: [[1, 2, 3]], config: { ...TIERED, ...config } }],
      network: { latency: '1ms', jitter: '0us' },
    },
    producers: [manualProducer('p')],
    ...more,
  });
}

/** `count` records, a fifth of a second apart, each a batch of its own. */
function sendMany(run: ClusterRun, count: number, fromSeconds = run.sim.state.now / 1_000_000): void {
  for (let index = 0; index < count; index += 1) run.give(send('p', `v${index}`, { key: 'k' }), fromSeconds + 0.2 * index);
  run.until(fromSeconds + 0.2 * count + 0.5);
}

const offsets = (run: ClusterRun, broker: number): number[] => run.records(broker, 'orders-0').map(({ offset }) => offset);
const polled = (run: ClusterRun): number[] => run.all('RecordsPolled').flatMap(({ from, ids, offsets: at }) => ids.map((_, index) => at?.[index] ?? from + index));

describe('copying', () => {
  it('takes rolled segments in order, from the leader alone, and never the active one', () => {
    const run = tiered();
    sendMany(run, 22);
    run.until(45);
    const copied = run.all('SegmentCopiedToRemote');
    expect(copied.map(({ broker, from, to }) => [broker, from, to])).toEqual([[1, 0, 3], [1, 4, 7], [1, 8, 11], [1, 12, 15], [1, 16, 19]]);
  });

  it('waits for what is not committed', () => {
    const run = tiered({ 'min.insync.replicas': 3 }, { producers: [manualProducer('p', { acks: '1' })] });
    run.give({ kind: 'killBroker', broker: 3 }, 0.5);
    sendMany(run, 22, 12);
    run.until(60);
    expect(run.log(1, 'orders-0')).toMatchObject({ endOffset: 22, highWatermark: 0 });
    expect(run.all('SegmentCopiedToRemote')).toHaveLength(0);
  });

  it('goes on with the next leader where the last one stopped', () => {
    const run = tiered();
    sendMany(run, 22);
    run.until(45);
    run.give({ kind: 'killBroker', broker: 1 });
    run.until(60);
    sendMany(run, 8);
    run.until(120);
    const later = run.all('SegmentCopiedToRemote').filter(({ at }) => at > 45);
    expect(later.length).toBeGreaterThan(0);
    expect(new Set(later.map(({ broker }) => broker))).toEqual(new Set([run.partition('orders-0').leader]));
    expect(later[0]?.from).toBe(20);
  });
});

describe('an unclean leader', () => {
  it('copies its own records where the store has those of a log that lost', () => {
    const run = tiered({ 'unclean.leader.election.enable': true, 'min.insync.replicas': 1 }, { producers: [manualProducer('p', { acks: '1' })] }, { 'unclean.leader.election.interval.ms': 5_000 });
    for (const broker of [2, 3]) run.give({ kind: 'killBroker', broker }, 1);
    sendMany(run, 22, 15);
    run.until(70);
    expect(run.all('SegmentCopiedToRemote', { broker: 1 }).length).toBeGreaterThan(3);
    run.give({ kind: 'killBroker', broker: 1 });
    run.give({ kind: 'restartBroker', broker: 2 });
    run.until(95);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2 });
    sendMany(run, 14);
    run.until(150);
    const own = run.all('SegmentCopiedToRemote', { broker: 2 });
    expect(own[0]?.from).toBe(0);
    // Groups need a coordinator, and broker 2 was in sync nowhere.
    for (const broker of [1, 3]) run.give({ kind: 'restartBroker', broker });
    run.until(170);
    run.give({ kind: 'addConsumer', consumer: consumer('c1') });
    run.until(200);
    expect(polled(run)).toEqual(Array.from({ length: 14 }, (_, offset) => offset));
  });

  it('leads a follower back, whose next turn to copy goes on where its cut log is remote', () => {
    const run = tiered({ 'local.retention.bytes': -2, 'unclean.leader.election.enable': true, 'min.insync.replicas': 1 }, { producers: [manualProducer('p', { acks: '1' })] }, { 'unclean.leader.election.interval.ms': 5_000 });
    run.give({ kind: 'killBroker', broker: 2 }, 1);
    sendMany(run, 22, 15);
    run.until(80);
    run.give({ kind: 'pauseNode', node: 'broker-3' });
    run.give({ kind: 'killBroker', broker: 1 });
    run.give({ kind: 'restartBroker', broker: 2 });
    run.until(105);
    expect(run.partition('orders-0').leader).toBe(2);
    run.give({ kind: 'resumeNode', node: 'broker-3' });
    // The first one alone, since the producer has to look for the leader and would put what waits into one batch.
    sendMany(run, 1);
    run.until(115);
    sendMany(run, 13);
    run.until(165);
    expect(run.log(3, 'orders-0').endOffset).toBe(14);
    run.give({ kind: 'killBroker', broker: 2 });
    run.until(180);
    expect(run.partition('orders-0').leader).toBe(3);
    sendMany(run, 1);
    run.until(185);
    sendMany(run, 13);
    run.until(240);
    expect(run.all('SegmentCopiedToRemote', { broker: 2 }).at(-1)?.to).toBe(11);
    expect(run.all('SegmentCopiedToRemote', { broker: 3 })[0]?.from).toBe(12);
  });
});

describe('the local part', () => {
  it('shrinks to local.retention, on followers, too, and the log still starts where it did', () => {
    const run = tiered();
    sendMany(run, 22);
    run.until(80);
    for (const broker of [1, 2, 3]) {
      expect(run.log(broker, 'orders-0')).toMatchObject({ startOffset: 0, endOffset: 22, highWatermark: 22 });
      expect(offsets(run, broker)[0]).toBeGreaterThanOrEqual(12);
      expect(run.log(broker, 'orders-0').localStartOffset).toBe(offsets(run, broker)[0]);
    }
    expect(run.log(1, 'orders-0').epochs).toEqual([[0, 0]]);
  });

  it('keeps what has not been copied', () => {
    const run = tiered({}, {}, { 'remote.log.manager.task.interval.ms': 3_600_000 });
    sendMany(run, 22);
    run.until(80);
    for (const broker of [1, 2, 3]) expect(offsets(run, broker)).toHaveLength(22);
  });
});

describe('a consumer behind the local part', () => {
  it('is served from remote storage and then from the local log, without a gap', () => {
    const run = tiered();
    sendMany(run, 22);
    run.until(80);
    run.give({ kind: 'addConsumer', consumer: consumer('c1') });
    run.until(100);
    expect(polled(run)).toEqual(Array.from({ length: 22 }, (_, offset) => offset));
    expect(run.all('RemoteSegmentRead').map(({ from, to }) => [from, to])).toEqual([[0, 3], [4, 7], [8, 11], [12, 15]].slice(0, run.all('RemoteSegmentRead').length));
    expect(run.all('OffsetOutOfRange')).toHaveLength(0);
  });

  it('gets nothing while remote storage cannot be reached, and all of it later', () => {
    const run = tiered();
    sendMany(run, 22);
    run.until(80);
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'remote-storage' });
    run.give({ kind: 'addConsumer', consumer: consumer('c1') });
    run.until(95);
    expect(polled(run)).toEqual([]);
    run.give({ kind: 'healLink', from: 'broker-1', to: 'remote-storage' });
    run.until(180);
    expect(polled(run)).toEqual(Array.from({ length: 22 }, (_, offset) => offset));
  });
});

describe('retention', () => {
  it('counts what is remote, deletes it there and moves the start everywhere', () => {
    const run = tiered({ 'retention.bytes': 1_000 });
    sendMany(run, 30);
    run.until(150);
    const { startOffset } = run.log(1, 'orders-0');
    expect(startOffset).toBeGreaterThan(0);
    expect(startOffset % 4).toBe(0);
    expect(run.first('RemoteSegmentsDeleted').startOffset).toBeGreaterThan(0);
    for (const broker of [2, 3]) expect(run.log(broker, 'orders-0').startOffset).toBe(startOffset);
    run.give({ kind: 'addConsumer', consumer: consumer('c1') });
    run.until(170);
    expect(polled(run)[0]).toBe(startOffset);
  });
});

describe('a follower with an empty disk', () => {
  it('begins where the leader has records on its disk, with the epochs of what lies before', () => {
    const run = tiered();
    sendMany(run, 22);
    run.until(80);
    run.give({ kind: 'killBroker', broker: 3 });
    run.until(82);
    run.give({ kind: 'restartBroker', broker: 3, wipe: true });
    run.until(110);
    const rebuilt = run.first('TierStateRebuilt', { broker: 3 });
    expect(rebuilt.startOffset).toBe(0);
    expect(offsets(run, 3)[0]).toBe(rebuilt.localStartOffset);
    expect(run.log(3, 'orders-0')).toMatchObject({ startOffset: 0, endOffset: 22, highWatermark: 22, epochs: run.log(1, 'orders-0').epochs });
    expect(new Set(run.partition('orders-0').isr)).toEqual(new Set([1, 2, 3]));
  });

  it('can lead, and serves the remote part like the leader before', () => {
    const run = tiered();
    sendMany(run, 22);
    run.until(80);
    run.give({ kind: 'killBroker', broker: 3 });
    run.until(82);
    run.give({ kind: 'restartBroker', broker: 3, wipe: true });
    run.until(110);
    run.give({ kind: 'killBroker', broker: 1 });
    run.give({ kind: 'killBroker', broker: 2 });
    run.until(140);
    expect(run.partition('orders-0').leader).toBe(3);
    run.give({ kind: 'addConsumer', consumer: consumer('c1') });
    run.until(170);
    expect(polled(run)).toEqual(Array.from({ length: 22 }, (_, offset) => offset));
  });
});

describe('a new leader', () => {
  it('asks the store for its list as soon as a consumer needs it, not only in its next round', () => {
    const run = tiered();
    sendMany(run, 22);
    run.until(80);
    const rounds = (): number[] => run.arrivals('ListRemoteLogSegments', { from: 'broker-2' }).map(({ at }) => at);
    const next = (rounds().at(-1) ?? 0) + 30;
    run.until(next + 0.5);
    run.give({ kind: 'killBroker', broker: 1 });
    run.give({ kind: 'addConsumer', consumer: consumer('c1') });
    run.until(next + 25);
    expect(run.partition('orders-0').leader).toBe(2);
    expect(run.first('RemoteSegmentRead', { broker: 2 }).at).toBeLessThan(next + 25);
  });
});

describe('a topic that is deleted', () => {
  it('is deleted in remote storage, too', () => {
    const run = tiered();
    sendMany(run, 22);
    run.until(45);
    const store = run.sim.world.nodes.find((node) => node.role === 'remoteStorage');
    expect(store?.role === 'remoteStorage' && store.segments.size).toBe(1);
    run.give({ kind: 'deleteTopic', topic: 'orders' });
    run.until(50);
    const after = run.sim.world.nodes.find((node) => node.role === 'remoteStorage');
    expect(after?.role === 'remoteStorage' && after.segments.size).toBe(0);
  });
});

describe('ListOffsets', () => {
  it('tells the start of the log, of its local part, and the end of the remote part', () => {
    const run = tiered();
    sendMany(run, 22);
    run.until(80);
    const partitions = [EARLIEST_TIMESTAMP, EARLIEST_LOCAL_TIMESTAMP, LATEST_TIERED_TIMESTAMP].map((timestamp) => ({ topic: 'orders', partition: 0, timestamp, currentLeaderEpoch: -1 }));
    const answer = run.ask(1, { api: 'ListOffsets', partitions });
    expect(answer?.partitions.map(({ offset }) => offset)).toEqual([0, offsets(run, 1)[0], 19]);
  });

  it('answers -1 for the end of a remote part that there is not', () => {
    const run = clusterRun();
    const partitions = [EARLIEST_LOCAL_TIMESTAMP, LATEST_TIERED_TIMESTAMP].map((timestamp) => ({ topic: 'orders', partition: 0, timestamp, currentLeaderEpoch: -1 }));
    expect(run.ask(1, { api: 'ListOffsets', partitions })?.partitions.map(({ offset }) => offset)).toEqual([0, -1]);
  });
});
