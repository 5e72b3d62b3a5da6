import { assertNever } from '../../../base/assert.ts';
import type { TimeUs } from '../../../base/flavor.ts';
import type { TruncationRule } from '../config/modelSwitches.ts';
import { latestEpoch, type EpochEndOffset } from '../log/leaderEpochFileCache.ts';
import type { OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse } from '../protocol/dataPlane.ts';
import { replicaOf, type BrokerNode, type ReplicaFetcher } from './brokerState.ts';

/*
 * How followers cut their logs before fetches compared epochs: history, read only where `model.truncation` asks for it. Today
 * a fetch carries the epoch of the last record and the answer says where the logs part (`truncation.ts`).
 */

/** Whether a follower asks its new leader where its own last epoch ends there, before it fetches (`TRUNCATING`). */
export function asksForEpochs(rule: TruncationRule): boolean {
  return rule === 'kip-101' || rule === 'kip-279';
}

/** Whether a new follower drops all above its own high watermark: as it did of old, and does still where no epochs are known. */
export function cutsToHighWatermark(rule: TruncationRule, hasEpochs: boolean): boolean {
  return rule === 'high-watermark' || !hasEpochs;
}

/** Whether requests say in which epoch their sender believes to be, so that a leader of another one refuses them (KIP-320). */
export function saysCurrentEpoch(rule: TruncationRule): boolean {
  return rule === 'current';
}

/** Whether fetches carry the epoch of the last record, for the leader to compare. */
export function saysLastEpoch(rule: TruncationRule): boolean {
  switch (rule) {
    case 'current':
    case 'kip-320-draft':
      return true;
    case 'kip-279':
    case 'kip-101':
    case 'high-watermark':
      return false;
    default:
      return assertNever(rule);
  }
}

/** What to ask the leader before the fetcher goes on, null for nothing (`AbstractFetcherThread.fetchTruncatingPartitions`). */
export function epochsToAsk(broker: BrokerNode, now: TimeUs, fetcher: ReplicaFetcher): OffsetForLeaderEpochRequest | null {
  const partitions: OffsetForLeaderEpochRequest['partitions'][number][] = [];
  for (const state of fetcher.partitions.values()) {
    if (!state.truncating || state.delayedUntil > now) continue;
    const { topic, partition } = state;
    const leaderEpoch = latestEpoch(replicaOf(broker, topic, partition)?.log.epochs ?? []);
    if (leaderEpoch === null) state.truncating = false;
    else partitions.push({ topic, partition, currentLeaderEpoch: -1, leaderEpoch });
  }
  return partitions.length === 0 ? null : { api: 'OffsetForLeaderEpoch', replicaId: broker.id, partitions };
}

/** The leader's answer in the form that `truncationOffset` takes: null when it does not know the epoch. */
export function leaderEndOf(answer: OffsetForLeaderEpochResponse['partitions'][number]): EpochEndOffset | null {
  return answer.endOffset < 0 ? null : { epoch: answer.leaderEpoch, endOffset: answer.endOffset };
}
