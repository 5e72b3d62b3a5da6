import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { clean, type CleanedLog, type CleanerInput } from './cleaner.ts';
import type { AbortedTxn } from './cleanedTransactions.ts';
import { offsetOf, type ControlType, type RecordBatch } from './recordBatch.ts';
import { newSegment } from './segments.ts';
import { recordAppend, type ProducerStateEntry } from './producerStateManager.ts';

const DELETE_RETENTION_US = 86_400_000_000;
const NOW_US = 1_000_000_000_000;

interface Appended {
  readonly keys: readonly (string | null)[];
  /** Keys whose record is a tombstone. */
  readonly deletes?: readonly string[];
  readonly pid?: number;
  readonly seq?: number;
  readonly transactional?: boolean;
  readonly control?: ControlType;
}

/** A log with what the partition remembers of it. */
interface TestLog {
  batches: RecordBatch[];
  segments: CleanerInput['segments'];
  abortedTxns: readonly AbortedTxn[];
  readonly producers: Map<number, ProducerStateEntry>;
  readonly open: Map<number, number>;
  end: number;
}

/** One rolled segment for each list, as LogCleanerTest builds it. */
function logOf(...segments: Appended[][]): TestLog {
  const log: TestLog = { batches: [], segments: [], abortedTxns: [], producers: new Map(), open: new Map(), end: 0 };
  for (const batches of segments) roll(log, batches);
  return log;
}

function roll(log: TestLog, appended: readonly Appended[]): void {
  const baseOffset = log.end;
  let bytes = 0;
  for (const batch of appended) bytes += append(log, batch).bytes;
  log.segments = [...log.segments, { ...newSegment(baseOffset, 1), bytes, firstTimestamp: 1, maxTimestamp: 1 }];
}

function append(log: TestLog, { keys, deletes = [], pid = -1, seq = -1, transactional = false, control }: Appended): RecordBatch {
  const baseOffset = log.end;
  const records = (control === undefined ? keys : [null]).map((key, index) => {
    const value = key !== null && deletes.includes(key) ? null : 'v';
    return { id: `${baseOffset + index}`, key, value, timestamp: 1, bytes: 10 };
  });
  const lastOffset = baseOffset + records.length - 1;
  log.end = lastOffset + 1;
  if (transactional && control === undefined && !log.open.has(pid)) log.open.set(pid, baseOffset);
  if (control === 'abort') log.abortedTxns = [...log.abortedTxns, { producerId: pid, firstOffset: log.open.get(pid) ?? baseOffset, lastOffset }];
  if (control !== undefined) log.open.delete(pid);
  const batch: RecordBatch = {
    producerId: pid,
    producerEpoch: pid < 0 ? -1 : 0,
    baseSequence: seq,
    records,
    bytes: 61 + 10 * records.length,
    baseOffset,
    lastOffset,
    offsetDeltas: null,
    isTransactional: transactional,
    control: control ?? null,
    deleteHorizonUs: null,
    leaderEpoch: 0,
    maxTimestamp: 1,
  };
  log.batches.push(batch);
  if (pid >= 0) remember(log, batch);
  return batch;
}

function remember({ producers }: TestLog, { producerId, baseSequence, baseOffset, control, records }: RecordBatch): void {
  const before = producers.get(producerId);
  const batch = { producerId, producerEpoch: 0, baseSequence, recordCount: records.length, baseOffset, timestamp: 1 };
  producers.set(producerId, control === null ? recordAppend(before, batch) : (before ?? { producerId, epoch: 0, lastBatches: [] }));
}

/** Cleans everything that was appended. */
function cleanLog(log: TestLog, firstDirtyOffset: number, nowUs = NOW_US, segmentBytes = 1_000_000): CleanedLog {
  const { batches, segments, producers, abortedTxns, end } = log;
  const input = { batches, segments, producers, abortedTxns, firstDirtyOffset, firstUncleanableOffset: end };
  const cleaned = clean(input, { nowUs, segmentBytes, deleteRetentionUs: DELETE_RETENTION_US });
  log.batches = cleaned.batches;
  log.segments = cleaned.segments;
  log.abortedTxns = cleaned.abortedTxns;
  return cleaned;
}

