import type { EpochEndOffset, EpochEntry } from '../log/leaderEpochFileCache.ts';
import { endOffsetFor, latestEpoch } from '../log/leaderEpochFileCache.ts';
import type { LeaderEpoch, Offset } from '../types.ts';

/**
 * What a leader finds when it compares a follower's fetch with its own epochs: null when the logs agree up to the fetch
 * offset, else where the follower's last epoch ends here; the answer then carries that and no records. The fetch is
 * out of range when it lies below the log's start or the epoch is one the leader does not know.
 * `lastFetchedEpoch` is that of the follower's last record; -1 (consumers, empty logs) asks for no comparison.
 * Kafka: `Partition.readRecords` (KIP-595, KIP-279).
 */
export function divergingEpoch(
  entries: readonly EpochEntry[],
  log: { readonly logStartOffset: Offset; readonly logEndOffset: Offset },
  fetchOffset: Offset,
  lastFetchedEpoch: LeaderEpoch,
): EpochEndOffset | 'OFFSET_OUT_OF_RANGE' | null {
  if (lastFetchedEpoch < 0) return null;
  // The usual case on every fetch of every follower, without building an answer.
  if (lastFetchedEpoch === latestEpoch(entries) && fetchOffset >= log.logStartOffset && fetchOffset <= log.logEndOffset) {
    return null;
  }
  const end = endOffsetFor(entries, lastFetchedEpoch, log.logEndOffset);
  if (end === null || fetchOffset < log.logStartOffset) return 'OFFSET_OUT_OF_RANGE';
  return end.epoch < lastFetchedEpoch || end.endOffset < fetchOffset ? end : null;
}

/** Where a follower cuts its log. While not `completed`, its next fetch compares again with a lower epoch. */
export interface OffsetTruncationState {
  readonly offset: Offset;
  readonly completed: boolean;
}

/**
 * Where a follower cuts its log after the leader said where an epoch ends there; `leaderEnd` is null when the leader could
 * not tell. Does the follower know the epoch, then the shorter of both decides. Else it goes back to the end of its
 * largest lower epoch and asks again. Only without any epoch information is the log cut at `initialFetchOffset`,
 * which then is the high watermark. A leader that answers an offset without an epoch (-1, as before Kafka 2.0) is believed.
 * Kafka: `AbstractFetcherThread.getOffsetTruncationState`.
 */
export function truncationOffset(
  entries: readonly EpochEntry[],
  logEndOffset: Offset,
  initialFetchOffset: Offset,
  leaderEnd: EpochEndOffset | null,
): OffsetTruncationState {
  if (leaderEnd === null) return { offset: initialFetchOffset, completed: true };
  if (leaderEnd.epoch < 0) return { offset: lower(leaderEnd.endOffset, logEndOffset), completed: true };
  const own = endOffsetFor(entries, leaderEnd.epoch, logEndOffset);
  if (own === null) return { offset: lower(leaderEnd.endOffset, logEndOffset), completed: true };
  if (own.epoch !== leaderEnd.epoch) return { offset: lower(own.endOffset, logEndOffset), completed: false };
  return { offset: lower(lower(own.endOffset, leaderEnd.endOffset), logEndOffset), completed: true };
}

/** What a follower does whose fetch the leader called out of range. */
export type OutOfRangeAction =
  /** The leader's log is shorter: an unclean leader was elected. Cut there and fetch on. */
  | { readonly kind: 'truncate'; readonly fetchOffset: Offset }
  /** All it holds is older than what the leader kept: drop the log and begin at the leader's start. */
  | { readonly kind: 'truncateFully'; readonly fetchOffset: Offset }
  /** Its end lies within the leader's log: fetch from there and cut nothing. */
  | { readonly kind: 'resume'; readonly fetchOffset: Offset };

/**
 * Kafka: `AbstractFetcherThread.fetchOffsetAndTruncate`. `leader` is what ListOffsets answered. Left out: tiered storage.
 */
export function outOfRange(
  logEndOffset: Offset,
  leader: { readonly logStartOffset: Offset; readonly logEndOffset: Offset },
): OutOfRangeAction {
  if (leader.logEndOffset < logEndOffset) return { kind: 'truncate', fetchOffset: leader.logEndOffset };
  if (leader.logStartOffset > logEndOffset) return { kind: 'truncateFully', fetchOffset: leader.logStartOffset };
  return { kind: 'resume', fetchOffset: logEndOffset };
}

/**
 * Where a new follower starts to fetch: at its end when epochs can tell a divergence, else at its high watermark.
 * Kafka: `ReplicaManager.initialFetchOffset`.
 */
export function initialFetchOffset(
  entries: readonly EpochEntry[],
  logEndOffset: Offset,
  highWatermark: Offset,
): Offset {
  return entries.length > 0 ? logEndOffset : highWatermark;
}

function lower(a: Offset, b: Offset): Offset {
  return a < b ? a : b;
}
