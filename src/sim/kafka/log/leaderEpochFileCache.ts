import { assert } from '../../../base/assert.ts';
import type { LeaderEpoch, Offset } from '../types.ts';

/** From `startOffset` on, records were appended by the leader of `epoch`. Immutable. */
export interface EpochEntry {
  readonly epoch: LeaderEpoch;
  readonly startOffset: Offset;
}

/** `endOffset` is exclusive: the first offset that does not belong to `epoch`. */
export interface EpochEndOffset {
  readonly epoch: LeaderEpoch;
  readonly endOffset: Offset;
}

/*
 * The cache of a log is a plain array of entries, both fields rising. `assign` and the truncations change it in place;
 * entries themselves are never changed, so a checkpoint copies the array only.
 * Kafka: `LeaderEpochFileCache` (KIP-101, KIP-279). Left out: the checkpoint file, which here is the array itself.
 */

/**
 * Notes that `epoch` begins at `startOffset`. Entries that contradict it (a later epoch, or a start not below) were
 * written by a leader that lost, and go. Nothing happens when the latest entry is that epoch already. Returns whether
 * the cache changed.
 */
export function assign(entries: EpochEntry[], epoch: LeaderEpoch, startOffset: Offset): boolean {
  assert(epoch >= 0 && startOffset >= 0, 'an epoch entry has an epoch and a start offset of at least 0');
  const latest = entries[entries.length - 1];
  if (latest !== undefined && latest.epoch === epoch && startOffset >= latest.startOffset) return false;
  let keep = entries.length;
  for (; keep > 0; keep--) {
    const entry = entries[keep - 1] as EpochEntry;
    if (entry.epoch < epoch && entry.startOffset < startOffset) break;
  }
  entries.length = keep;
  entries.push({ epoch, startOffset });
  return true;
}

/**
 * The largest known epoch not above `epoch`, and where it ends; for the latest epoch that is `logEndOffset`. An epoch
 * below all known ones ends where the first known one starts, under its own number. Null when the cache is empty
 * or `epoch` is newer than everything in it (Kafka: UNDEFINED_EPOCH_OFFSET).
 */
export function endOffsetFor(
  entries: readonly EpochEntry[],
  epoch: LeaderEpoch,
  logEndOffset: Offset,
): EpochEndOffset | null {
  const last = entries.length - 1;
  const latest = entries[last];
  if (latest === undefined || epoch < 0 || epoch > latest.epoch) return null;
  if (epoch === latest.epoch) return { epoch, endOffset: logEndOffset };
  // Searched from the newest side: followers are rarely more than a few epochs behind.
  let higher = latest;
  for (let i = last - 1; i >= 0; i--) {
    const entry = entries[i] as EpochEntry;
    if (entry.epoch <= epoch) return { epoch: entry.epoch, endOffset: higher.startOffset };
    higher = entry;
  }
  return { epoch, endOffset: higher.startOffset };
}

/** Drops the entries that start at or after `endOffset`: the log now ends there. */
export function truncateFromEnd(entries: EpochEntry[], endOffset: Offset): void {
  let keep = entries.length;
  while (keep > 0 && (entries[keep - 1] as EpochEntry).startOffset >= endOffset) keep--;
  entries.length = keep;
}

/** Drops what lies before `startOffset`; the epoch that covers it stays and now starts there. */
export function truncateFromStart(entries: EpochEntry[], startOffset: Offset): void {
  let covered = 0;
  while (covered < entries.length && (entries[covered] as EpochEntry).startOffset <= startOffset) covered++;
  if (covered === 0) return;
  const { epoch } = entries[covered - 1] as EpochEntry;
  entries.splice(0, covered, { epoch, startOffset });
}

/** The latest epoch that has an entry; null for an empty cache. */
export function latestEpoch(entries: readonly EpochEntry[]): LeaderEpoch | null {
  return entries[entries.length - 1]?.epoch ?? null;
}

/** The epoch that the log has at `offset`; -1 before its first entry (Kafka: `epochForOffset`). */
export function epochAt(entries: readonly EpochEntry[], offset: Offset): LeaderEpoch {
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index] as EpochEntry;
    if (entry.startOffset <= offset) return entry.epoch;
  }
  return -1;
}
