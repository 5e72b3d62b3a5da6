import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogWindow, PartitionLog, PartitionsDetail } from '../../protocol/partitionsDetail.ts';
import { loadScenario } from '../../scenarios/library.ts';
import { batchAt, brokersOf, createCluster, firstIndexFrom, offsetOf, replicaOf, runUntil, step, takeFacts, type KafkaSimulation, type UnifiedLog } from '../../sim/index.ts';
import { randomRun } from '../../sim/testing/randomRuns.ts';
import { buildFrame } from '../frame/buildFrame.ts';
import { huesFor } from '../frame/hues.ts';
import { createFrameCache } from '../frame/replicas.ts';
import { openSession, submit, tell } from '../session.ts';
import { advance, NO_STOPS } from '../time/play.ts';
import { buildDetail, createDetailCache, type DetailCache } from './buildDetail.ts';

const SECOND = 1_000_000;
const SEED = 11;
const RUNS = 3;
const EVERY_EVENTS = 150;

function detailOf(sim: KafkaSimulation, windows: readonly LogWindow[], highlightKey: string | null = null, cache: DetailCache = createDetailCache()): PartitionsDetail {
  const hues = huesFor(sim.world.spec);
  const frame = buildFrame(sim, hues, createFrameCache());
  const detail = buildDetail({ sim, frame, hues, cache }, { detail: { kind: 'partitions', windows }, highlightKey, near: [] });
  if (detail?.kind !== 'partitions') throw new Error('a detail is made');
  return detail;
}

function logOf(sim: KafkaSimulation, broker: number, partition: string): UnifiedLog {
  const node = brokersOf(sim.world).find(({ id }) => id === broker);
  const [, topic = '', number = ''] = /^(.*)-(\d+)$/.exec(partition) ?? [];
  const replica = node === undefined ? undefined : replicaOf(node, topic, Number(number));
  if (replica === undefined) throw new Error('the copy is there');
  return replica.log;
}

/** Offset and key, looked up one by one. */
function recordsOf(log: UnifiedLog, from: number, to: number): [number, string | null][] {
  const found: [number, string | null][] = [];
  for (let offset = from; offset < to; offset += 1) {
    const batch = batchAt(log, offset);
    const index = batch === undefined ? 0 : firstIndexFrom(batch, offset);
    if (batch !== undefined && index < batch.records.length && offsetOf(batch, index) === offset) found.push([offset, batch.records[index]?.key ?? null]);
  }
  return found;
}

function start(id: string): KafkaSimulation {
  const spec = loadScenario(id)?.spec;
  if (spec === undefined) throw new Error('the scenario is there');
  return createCluster(spec);
}

function windowOf(partition: string, from: number | null = null, slots = 30): LogWindow {
  return { partition, from, slots };
}

function only(detail: PartitionsDetail): PartitionLog {
  const [log] = detail.logs;
  if (log === undefined) throw new Error('one log is told');
  return log;
}

it.each(fc.sample(randomRun, { seed: SEED, numRuns: RUNS }).map((run, index) => ({ run, index })))(
  `windows hold what the logs hold, and what is kept of keys is what a fresh look finds (seed ${SEED}, run $index)`,
  ({ run }) => {
    const sim = createCluster(run.parsed.spec);
    const cache = createDetailCache();
    const hues = huesFor(run.parsed.spec);
    const key = hues.keys[0] ?? 'none';
    for (let count = 1; sim.state.now < run.untilUs; count += 1) {
      const event = step(sim);
      takeFacts(sim);
      if (count % EVERY_EVENTS !== 0 && event?.kind !== 'command') continue;
      const frame = buildFrame(sim, hues, createFrameCache());
      const windows = frame.partitions.slice(0, 6).map(({ key: name }, index) => windowOf(name, index % 2 === 0 ? null : count % 40, 24));
      const detail = detailOf(sim, windows, key, cache);
      expect(detail.found).toEqual(detailOf(sim, [], key).found);
      for (const { key: name, from, slots, copies } of detail.logs) {
        for (const { broker, batches, end } of copies) {
          const told = batches.flatMap(({ batch }) => batch.records.map((record) => [record.offset, record.key]));
          expect(told).toEqual(recordsOf(logOf(sim, broker, name), from, from + slots));
          const cells = frame.replicas.find((one) => one.key === `${broker}/${name}`)?.cells ?? [];
          const diverged = batches.flatMap(({ diverged: is, batch }) => (is ? batch.records.map(({ offset }) => offset) : []));
          expect(diverged.filter((offset) => offset >= end - 24)).toEqual(cells.flatMap((cell) => (cell.diverged && cell.offset >= from && cell.offset < from + slots ? [cell.offset] : [])));
        }
      }
    }
  },
);

