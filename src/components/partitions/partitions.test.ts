import { describe, expect, it } from 'vitest';
import { fixtureFrame } from '../../scene/testing/fixtureFrame.ts';
import type { BatchView, RecordView } from '../../scene/frame.ts';
import type { FactView } from '../../store/facts.ts';
import { cutsAt, cutWords } from './cuts.ts';
import { describeRecord, isTombstone, sequenceOf, stateOf } from './recordWords.ts';
import { partitionOf, partitionsShown, recordNamed } from './shown.ts';

const S = 1_000_000;

describe('what was cut off', () => {
  const cut = (at: number, from: number, to: number): FactView => ({ seq: at, at, cause: 0, node: 'broker-1', fact: { type: 'LogTruncated', topic: 'orders', partition: 0, broker: 1, from, to, leaderEpoch: 4 } });
  const facts = [cut(10 * S, 10, 8), cut(20 * S, 14, 12)];

  it('is shown for four seconds after it, fading, and never before', () => {
    expect(cutsAt(facts, 9 * S).size).toBe(0);
    expect(cutsAt(facts, 10 * S).get('1/orders-0')).toEqual({ from: 8, to: 10, why: 'truncated', fresh: 1 });
    expect(cutsAt(facts, 13 * S).get('1/orders-0')).toMatchObject({ fresh: 0.25 });
    expect(cutsAt(facts, 14 * S).size).toBe(0);
  });
  it('is the last one where a moment after all of them is looked at', () => expect(cutsAt(facts, 21 * S).get('1/orders-0')).toMatchObject({ from: 12, to: 14 }));
  it('is told in offsets', () => {
    expect([{ from: 8, to: 10, why: 'truncated' as const, fresh: 1 }, { from: 8, to: 9, why: 'lost' as const, fresh: 1 }].map(cutWords)).toEqual(['cut off: 8 to 9', 'lost: 8']);
  });
});

describe('names in the selection', () => {
  it('of records have an offset and, for a copy, a broker', () => {
    expect(recordNamed('orders-0@12')).toEqual({ name: 'orders-0', topic: 'orders', partition: 0, broker: null, offset: 12 });
    expect(recordNamed('1/page-views-11@0')).toEqual({ name: 'page-views-11', topic: 'page-views', partition: 11, broker: 1, offset: 0 });
    expect([recordNamed('orders-0'), recordNamed('broker-1'), recordNamed(null)]).toEqual([null, null, null]);
  });
  it('of copies and records lead to their partition, others to none', () => {
    const frame = fixtureFrame({ messages: 0 });
    const key = frame.partitions[0]?.key ?? '';
    expect([key, `2/${key}`, `${key}@5`, `2/${key}@5`].map((selected) => partitionOf(frame, selected))).toEqual([key, key, key, key]);
    expect(['broker-1', 'nothing-0', null].map((selected) => partitionOf(frame, selected))).toEqual([null, null, null]);
  });
  it('of what is shown fall back to the first topic', () => {
    const frame = fixtureFrame({ messages: 0 });
    const key = frame.partitions[0]?.key ?? '';
    expect(partitionsShown(frame, key, false).partitions.map((partition) => partition.key)).toEqual([key]);
    const onlyInternal = { ...frame, topics: frame.topics.filter(({ internal }) => internal) };
    expect([false, true].map((internal) => partitionsShown(onlyInternal, null, internal).shown)).toEqual(['', onlyInternal.topics[0]?.key ?? '']);
    expect(partitionsShown(frame, 'topic:gone', false).shown).toBe(frame.topics.find(({ internal }) => !internal)?.key);
  });
});

describe('a record', () => {
  const record: RecordView = { offset: 9, key: 'k', hue: 1, value: null, bytes: 20, timestamp: 0 };
  const batch: BatchView = { base: 8, last: 9, epoch: 3, producerId: 7, producerEpoch: 0, baseSequence: 2 ** 31 - 1, bytes: 100, deleteHorizon: null, records: [record] };

  it('has a sequence number that goes round after the largest Java int', () => {
    expect([sequenceOf(batch, 8), sequenceOf(batch, 9), sequenceOf({ ...batch, baseSequence: -1 }, 9)]).toEqual([2_147_483_647, 0, null]);
  });
  it('without a value is a tombstone only with a key', () => expect([isTombstone(record), isTombstone({ ...record, key: null }), isTombstone({ ...record, value: '' })]).toEqual([true, false, false]));
  it('is committed below the high watermark', () => expect([stateOf(9, 10, false), stateOf(9, 9, false), stateOf(9, 10, true)]).toEqual(['committed', 'open', 'diverged']));
  it('is told in a sentence', () => expect(describeRecord(record, batch, 'diverged', 1)).toBe('Tombstone 9 on broker 1, key k, epoch 3, not in the leader’s log.'));
});
