import type { TimeUs } from '../../../../base/flavor.ts';
import { listAt, listLength } from '../../../../base/chunkedList.ts';
import { resolveTopicConfig } from '../../config/resolve.ts';
import type { ConfigOverrides, TopicConfig } from '../../config/types.ts';
import { offsetOf, type LogRecord, type ProducerBatch, type RecordBatch } from '../recordBatch.ts';
import type { LogClock } from '../segments.ts';
import { appendAsFollower, appendAsLeader, emptyLog, type UnifiedLog } from '../unifiedLog.ts';

export const SECOND = 1_000_000;

/** A clock that tests set, whose random numbers are all `bits`. */
export interface TestClock extends LogClock {
  now: TimeUs;
  bits: number;
}

function testClock(now: TimeUs = 0): TestClock {
  const clock: TestClock = { now, bits: 0, random: () => clock.bits };
  return clock;
}

function topicConfig(overrides: ConfigOverrides = {}): TopicConfig {
  const resolved = resolveTopicConfig(overrides, {});
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  return resolved.config;
}

function recordAt(timestamp: TimeUs): LogRecord {
  return { id: `at ${timestamp}`, key: null, value: null, timestamp, bytes: 10 };
}

/** One record for each timestamp; 100 bytes, whatever it holds, unless told. */
function producerBatch(timestamps: readonly TimeUs[], more: Partial<ProducerBatch> = {}): ProducerBatch {
  return { producerId: -1, producerEpoch: -1, baseSequence: -1, records: timestamps.map(recordAt), bytes: 100, ...more };
}

export interface LogHarness {
  readonly log: UnifiedLog;
  readonly clock: TestClock;
  readonly config: TopicConfig;
  /** Appends a batch with one record for each timestamp, as leader of epoch 0. */
  readonly append: (timestamps: readonly TimeUs[], more?: Partial<ProducerBatch>, leaderEpoch?: number) => RecordBatch;
  /** Appends, as a follower, one batch that has a record at each of these offsets and nothing between them. */
  readonly copy: (offsets: readonly number[], timestampOf?: (offset: number) => TimeUs) => void;
}

export function logHarness(overrides: ConfigOverrides = {}): LogHarness {
  const log = emptyLog();
  const clock = testClock();
  const config = topicConfig(overrides);
  return {
    log,
    clock,
    config,
    append: (timestamps, more, leaderEpoch = 0) => appendAsLeader(log, producerBatch(timestamps, more), leaderEpoch, config, clock),
    copy: (offsets, timestampOf = () => 0) => appendAsFollower(log, [storedBatch(offsets, timestampOf)], config, clock),
  };
}

export function storedBatch(offsets: readonly number[], timestampOf: (offset: number) => TimeUs = () => 0): RecordBatch {
  const baseOffset = offsets[0] ?? 0;
  const timestamps = offsets.map(timestampOf);
  return {
    ...producerBatch(timestamps),
    baseOffset,
    lastOffset: offsets.at(-1) ?? 0,
    offsetDeltas: offsets.map((offset) => offset - baseOffset),
    isTransactional: false,
    control: null,
    deleteHorizonUs: null,
    leaderEpoch: 0,
    maxTimestamp: Math.max(...timestamps),
  };
}

export function segmentBases(log: UnifiedLog): number[] {
  return log.segments.map(({ baseOffset }) => baseOffset);
}

/** Offsets of all records that are in the segments, also below the log's start. */
export function storedOffsets(log: UnifiedLog): number[] {
  const offsets: number[] = [];
  for (let index = 0; index < listLength(log.batches); index += 1) {
    const batch = listAt(log.batches, index);
    batch.records.forEach((_, position) => offsets.push(offsetOf(batch, position)));
  }
  return offsets;
}