describe('a window', () => {
  it('follows the end with two slots free, and begins at the beginning while all fits', () => {
    const sim = start('first-look');
    runUntil(sim, 0.1 * SECOND);
    expect(only(detailOf(sim, [windowOf('orders-0')])).from).toBe(0);
    runUntil(sim, 60 * SECOND);
    const log = only(detailOf(sim, [windowOf('orders-0', null, 10)]));
    expect(log.from).toBe(log.end - 8);
    expect(log.end).toBe(logOf(sim, log.epochsOf, 'orders-0').logEndOffset);
  });

  it('may lie anywhere, and one of a partition that is not there is left out', () => {
    const sim = start('first-look');
    runUntil(sim, 20 * SECOND);
    expect(only(detailOf(sim, [windowOf('orders-0', 3, 4), windowOf('nothing-0')])).copies[0]?.batches.flatMap(({ batch }) => batch.records.map(({ offset }) => offset))).toEqual([3, 4, 5, 6]);
    const after = detailOf(sim, [windowOf('orders-0', 1_000_000, 4)]);
    expect(only(after).copies[0]?.batches).toEqual([]);
  });
});

describe('what is told of a partition', () => {
  it('is an epoch for each leader that wrote, the later one from the first record that the new leader took', () => {
    const opened = openSession(loadScenario, { kind: 'library', id: 'first-look' }, null);
    if (!opened.ok) throw new Error('the scenario is there');
    const { session } = opened;
    session.look = { detail: { kind: 'partitions', windows: [windowOf('orders-0', 0, 400)] }, highlightKey: null, near: [] };
    const play = (to: number): PartitionLog | undefined => {
      while (advance(session, to, NO_STOPS, () => false) !== 'reached');
      const { detail } = tell(session);
      return detail?.kind === 'partitions' ? detail.logs[0] : undefined;
    };
    expect(play(10 * SECOND)?.epochs.map(({ epoch, from }) => [epoch, from])).toEqual([[0, 0]]);
    submit(session, { kind: 'killBroker', broker: 1 });
    const log = play(40 * SECOND);
    if (log === undefined) throw new Error('the log has changed');
    const { epochs, epochsOf, copies } = log;
    const records = copies.find(({ broker }) => broker === epochsOf)?.batches.flatMap(({ batch }) => batch.records.map(({ offset }) => ({ offset, epoch: batch.epoch }))) ?? [];
    expect(epochsOf).toBe(session.frame?.partitions.find(({ key }) => key === 'orders-0')?.leader);
    expect(epochs).toHaveLength(2);
    expect(epochs[0]?.to).toBe(epochs[1]?.from);
    expect(epochs[1]?.from).toBe(records.find(({ epoch }) => epoch > 0)?.offset);
    expect(epochs[1]?.to).toBe(log.end);
  });

  it('is how far each group is: what its coordinator has, and its lag from there', () => {
    const sim = start('first-look');
    runUntil(sim, 12 * SECOND);
    const { readers, copies } = only(detailOf(sim, [windowOf('orders-0')]));
    expect(readers.map(({ group }) => group)).toEqual(['analytics']);
    const [reading] = readers;
    const leader = copies[0];
    expect(reading?.committed).toBeGreaterThan(0);
    expect(reading?.lag).toBe(Math.max(...copies.map(({ highWatermark }) => highWatermark)) - (reading?.committed ?? 0));
    expect(reading?.members).toHaveLength(1);
    expect(leader?.lastStableOffset).toBe(leader?.highWatermark);
  });

  it('shows the holes that compaction left and its tombstones, in segments that lie end to end', () => {
    const sim = start('compaction');
    runUntil(sim, 20 * SECOND);
    const { copies } = only(detailOf(sim, [windowOf('profiles-0', 0, 400)]));
    for (const { segments, end, batches, start: from } of copies) {
      expect(segments.at(-1)).toMatchObject({ active: true, end });
      expect(segments.slice(1).map(({ base }) => base)).toEqual(segments.slice(0, -1).map(({ end: to }) => to));
      expect(batches.flatMap(({ batch }) => batch.records).length).toBeLessThan(end - from);
    }
  });
});
