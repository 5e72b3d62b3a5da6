import type { DurationUs } from '../../../../base/flavor.ts';
import type { PendingRequest } from '../../net/requestTable.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { OffsetCommitRequest, OffsetCommitResponse } from '../../protocol/groups.ts';
import { partitionName } from '../../types.ts';
import type { ConsumerContext, ConsumerNode, SyncCommit } from './consumerState.ts';
import { ensureCoordinator, markCoordinatorUnknown, sendToCoordinator } from './coordinator.ts';
import { isCurrent, resetMembership } from './membership.ts';
import { CLOCK_TICK_US, retryBackoffUs, wakeBy } from './timers.ts';

type CommittedOffsets = OffsetCommitRequest['offsets'];
/** `retry` is for errors that pass by themselves. */
type Verdict = 'done' | 'retry' | 'failed';

/** The positions of all assigned partitions that have one (`SubscriptionState.allConsumed`): what every kind of commit commits. */
function consumedOffsets(node: ConsumerNode): CommittedOffsets {
  const offsets: CommittedOffsets[number][] = [];
  for (const { topic, partition, position, offsetEpoch } of node.partitions.values()) {
    if (position !== null) offsets.push({ topic, partition, offset: position, leaderEpoch: offsetEpoch });
  }
  return offsets;
}

type CommitSent = { readonly correlationId: number } | { readonly correlationId: null; readonly verdict: Verdict };

/** Sends OffsetCommit, unless there is nothing to commit or nobody to commit it to (`sendOffsetCommitRequest`). */
function sendCommit(node: ConsumerNode, ctx: ConsumerContext, offsets: CommittedOffsets): CommitSent {
  const { membership } = node;
  if (offsets.length === 0) return { correlationId: null, verdict: 'done' };
  if (membership.coordinator === null) return { correlationId: null, verdict: 'retry' };
  if (membership.state !== 'stable') {
    commitFailed(node, ctx, membership.state === 'unjoined' ? 'UNKNOWN_MEMBER_ID' : 'REBALANCE_IN_PROGRESS');
    return { correlationId: null, verdict: 'failed' };
  }
  const correlationId = sendToCoordinator(node, ctx, {
    api: 'OffsetCommit',
    group: node.spec.group,
    generation: membership.generation,
    memberId: membership.memberId,
    groupInstanceId: node.spec.config.groupInstanceId,
    offsets,
  });
  return correlationId === null ? { correlationId, verdict: 'retry' } : { correlationId };
}

/**
 * Commits what earlier polls returned when `auto.commit.interval.ms` has passed, and does not wait for the answer. As the
 * application only polls again when it has processed its last batch, all of that has been processed.
 */
export function maybeAutoCommit(node: ConsumerNode, ctx: ConsumerContext): void {
  const { enableAutoCommit, autoCommitIntervalUs } = node.spec.config;
  if (!enableAutoCommit) return;
  if (node.nextAutoCommitAt <= ctx.now) {
    node.nextAutoCommitAt = ctx.now + Math.max(autoCommitIntervalUs, CLOCK_TICK_US);
    const sent = sendCommit(node, ctx, consumedOffsets(node));
    if (sent.correlationId === null && sent.verdict === 'retry') autoCommitSoon(node, ctx);
  }
  wakeBy(node, node.nextAutoCommitAt);
}

function autoCommitSoon(node: ConsumerNode, ctx: ConsumerContext): void {
  node.nextAutoCommitAt = ctx.now + Math.max(node.spec.config.retryBackoffUs, CLOCK_TICK_US);
}

/** The auto-commit before a rebalance: true when it is over, one way or the other. To be called until then. */
export function commitBeforeRebalance(node: ConsumerNode, ctx: ConsumerContext): boolean {
  const { membership, spec } = node;
  if (!spec.config.enableAutoCommit) return true;
  membership.joinPrepare ??= { deadline: ctx.now + spec.config.maxPollIntervalUs, commit: null, retryAt: 0, done: false };
  const prepare = membership.joinPrepare;
  if (prepare.done || prepare.deadline <= ctx.now) return true;
  wakeBy(node, prepare.deadline);
  if (prepare.commit !== null) return false;
  if (prepare.retryAt > ctx.now) {
    wakeBy(node, prepare.retryAt);
    return false;
  }
  // What is fetched from here on could not be committed in time, so nothing is.
  membership.pendingRevocation = true;
  const sent = sendCommit(node, ctx, consumedOffsets(node));
  prepare.commit = sent.correlationId;
  if (sent.correlationId !== null) return false;
  if (sent.verdict !== 'retry') return true;
  prepare.retryAt = ctx.now + spec.config.retryBackoffUs;
  wakeBy(node, prepare.retryAt);
  return false;
}

