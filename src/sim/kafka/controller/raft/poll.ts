import { assertNever } from '../../../../base/assert.ts';
import type { TimeUs } from '../../../../base/flavor.ts';
import { scaleToBound } from '../../../kernel/rng.ts';
import { planted } from '../../config/modelSwitches.ts';
import type { VoteRequest } from '../../protocol/controlPlane.ts';
import { isVoteRejected, unrecordedVoters } from './election.ts';
import { fetchRequest, snapshotRequest } from './follower.ts';
import { drain, expireParked } from './leader.ts';
import { hasRequestInFlight, peerReadyAt, sendToPeer } from './peers.ts';
import {
  NEVER,
  type FollowerRole,
  type LeaderRole,
  type NomineeRole,
  type RaftContext,
  type RaftNode,
  type ResignedRole,
} from './raftState.ts';
import { expireVoterChange } from './voterChanges.ts';
import { isOnlyVoter, isVoter, keyOf, knownLeader, votersOf } from './voters.ts';
import type { ReplicaKey } from './voterSet.ts';
import { pollShutdown } from './shutdown.ts';
import { becomeProspective, becomeResigned, becomeUnattached, giveUpProspect } from './roles.ts';

/**
 * Does what is due in the current role and sets the timer for what is due next (`KafkaRaftClient.poll`). To be
 * called after every event that concerns the quorum; without anything due it costs next to nothing.
 */
export function pollRaft(node: RaftNode, ctx: RaftContext): void {
  if (node.raft.halted) return;
  let next = pollRole(node, ctx);
  while (next <= ctx.now && !node.raft.halted) next = pollRole(node, ctx);
  wakeAt(node, ctx, Math.min(next, expireParked(node, ctx), pollShutdown(node, ctx)));
}

/** When to look again; not after now when the role has just changed. */
function pollRole(node: RaftNode, ctx: RaftContext): TimeUs {
  const { role } = node.raft;
  switch (role.kind) {
    case 'unattached':
      // A voter that shuts down stands no more, and asks no more.
      if (isVoter(node) && node.raft.shutdownDeadline !== null) return NEVER;
      if (role.electionAt > ctx.now || !isVoter(node)) return Math.min(role.electionAt, fetchFromAnyone(node, ctx));
      becomeProspective(node, ctx);
      return ctx.now;
    case 'prospective':
    case 'candidate':
      return pollNominee(node, ctx, role);
    case 'leader':
      return pollLeader(node, ctx, role);
    case 'follower':
      return pollFollower(node, ctx, role);
    case 'resigned':
      return pollResigned(node, ctx, role);
    default:
      return assertNever(role);
  }
}

function pollNominee(node: RaftNode, ctx: RaftContext, role: NomineeRole): TimeUs {
  // One that shuts down waits for the end of this election, however long it takes.
  const electionAt = node.raft.shutdownDeadline === null ? role.electionAt : NEVER;
  if (electionAt <= ctx.now) {
    if (role.kind === 'candidate') becomeProspective(node, ctx);
    else giveUpProspect(node, ctx);
    return ctx.now;
  }
  if (isVoteRejected(role.election)) return electionAt;
  let next = electionAt;
  for (const voter of unrecordedVoters(role.election)) {
    const readyAt = peerReadyAt(node, voter);
    if (readyAt <= ctx.now) sendToPeer(node, ctx, voter, voteRequest(node, role, voter));
    else next = Math.min(next, readyAt);
  }
  return next;
}

function voteRequest(node: RaftNode, role: NomineeRole, voterId: number): VoteRequest {
  const { election, log, directoryId } = node.disk;
  const voter = votersOf(node).find(({ id }) => id === voterId);
  return {
    api: 'Vote',
    candidateId: node.id,
    candidateDirectoryId: directoryId,
    voterKey: { id: voterId, directoryId: voter?.directoryId ?? null },
    candidateEpoch: election.epoch,
    lastEpoch: log.lastEpoch,
    lastEpochEndOffset: log.endOffset,
    preVote: role.kind === 'prospective',
  };
}

function pollLeader(node: RaftNode, ctx: RaftContext, role: LeaderRole): TimeUs {
  const isChecked = role.voters.size > 1 && !planted(node.config.model, 'NO_CHECK_QUORUM');
  const checkQuorumAt = isChecked ? role.checkQuorumAt : NEVER;
  if (checkQuorumAt <= ctx.now || role.resignRequested || node.raft.shutdownDeadline !== null) {
    becomeResigned(node, ctx, successors(node, role));
    return ctx.now;
  }
  expireVoterChange(ctx, role);
  if (role.drainAt !== null && role.drainAt <= ctx.now) drain(node, ctx, role);
  if (role.beginQuorumAt <= ctx.now) beginQuorumEpoch(node, ctx, role);
  if (role.resignRequested) return ctx.now;
  return Math.min(
    isChecked ? role.checkQuorumAt : NEVER,
    role.drainAt ?? NEVER,
    role.beginQuorumAt,
    role.voterChange?.expiresAt ?? NEVER,
  );
}

/** Tells voters that do not fetch who leads. One that fetches knows. */
function beginQuorumEpoch(node: RaftNode, ctx: RaftContext, role: LeaderRole): void {
  const intervalUs = Math.floor(node.config.controllerQuorumFetchTimeoutUs / 2);
  for (const [id, { directoryId, lastFetchAt }] of role.voters) {
    const isSilent = lastFetchAt === null || ctx.now - lastFetchAt >= intervalUs;
    if (id === node.id || !isSilent || peerReadyAt(node, id) > ctx.now) continue;
    sendToPeer(node, ctx, id, { api: 'BeginQuorumEpoch', voterKey: { id, directoryId }, ...knownLeader(node) });
  }
  role.beginQuorumAt = isOnlyVoter(node) ? NEVER : ctx.now + intervalUs;
}