/** Kafka's test runs two passes, the second one a retention time later. */
function cleanTwice(log: TestLog, firstDirtyOffset: number): void {
  cleanLog(log, firstDirtyOffset);
  cleanLog(log, firstDirtyOffset, NOW_US + DELETE_RETENTION_US + 1000);
}

function offsets({ batches }: TestLog): number[] {
  return batches.flatMap((batch) => batch.records.map((_, index) => offsetOf(batch, index)));
}

function keys({ batches }: TestLog): (string | null)[] {
  return batches.filter(({ control }) => control === null).flatMap(({ records }) => records.map(({ key }) => key));
}

function batchLastOffsets({ batches }: TestLog): number[] {
  return batches.map(({ lastOffset }) => lastOffset);
}

const txn = (pid: number, seq: number, ...keys: string[]): Appended => ({ pid, seq, keys, transactional: true });
const marker = (pid: number, control: ControlType): Appended => ({ pid, keys: [], control, transactional: true });
const plain = (...keys: string[]): Appended => ({ keys });

/** `p1 keys 1,2 @0-1`, `ABORT p1 @6`, `COMMIT @5`. */
function parseScript(script: readonly string[]): Appended[] {
  const seqs = new Map<number, number>();
  return script.map((line) => {
    const [, word, number] = /^(?:(?:ABORT|COMMIT) ?)?(p?)(\d*)/.exec(line) ?? [];
    const pid = word === 'p' && number !== '' ? Number(number) : 1;
    if (line.startsWith('ABORT') || line.startsWith('COMMIT')) return marker(pid, line.startsWith('ABORT') ? 'abort' : 'commit');
    const keys = (/keys? ([\d,]+)/.exec(line)?.[1] ?? '').split(',');
    const seq = seqs.get(pid) ?? 0;
    seqs.set(pid, seq + keys.length);
    return txn(pid, seq, ...keys);
  });
}

describe('conformance', () => {
  type One = { o: number; k: number; pid?: number; seq?: number }[] | string[];
  for (const c of casesOf<One, { recordOffsets?: number[]; batchLastOffsets?: number[]; keys?: number[]; offsets?: number[] }>('compact')) {
    it(c.id, () => {
      const appended = c.in.map((one) => (typeof one === 'string' ? one : { keys: [String(one.k)], pid: one.pid, seq: one.seq }));
      const isScript = appended.every((one) => typeof one === 'string');
      const log = logOf(isScript ? parseScript(appended as string[]) : (appended as Appended[]));
      cleanLog(log, 0);
      const { expect: expected } = c;
      expect(offsets(log)).toEqual(expected.recordOffsets ?? expected.offsets);
      if (expected.batchLastOffsets !== undefined) expect(batchLastOffsets(log)).toEqual(expected.batchLastOffsets);
      if (expected.keys !== undefined) expect(keys(log)).toEqual(expected.keys.map(String));
    });
  }
  for (const c of casesOf<string[], { afterPass1: number[]; afterHorizonPass: number[] }>('compactTwice')) {
    it(c.id, () => {
      const log = logOf(parseScript(c.in));
      cleanLog(log, 0);
      expect(offsets(log)).toEqual(c.expect.afterPass1);
      cleanTwice(log, log.end);
      expect(offsets(log)).toEqual(c.expect.afterHorizonPass);
    });
  }
});