/** A commit of the current positions that is tried again and again until `withinUs` have passed. */
export function newSyncCommit(node: ConsumerNode, ctx: ConsumerContext, withinUs: DurationUs): SyncCommit {
  return {
    offsets: consumedOffsets(node),
    deadline: ctx.now + withinUs,
    attempts: 0,
    retryAt: 0,
    inFlight: null,
    outcome: 'open',
  };
}

/** Drives a synchronous commit; its outcome is no longer `open` when it is over. */
export function stepSyncCommit(node: ConsumerNode, ctx: ConsumerContext, commit: SyncCommit): void {
  if (commit.outcome !== 'open') return;
  if (commit.offsets.length === 0) {
    commit.outcome = 'done';
    return;
  }
  if (commit.deadline <= ctx.now) {
    commit.outcome = 'failed';
    commitFailed(node, ctx, 'REQUEST_TIMED_OUT');
    return;
  }
  wakeBy(node, commit.deadline);
  if (commit.inFlight !== null) return;
  if (commit.retryAt > ctx.now) {
    wakeBy(node, commit.retryAt);
    return;
  }
  if (!ensureCoordinator(node, ctx)) return;
  const sent = sendCommit(node, ctx, commit.offsets);
  commit.inFlight = sent.correlationId;
  if (sent.correlationId === null) settleSyncCommit(node, ctx, commit, sent.verdict);
}

function settleSyncCommit(node: ConsumerNode, ctx: ConsumerContext, commit: SyncCommit, verdict: Verdict): void {
  commit.inFlight = null;
  if (verdict !== 'retry') {
    commit.outcome = verdict;
    return;
  }
  commit.retryAt = ctx.now + retryBackoffUs(node, ctx, commit.attempts);
  commit.attempts += 1;
  wakeBy(node, commit.retryAt);
}

export function onCommitResponse(
  node: ConsumerNode,
  ctx: ConsumerContext,
  pending: PendingRequest,
  request: OffsetCommitRequest,
  response: OffsetCommitResponse,
): void {
  const wrong = response.partitions.find((partition) => partition.error !== 'NONE');
  let verdict: Verdict = 'done';
  if (wrong === undefined) {
    for (const { topic, partition, offset } of request.offsets) {
      const committed = node.partitions.get(partitionName(topic, partition));
      if (committed !== undefined) committed.committed = offset;
    }
  } else {
    verdict = judge(node, ctx, request, wrong.error);
  }
  tellWaiter(node, ctx, pending, verdict);
}

export function onCommitFailure(node: ConsumerNode, ctx: ConsumerContext, pending: PendingRequest): void {
  tellWaiter(node, ctx, pending, 'retry');
}

function tellWaiter(node: ConsumerNode, ctx: ConsumerContext, pending: PendingRequest, verdict: Verdict): void {
  const { application, closing } = node;
  const { joinPrepare } = node.membership;
  if (joinPrepare?.commit === pending.correlationId) {
    joinPrepare.commit = null;
    joinPrepare.done = verdict !== 'retry';
    joinPrepare.retryAt = ctx.now + node.spec.config.retryBackoffUs;
  } else if (application.kind === 'committing' && application.commit.inFlight === pending.correlationId) {
    settleSyncCommit(node, ctx, application.commit, verdict);
  } else if (closing?.commit?.inFlight === pending.correlationId) {
    settleSyncCommit(node, ctx, closing.commit, verdict);
  } else if (verdict === 'retry') {
    autoCommitSoon(node, ctx);
  }
}

/** What an error of OffsetCommit means for the member (`OffsetCommitResponseHandler`). */
function judge(node: ConsumerNode, ctx: ConsumerContext, request: OffsetCommitRequest, error: ErrorCode): Verdict {
  const { membership } = node;
  const unchanged = isCurrent(membership, request);
  switch (error) {
    case 'COORDINATOR_LOAD_IN_PROGRESS':
    case 'UNKNOWN_TOPIC_OR_PARTITION':
      return 'retry';
    case 'COORDINATOR_NOT_AVAILABLE':
    case 'NOT_COORDINATOR':
    case 'REQUEST_TIMED_OUT':
      markCoordinatorUnknown(node, ctx);
      return 'retry';
    case 'FENCED_INSTANCE_ID':
      if (unchanged) membership.fatal = 'FENCED_INSTANCE_ID';
      break;
    case 'REBALANCE_IN_PROGRESS':
      membership.rejoinNeeded = true;
      break;
    case 'UNKNOWN_MEMBER_ID':
    case 'ILLEGAL_GENERATION':
      // A stale commit's error says nothing about the rejoin that is under way.
      if (unchanged || membership.state !== 'preparing') resetMembership(membership, error === 'UNKNOWN_MEMBER_ID');
      break;
    default:
      break;
  }
  commitFailed(node, ctx, error);
  return 'failed';
}

function commitFailed(node: ConsumerNode, ctx: ConsumerContext, error: ErrorCode): void {
  ctx.emit({ type: 'CommitFailed', consumer: node.id, group: node.spec.group, error });
}
