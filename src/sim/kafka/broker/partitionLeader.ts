import type { TimeUs } from '../../../base/flavor.ts';
import { planted } from '../config/modelSwitches.ts';
import { CONSUMER_OFFSETS_TOPIC, type BrokerId } from '../types.ts';
import type { BrokerContext, BrokerNode, FetchSession, SessionPartition } from './brokerState.ts';
import { completeDeletes, lowWatermark } from './deleteRecords.ts';
import { notifyWatchers } from './fetchSessions.ts';
import { hasProposal, submitProposal } from './isrProposal.ts';
import { effectiveMinIsr, nextHighWatermark } from './highWatermark.ts';
import {
  isInMaximalIsr,
  isReplicaIsrEligible,
  needsExpandIsr,
  outOfSyncReplicas,
  type PartitionState,
} from './isrRules.ts';
import { completeProduces } from './parkedProduces.ts';
import { isCaughtUp, NEVER_US, updateFetchState } from './replicaState.ts';
import { followerOf, type Follower, type Replica } from './replica.ts';

/** Sets the ISR as the leader sees it, and what the high watermark needs to know of each follower. */
export function setPartitionState(broker: BrokerNode, replica: Replica, state: PartitionState): void {
  replica.isr = state;
  let someoneOutside = false;
  for (const follower of replica.followers) {
    follower.inMaximalIsr = isInMaximalIsr(state, follower.broker, broker.config.model.noMaximalIsr);
    if (state.kind === 'pendingShrink' && state.outOfSync.includes(follower.broker) && planted(broker.config.model, 'SHRINK_BEFORE_COMMIT')) follower.inMaximalIsr = false;
    if (!follower.inMaximalIsr) someoneOutside = true;
  }
  // Its fetches were not looked at while it was in sync and idle; from now on any of them may let it in.
  if (someoneOutside) notifyWatchers(broker, replica, 'isr');
}

/** Moves the leader's high watermark if it may (`Partition.maybeIncrementLeaderHW`), and tells who waits for it. */
export function maybeAdvanceHighWatermark(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
): boolean {
  const log = replica.log;
  if (log.highWatermark === log.logEndOffset) return false;
  for (const follower of replica.followers) {
    if (!follower.inMaximalIsr) {
      follower.caughtUpAndEligible =
        isCaughtUp(follower, log.logEndOffset, ctx.now, broker.config.replicaLagTimeMaxUs) &&
        isEligible(broker, follower);
    }
  }
  const next = nextHighWatermark({
    current: log.highWatermark,
    leaderLogEndOffset: log.logEndOffset,
    committedIsrSize: replica.isr.isr.length,
    effectiveMinIsr: effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length),
    remotes: planted(broker.config.model, 'ACK_AT_MINISR_NOT_ISR') ? fastest(replica) : replica.followers,
    switches: broker.config.model,
  });
  if (next === log.highWatermark) return false;
  advanceTo(broker, ctx, replica, next);
  completeProduces(broker, ctx, replica);
  completeDeletes(broker, ctx, replica);
  return true;
}

/** As many followers as a write needs beside the leader, those that are furthest. For the planted bug that counts no others. */
function fastest(replica: Replica): Follower[] {
  const needed = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length) - 1;
  return replica.followers.toSorted((a, b) => b.logEndOffset - a.logEndOffset).slice(0, needed);
}

/** Sets a higher high watermark on this replica, as leader or follower. */
export function advanceTo(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  highWatermark: number,
): void {
  const from = replica.log.highWatermark;
  replica.log.highWatermark = highWatermark;
  const { topic, partition } = replica;
  ctx.emit({ type: 'HighWatermarkAdvanced', topic, partition, broker: broker.id, from, to: highWatermark });
  notifyWatchers(broker, replica, 'highWatermark');
  if (topic === CONSUMER_OFFSETS_TOPIC && replica.role === 'leader') {
    broker.offsetsAdvanced.set(partition, highWatermark);
  }
}

function isEligible(broker: BrokerNode, follower: Follower): boolean {
  const registered = broker.image.brokers.get(follower.broker) ?? null;
  return isReplicaIsrEligible({ broker: registered, fetchBrokerEpoch: follower.brokerEpoch }, broker.config.model);
}

/**
 * A follower's fetch tells the leader how far it has come. Order as in Kafka: remember, maybe let it into the ISR, maybe
 * move the high watermark (`Partition.updateFollowerFetchState`). A fetch of an earlier incarnation tells nothing.
 */