/** The other voters, those with the longest log first. */
function successors(node: RaftNode, role: LeaderRole): ReplicaKey[] {
  const others = [...role.voters].filter(([id]) => id !== node.id);
  others.sort(([a, one], [b, other]) => (other.endOffset ?? -1) - (one.endOffset ?? -1) || a - b);
  return others.map(([id, { directoryId }]) => ({ id, directoryId }));
}

function pollFollower(node: RaftNode, ctx: RaftContext, role: FollowerRole): TimeUs {
  // An observer waits as long as it takes; it cannot stand for election.
  const timeoutAt = isVoter(node) ? role.fetchTimeoutAt : NEVER;
  if (timeoutAt <= ctx.now) {
    becomeProspective(node, ctx);
    return ctx.now;
  }
  const { leaderId } = node.disk.election;
  if (leaderId === null || hasRequestInFlight(node)) return timeoutAt;
  if (peerReadyAt(node, leaderId) <= ctx.now) {
    if (!joinIfDue(node, ctx, role, leaderId)) fetchFromLeader(node, ctx, role, leaderId);
    return timeoutAt;
  }
  // The leader cannot be asked now; another voter may know a newer one.
  return Math.min(timeoutAt, fetchFromAnyone(node, ctx));
}

function fetchFromLeader(node: RaftNode, ctx: RaftContext, role: FollowerRole, leaderId: number): void {
  const { fetchingSnapshot } = role;
  if (fetchingSnapshot === null) sendFetch(node, ctx, leaderId);
  else sendToPeer(node, ctx, leaderId, snapshotRequest(keyOf(node), node.disk.election.epoch, fetchingSnapshot));
}

/**
 * With `controller.quorum.auto.join.enable` an observer that has followed for a while asks to become a voter; if a former disk of
 * its own is one still, that is removed first (`pollFollowerAsObserver`). True when it asked.
 */
function joinIfDue(node: RaftNode, ctx: RaftContext, role: FollowerRole, leaderId: number): boolean {
  const { config, disk } = node;
  const isDue = config.controllerQuorumAutoJoinEnable && role.updateVoterAt <= ctx.now && disk.log.voterSets.length > 0;
  if (!isDue || isVoter(node)) return false;
  role.updateVoterAt = ctx.now + config.controllerQuorumFetchTimeoutUs;
  const former = votersOf(node).find(({ id }) => id === node.id);
  const voter = { ...keyOf(node), node: node.node };
  if (former !== undefined) sendToPeer(node, ctx, leaderId, { api: 'RemoveRaftVoter', voter: { id: former.id, directoryId: former.directoryId } });
  else sendToPeer(node, ctx, leaderId, { api: 'AddRaftVoter', voter, ackWhenCommitted: false });
  return true;
}

function pollResigned(node: RaftNode, ctx: RaftContext, role: ResignedRole): TimeUs {
  // One that shuts down stays resigned until its time is up or another leads.
  const isOver = role.electionAt <= ctx.now && node.raft.shutdownDeadline === null;
  if (isOver) {
    // In the same epoch it would still be taken for the leader.
    becomeUnattached(node, ctx, node.disk.election.epoch + 1);
    return ctx.now;
  }
  let next = role.electionAt <= ctx.now ? NEVER : role.electionAt;
  for (const voter of role.unacknowledged) {
    const readyAt = peerReadyAt(node, voter);
    if (readyAt > ctx.now) {
      next = Math.min(next, readyAt);
      continue;
    }
    const preferredCandidates = role.preferredSuccessors;
    sendToPeer(node, ctx, voter, { api: 'EndQuorumEpoch', preferredCandidates, ...knownLeader(node) });
  }
  return next;
}

/** Looks for the leader by a fetch to some other controller. Returns when to try again if nobody can be asked now. */
function fetchFromAnyone(node: RaftNode, ctx: RaftContext): TimeUs {
  if (hasRequestInFlight(node)) return NEVER;
  const others = [...node.bootstrap.keys()].filter((id) => id !== node.id);
  if (others.length === 0) return NEVER;
  const ready = others.filter((id) => peerReadyAt(node, id) <= ctx.now);
  if (ready.length === 0) return Math.min(...others.map((id) => peerReadyAt(node, id)));
  sendFetch(node, ctx, ready[scaleToBound(ctx.random('bootstrap'), ready.length)] as number);
  return NEVER;
}

function sendFetch(node: RaftNode, ctx: RaftContext, to: number): void {
  const followed = { log: node.disk.log, highWatermark: node.raft.highWatermark };
  sendToPeer(node, ctx, to, fetchRequest(keyOf(node), node.disk.election.epoch, followed));
}

/** One timer serves all deadlines. It is left alone when it fires early enough, since deadlines mostly move away. */
function wakeAt(node: RaftNode, ctx: RaftContext, at: TimeUs): void {
  const { raft } = node;
  if (raft.timer !== null && raft.timerAt <= at) return;
  if (raft.timer !== null) ctx.cancelTimer(raft.timer);
  raft.timer = null;
  if (at >= NEVER) return;
  raft.timer = ctx.setTimer(at - ctx.now, { kind: 'raft' });
  raft.timerAt = at;
}