describe('keys', () => {
  it('keeps the last record of each key under its offset', () => {
    const log = logOf([plain('a', 'b'), plain('a'), plain('c', 'a')]);
    const cleaned = cleanLog(log, 0);
    expect(offsets(log)).toEqual([1, 3, 4]);
    expect(keys(log)).toEqual(['b', 'c', 'a']);
    expect(cleaned.keptRecords).toBe(3);
    expect(cleaned.removedRecords).toEqual([
      { offset: 0, key: 'a', supersededBy: 4 },
      { offset: 2, key: 'a', supersededBy: 4 },
    ]);
  });

  it('rewrites the part that was clean before for the sake of the dirty part', () => {
    const log = logOf([plain('a'), plain('b')]);
    cleanLog(log, 0);
    roll(log, [plain('a')]);
    cleanLog(log, 2);
    expect(offsets(log)).toEqual([1, 2]);
  });

  it('drops records without key, which nothing could ever replace', () => {
    const log = logOf([{ keys: ['a', null] }, plain('b')]);
    cleanLog(log, 0);
    expect(keys(log)).toEqual(['a', 'b']);
  });

  it('leaves the very batch alone that loses nothing', () => {
    const log = logOf([plain('a', 'b')]);
    const [batch] = log.batches;
    cleanLog(log, 0);
    expect(log.batches[0]).toBe(batch);
  });

  it('keeps the end of the round as an empty batch', () => {
    const log = logOf([plain('a'), { keys: [null] }]);
    cleanLog(log, 0);
    expect(offsets(log)).toEqual([0]);
    expect(batchLastOffsets(log)).toEqual([0, 1]);
    expect(log.batches[1]?.bytes).toBe(61);
  });
});

describe('tombstones', () => {
  const deleted = { keys: ['a'], deletes: ['a'] };

  it('stay for delete.retention.ms from the first pass, however old they are', () => {
    const log = logOf([plain('a'), deleted, plain('b')]);
    cleanLog(log, 0);
    expect(offsets(log)).toEqual([1, 2]);
    expect(log.batches[0]?.deleteHorizonUs).toBe(NOW_US + DELETE_RETENTION_US);
    cleanLog(log, log.end, NOW_US + DELETE_RETENTION_US - 1);
    expect(offsets(log)).toEqual([1, 2]);
    const last = cleanLog(log, log.end, NOW_US + DELETE_RETENTION_US);
    expect(offsets(log)).toEqual([2]);
    expect(last).toMatchObject({ removedRecords: [{ offset: 1, key: 'a', supersededBy: null }], expiredTombstones: 1 });
  });

  it('keep the horizon they got first', () => {
    const log = logOf([deleted, plain('b')]);
    cleanLog(log, 0);
    cleanLog(log, log.end, NOW_US + 5000);
    expect(log.batches[0]?.deleteHorizonUs).toBe(NOW_US + DELETE_RETENTION_US);
  });

  it('go at once when a later record of the key makes them void', () => {
    const log = logOf([deleted, plain('a')]);
    expect(cleanLog(log, 0)).toMatchObject({ removedRecords: [{ offset: 0, key: 'a', supersededBy: 1 }], expiredTombstones: 0 });
    expect(offsets(log)).toEqual([1]);
  });

  it('a batch without one gets no horizon', () => {
    const log = logOf([plain('a', 'b'), plain('a')]);
    cleanLog(log, 0);
    expect(log.batches.map(({ deleteHorizonUs }) => deleteHorizonUs)).toEqual([null, null]);
  });
});

