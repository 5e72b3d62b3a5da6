import { describe, expect, it } from 'vitest';
import { consumersOf, describeConsumer } from '../index.ts';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

const SELECTOR = 'org.apache.kafka.common.replica.RackAwareReplicaSelector';
const brokers = [1, 2, 3].map((id) => ({ id, rack: `rack-${id}` }));

/** Brokers in racks of their own, broker 1 leading; consumers as given, and ten records from 8 s on. */
function started(consumers: readonly Record<string, unknown>[], cluster: Record<string, unknown> = {}): ClusterRun {
  const run = clusterRun({
    cluster: { brokers, config: { 'replica.selector.class': SELECTOR }, ...cluster },
    producers: [manualProducer('p')],
    consumers,
  });
  for (let index = 0; index < 10; index += 1) run.give(send('p', `v${index}`), 8 + index / 10);
  return run;
}

const near = (id: string, rack: string, config: Record<string, unknown> = {}) => consumer(id, { 'client.rack': rack, ...config });

function readFrom(run: ClusterRun, id: string): number[] {
  return [...new Set(run.all('RecordsFetched', { consumer: id }).map(({ broker }) => broker))];
}

function polled(run: ClusterRun): number {
  return run.all('RecordsPolled').flatMap(({ ids }) => ids).length;
}

describe('a consumer', () => {
  it('is sent to the replica in its rack and reads there, up to what that knows to be committed', () => {
    const run = started([near('c', 'rack-2')]);
    run.until(15);
    expect(run.first('ReadReplicaChosen')).toMatchObject({ consumer: 'c', broker: 2, nearest: true });
    expect(readFrom(run, 'c')).toEqual([2]);
    expect(consumersOf(run.sim.world).map((node) => describeConsumer(node).partitions)).toMatchObject([[{ preferredReplica: 2 }]]);
    expect(polled(run)).toBe(10);
    // A follower learns the high watermark with the next answer of its leader: at most 0.5 s later.
    const written = run.all('RecordsAppended', { topic: 'orders' }).at(-1)?.at ?? 0;
    const read = run.all('RecordsPolled').at(-1)?.at ?? 0;
    expect(read - written).toBeGreaterThan(0.1);
    expect(read - written).toBeLessThan(0.6);
  });

  it.each([
    ['that does not say where it stands', consumer('c'), {}],
    ['in the rack of the leader', near('c', 'rack-1'), {}],
    ['in a rack without a replica', near('c', 'rack-9'), {}],
    ['of brokers that select nothing', near('c', 'rack-2'), { config: {} }],
  ])('%s reads from the leader', (_, spec, cluster) => {
    const run = started([spec], cluster);
    run.until(15);
    expect(readFrom(run, 'c')).toEqual([1]);
    expect(run.all('ReadReplicaChosen')).toEqual([]);
  });

  it('asks the leader again when its lease is over, and is sent back', () => {
    const run = started([near('c', 'rack-2', { 'metadata.max.age.ms': 10_000 })]);
    run.until(40);
    const chosen = run.all('ReadReplicaChosen').map(({ broker, nearest, at }) => ({ broker, nearest, at }));
    expect(chosen.slice(0, 3)).toMatchObject([{ broker: 2, nearest: true }, { broker: 1, nearest: false }, { broker: 2, nearest: true }]);
    const lease = (chosen[1]?.at ?? 0) - (chosen[0]?.at ?? 0);
    expect(lease).toBeGreaterThan(10);
    expect(lease).toBeLessThan(10.6);
    // One answer of the leader is enough.
    expect((chosen[2]?.at ?? 0) - (chosen[1]?.at ?? 0)).toBeLessThan(0.01);
    expect(polled(run)).toBe(10);
  });

  it('goes back to the leader when the replica dies, and returns once that is in sync again', () => {
    const run = started([near('c', 'rack-2')]);
    run.give({ kind: 'killBroker', broker: 2 }, 12);
    for (let index = 0; index < 5; index += 1) run.give(send('p', `w${index}`), 25);
    run.until(30);
    expect(polled(run)).toBe(15);
    expect(readFrom(run, 'c')).toEqual([2, 1]);
    expect(run.all('ReadReplicaChosen').at(-1)).toMatchObject({ broker: 1, nearest: false });
    run.give({ kind: 'restartBroker', broker: 2 });
    run.until(50);
    expect(run.all('ReadReplicaChosen').at(-1)).toMatchObject({ broker: 2, nearest: true });
    expect(run.all('OffsetReset').slice(1)).toEqual([]);
  });

  it('asks the new leader when leadership moves', () => {
    const run = started([near('c', 'rack-2')]);
    run.give({ kind: 'killBroker', broker: 1 }, 12);
    for (let index = 0; index < 5; index += 1) run.give(send('p', `w${index}`), 30);
    run.until(40);
    expect(run.partition('orders-0').leader).toBe(2);
    expect(polled(run)).toBe(15);
    expect(run.all('RecordsFetched', { consumer: 'c' }).at(-1)?.broker).toBe(2);
  });

  it('is not reset by a replica that does not have its offset yet, but goes to the leader', () => {
    // Cut off, broker 2 stays in the ISR for 30 s and lacks what is acknowledged with acks=1.
    const run = started([near('c', 'rack-2')]);
    run.until(12);
    run.give({ kind: 'seek', consumer: 'c', topic: 'orders', partition: 0, offset: 10 });
    run.until(13);
    const answer = run.ask(2, {
      api: 'Fetch', replicaId: -1, replicaEpoch: -1, maxWaitUs: 0, minBytes: 1, maxBytes: 1_000, isolation: 'read_uncommitted',
      sessionId: 0, sessionEpoch: 0, forgotten: [],
      partitions: [{ topic: 'orders', partition: 0, fetchOffset: 11, logStartOffset: -1, currentLeaderEpoch: 0, lastFetchedEpoch: -1, maxBytes: 1_000 }],
    });
    expect(answer?.partitions).toMatchObject([{ error: 'OFFSET_OUT_OF_RANGE' }]);
    run.give({ kind: 'seek', consumer: 'c', topic: 'orders', partition: 0, offset: 11 });
    run.until(13.5);
    // Out of range for the follower, then for the leader, and only that resets it.
    const arrivals = run.arrivals('Fetch', { from: 'consumer:c' }).filter(({ at }) => at > 13);
    expect(arrivals.map(({ to }) => to).slice(0, 2)).toEqual(['broker-2', 'broker-1']);
    expect(run.all('OffsetOutOfRange')).toHaveLength(1);
    expect(run.first('OffsetOutOfRange').at).toBeGreaterThan(13);
  });
});
