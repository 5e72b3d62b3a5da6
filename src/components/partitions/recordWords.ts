import { durationText } from '../format/readersNumbers.ts';
import * as words from '../../words/partitions/records.ts';
import type { BatchView, RecordView } from '../../scene/frame.ts';

export type RecordState = 'committed' | 'open' | 'diverged';

/** A key and no value: compaction will remove what has this key, and then the tombstone itself. */
export function isTombstone({ key, value }: RecordView): boolean {
  return key !== null && value === null;
}

export function stateOf(offset: number, highWatermark: number, diverged: boolean): RecordState {
  if (diverged) return 'diverged';
  return offset < highWatermark ? 'committed' : 'open';
}

/** Sequence numbers go round after the largest Java int. */
export function sequenceOf({ base, baseSequence }: BatchView, offset: number): number | null {
  return baseSequence < 0 ? null : (baseSequence + offset - base) % 2 ** 31;
}

/** Everything about a record, as lines of a tip. */
export function recordLines(record: RecordView, batch: BatchView, state: RecordState): readonly (readonly [string, string])[] {
  const { base, last, epoch, producerId, producerEpoch, bytes, deleteHorizon } = batch;
  const sequence = sequenceOf(batch, record.offset);
  const { labels } = words;
  return [
    [labels.key, record.key ?? words.none],
    [labels.value, record.value === null ? (isTombstone(record) ? words.noneATombstone : words.none) : record.value],
    [labels.size, words.sizeWithKey(record.bytes)],
    [labels.timestamp, durationText(record.timestamp)],
    [labels.leaderEpoch, String(epoch)],
    [labels.batch, base === last ? words.batchOfOne(base, bytes) : words.batch(base, last, bytes)],
    [labels.producer, producerId < 0 ? words.notIdempotent : words.producer(producerId, producerEpoch, sequence ?? words.none)],
    ...(deleteHorizon === null ? [] : [[labels.deleteHorizon, durationText(deleteHorizon)] as const]),
    [labels.state, words.states[state]],
  ];
}

/** The same in a sentence, for who does not see it. */
export function describeRecord(record: RecordView, batch: BatchView, state: RecordState, broker: number): string {
  const key = record.key === null ? words.noKey : words.keyIs(record.key);
  return (isTombstone(record) ? words.tombstone : words.record)(record.offset, broker, key, batch.epoch, words.states[state]);
}