export function onFollowerFetch(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  follower: Follower,
  partition: SessionPartition,
  session: FetchSession,
): void {
  const previousEnd = follower.logEndOffset;
  const someoneWaits = broker.deletes.size > 0;
  const previousLowWatermark = someoneWaits ? lowWatermark(broker, replica) : -1;
  const fetch = {
    fetchOffset: partition.fetchOffset,
    logStartOffset: partition.logStartOffset,
    nowUs: ctx.now,
    leaderLogEndOffset: replica.log.logEndOffset,
    brokerEpoch: session.replicaEpoch,
  };
  const alive = broker.image.brokers.get(follower.broker);
  const isKnownAlive = alive !== undefined && !alive.fenced && !broker.config.model.noBrokerEpochCheck;
  const aliveEpoch = isKnownAlive ? alive.brokerEpoch : null;
  if (!updateFetchState(follower, fetch, aliveEpoch)) return;
  if (!follower.inMaximalIsr) maybeExpandIsr(broker, ctx, replica, follower);
  if (previousEnd !== follower.logEndOffset) maybeAdvanceHighWatermark(broker, ctx, replica);
  if (someoneWaits && lowWatermark(broker, replica) > previousLowWatermark) completeDeletes(broker, ctx, replica);
}

function maybeExpandIsr(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  follower: Follower,
): void {
  const fetched = {
    eligible: isEligible(broker, follower),
    followerLogEndOffset: follower.logEndOffset,
    highWatermark: planted(broker.config.model, 'ISR_EXPAND_BELOW_HW') ? 0 : replica.log.highWatermark,
    leaderEpochStartOffset: replica.leaderEpochStartOffset,
  };
  if (!needsExpandIsr(replica.isr, follower.broker, fetched, broker.config.model.noEpochStartRule)) return;
  if (hasProposal(broker, replica)) return;
  const isr = replica.isr.isr;
  setPartitionState(broker, replica, { kind: 'pendingExpand', isr, newReplica: follower.broker });
  propose(broker, ctx, replica, 'expand', [...isr, follower.broker], [follower.broker]);
}

/** The periodic check: members that have not been caught up for too long are to leave (`Partition.maybeShrinkIsr`). */
export function maybeShrinkIsr(broker: BrokerNode, ctx: BrokerContext, replica: Replica): void {
  const leader = {
    id: broker.id,
    logEndOffset: replica.log.logEndOffset,
    nowUs: ctx.now,
    maxLagUs: broker.config.replicaLagTimeMaxUs,
  };
  const outOfSync = outOfSyncReplicas(replica.isr, leader, (id) => followerOf(replica, id));
  if (outOfSync.length === 0 || hasProposal(broker, replica)) return;
  const isr = replica.isr.isr;
  setPartitionState(broker, replica, { kind: 'pendingShrink', isr, outOfSync });
  const left = isr.filter((id) => !outOfSync.includes(id));
  propose(broker, ctx, replica, 'shrink', left, outOfSync);
}

function propose(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  change: 'expand' | 'shrink',
  isr: readonly BrokerId[],
  replicas: readonly BrokerId[],
): void {
  const { topic, partition } = replica;
  submitProposal(broker, replica, isr);
  ctx.emit({ type: 'IsrChangeProposed', topic, partition, broker: broker.id, isr, change, replicas });
}

/**
 * Before new records come: an idle follower's fetches were not looked at one by one, because a follower at the leader's
 * end stays caught up whatever the time. What they would have noted is noted now.
 */
export function settleIdleFollowers(broker: BrokerNode, replica: Replica): void {
  for (const id of replica.watchers) {
    const session = broker.sessions.get(id);
    if (session === undefined || session.replicaId < 0) continue;
    const follower = followerOf(replica, session.replicaId);
    if (follower === undefined || follower.logEndOffset !== replica.log.logEndOffset) continue;
    if (session.lastFetchAt <= follower.lastFetchTimeUs) continue;
    follower.lastFetchTimeUs = session.lastFetchAt;
    follower.lastCaughtUpTimeUs = Math.max(follower.lastCaughtUpTimeUs, session.lastFetchAt);
    follower.lastFetchLeaderLogEndOffset = replica.log.logEndOffset;
  }
}

/** When a follower fetched last, as its leader knows: of one that is idle only its session has noted it. */
export function lastFetchOf(broker: BrokerNode, replica: Replica, follower: Follower): TimeUs {
  if (follower.logEndOffset !== replica.log.logEndOffset) return follower.lastFetchTimeUs;
  const sessions = [...replica.watchers].map((id) => broker.sessions.get(id)).filter((session) => session?.replicaId === follower.broker);
  return Math.max(follower.lastFetchTimeUs, ...sessions.map((session) => session?.lastFetchAt ?? NEVER_US));
}