// The scripts below are those of LogCleanerTest, with its expected offsets.
describe('transactions', () => {
  it('testLogCleanerRetainsLastSequenceEvenIfTransactionAborted', () => {
    const log = logOf([txn(1, 0, '1'), txn(1, 1, '2', '3'), marker(1, 'abort')]);
    cleanLog(log, 0);
    expect(batchLastOffsets(log)).toEqual([2, 3]);
    expect(offsets(log)).toEqual([3]);
    roll(log, [txn(1, 3, '1', '5')]);
    cleanLog(log, 0);
    expect(batchLastOffsets(log)).toEqual([3, 5]);
    expect(offsets(log)).toEqual([3, 4, 5]);
  });

  it('testCommitMarkerRemoval', () => {
    const log = logOf([txn(1, 0, '1'), txn(1, 1, '2', '3'), marker(1, 'commit'), txn(1, 3, '2'), marker(1, 'commit')]);
    cleanLog(log, 0);
    expect(offsets(log)).toEqual([0, 2, 3, 4, 5]);
    roll(log, [txn(1, 4, '1', '3'), marker(1, 'commit')]);
    cleanLog(log, 6);
    expect(offsets(log)).toEqual([3, 4, 5, 6, 7, 8]);
    cleanLog(log, log.end);
    expect(offsets(log)).toEqual([3, 4, 5, 6, 7, 8]);
    cleanLog(log, log.end, Number.MAX_SAFE_INTEGER);
    expect(offsets(log)).toEqual([4, 5, 6, 7, 8]);
  });

  it('testCommitMarkerRetentionWithEmptyBatch', () => {
    const log = logOf(
      [txn(1, 0, '2', '3')],
      [txn(2, 0, '2', '3'), marker(2, 'commit')],
      [plain('2'), plain('3'), marker(1, 'commit')],
    );
    cleanLog(log, 0);
    expect(offsets(log)).toEqual([4, 5, 6, 7]);
    expect(batchLastOffsets(log)).toEqual([1, 3, 4, 5, 6, 7]);
    cleanLog(log, log.end);
    expect(batchLastOffsets(log)).toEqual([1, 3, 4, 5, 6, 7]);
    roll(log, [txn(2, 2, '1'), marker(2, 'commit')]);
    cleanLog(log, 8);
    expect(offsets(log)).toEqual([4, 5, 6, 7, 8, 9]);
    expect(batchLastOffsets(log)).toEqual([1, 4, 5, 6, 7, 8, 9]);
    cleanTwice(log, log.end);
    expect(offsets(log)).toEqual([5, 6, 7, 8, 9]);
    expect(batchLastOffsets(log)).toEqual([1, 5, 6, 7, 8, 9]);
  });

  it('testAbortMarkerRetentionWithEmptyBatch', () => {
    const log = logOf([txn(1, 0, '2', '3'), marker(1, 'abort')]);
    cleanLog(log, 0);
    expect(batchLastOffsets(log)).toEqual([1, 2]);
    cleanTwice(log, log.end);
    expect(offsets(log)).toEqual([2]);
    expect(batchLastOffsets(log)).toEqual([1, 2]);
    expect(log.abortedTxns).toHaveLength(1);
    roll(log, [txn(1, 2, '1')]);
    cleanLog(log, 3);
    expect(offsets(log)).toEqual([2, 3]);
    expect(batchLastOffsets(log)).toEqual([2, 3]);
    cleanTwice(log, log.end);
    expect(offsets(log)).toEqual([3]);
    expect(log.abortedTxns).toHaveLength(0);
  });

  it('testEmptyBatchRemovalWithSequenceReuse', () => {
    const log = logOf([txn(1, 0, '1'), marker(1, 'commit'), txn(1, 0, '2'), marker(1, 'commit'), plain('1'), plain('2')]);
    cleanLog(log, 0);
    expect(offsets(log)).toEqual([1, 3, 4, 5]);
    expect(batchLastOffsets(log)).toEqual([1, 2, 3, 4, 5]);
    cleanTwice(log, log.end);
    expect(offsets(log)).toEqual([3, 4, 5]);
    expect(batchLastOffsets(log)).toEqual([2, 3, 4, 5]);
  });

  it('testCleanEmptyControlBatch', () => {
    const log = logOf([marker(1, 'commit'), plain('2'), plain('3')]);
    cleanTwice(log, 0);
    expect(offsets(log)).toEqual([1, 2]);
    expect(batchLastOffsets(log)).toEqual([0, 1, 2]);
    cleanLog(log, log.end, Number.MAX_SAFE_INTEGER);
    expect(batchLastOffsets(log)).toEqual([0, 1, 2]);
  });
});

describe('segments', () => {
  it('merges neighbours by what they were, under the first one, and counts what is left in them', () => {
    const log = logOf([plain('a')], [plain('a')], [plain('b', 'c')]);
    cleanLog(log, 0, NOW_US, 150);
    expect(log.segments.map(({ baseOffset, bytes }) => [baseOffset, bytes])).toEqual([[0, 71], [2, 81]]);
    expect(offsets(log)).toEqual([1, 2, 3]);
  });

  it('a segment from which everything went stays, empty', () => {
    const log = logOf([plain('a')], [plain('a')]);
    cleanLog(log, 0, NOW_US, 100);
    expect(log.segments.map(({ baseOffset, bytes }) => [baseOffset, bytes])).toEqual([[0, 0], [1, 71]]);
  });
});
