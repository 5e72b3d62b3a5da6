import { durationText } from '../format/readersNumbers.ts';
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

const STATES: Readonly<Record<RecordState, string>> = {
  committed: 'committed',
  open: 'not committed yet',
  diverged: 'not in the leader’s log',
};

/** Everything about a record, as lines of a tip. */
export function recordLines(record: RecordView, batch: BatchView, state: RecordState): readonly (readonly [string, string])[] {
  const { base, last, epoch, producerId, producerEpoch, bytes, deleteHorizon } = batch;
  const sequence = sequenceOf(batch, record.offset);
  return [
    ['key', record.key ?? 'none'],
    ['value', record.value === null ? (isTombstone(record) ? 'none: a tombstone' : 'none') : record.value],
    ['size', `${record.bytes} B with its key`],
    ['timestamp', durationText(record.timestamp)],
    ['leader epoch', String(epoch)],
    ['batch', base === last ? `${base}, ${bytes} B` : `${base} to ${last}, ${bytes} B`],
    ['producer', producerId < 0 ? 'not idempotent' : `id ${producerId}, epoch ${producerEpoch}, sequence ${sequence ?? 'none'}`],
    ...(deleteHorizon === null ? [] : [['tombstones may go from', durationText(deleteHorizon)] as const]),
    ['state', STATES[state]],
  ];
}

/** The same in a sentence, for who does not see it. */
export function describeRecord(record: RecordView, batch: BatchView, state: RecordState, broker: number): string {
  const kind = isTombstone(record) ? 'Tombstone' : 'Record';
  const key = record.key === null ? 'no key' : `key ${record.key}`;
  return `${kind} ${record.offset} on broker ${broker}, ${key}, epoch ${batch.epoch}, ${STATES[state]}.`;
}
