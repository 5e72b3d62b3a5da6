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
      if (role.electionAt > ctx.now) return Math.min(role.electionAt, fetchFromAnyone(node, ctx));
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
  if (role.electionAt <= ctx.now) {
    if (role.kind === 'candidate') becomeProspective(node, ctx);
    else giveUpProspect(node, ctx);
    return ctx.now;
  }
  if (isVoteRejected(role.election)) return role.electionAt;
  let next = role.electionAt;
  for (const voter of unrecordedVoters(role.election)) {
    const readyAt = peerReadyAt(node, voter);
    if (readyAt <= ctx.now) sendToPeer(node, ctx, voter, voteRequest(node, role));
    else next = Math.min(next, readyAt);
  }
  return next;
}

function voteRequest(node: RaftNode, role: NomineeRole): VoteRequest {
  const { election, log } = node.disk;
  return {
    api: 'Vote',
    candidateId: node.id,
    candidateEpoch: election.epoch,
    lastEpoch: log.lastEpoch,
    lastEpochEndOffset: log.endOffset,
    preVote: role.kind === 'prospective',
  };
}

function pollLeader(node: RaftNode, ctx: RaftContext, role: LeaderRole): TimeUs {
  if (role.checkQuorumAt !== null && role.checkQuorumAt <= ctx.now && planted(node.config.model, 'NO_CHECK_QUORUM')) role.checkQuorumAt = null;
  const isUnfollowed = role.checkQuorumAt !== null && role.checkQuorumAt <= ctx.now;
  if (isUnfollowed || node.raft.shutdownDeadline !== null) {
    becomeResigned(node, ctx, successors(node, role));
    return ctx.now;
  }
  if (role.drainAt !== null && role.drainAt <= ctx.now) drain(node, ctx, role);
  if (role.beginQuorumAt <= ctx.now) beginQuorumEpoch(node, ctx, role);
  return Math.min(
    role.checkQuorumAt ?? NEVER,
    role.drainAt ?? NEVER,
    role.beginQuorumAt,
  );
}

/** Tells voters that do not fetch who leads. One that fetches knows. */
function beginQuorumEpoch(node: RaftNode, ctx: RaftContext, role: LeaderRole): void {
  const intervalUs = Math.floor(node.config.controllerQuorumFetchTimeoutUs / 2);
  for (const [id, voter] of role.voters) {
    const isSilent = voter.lastFetchAt === null || ctx.now - voter.lastFetchAt >= intervalUs;
    if (id === node.id || !isSilent || peerReadyAt(node, id) > ctx.now) continue;
    const leaderEpoch = node.disk.election.epoch;
    sendToPeer(node, ctx, id, { api: 'BeginQuorumEpoch', leaderId: node.id, leaderEpoch });
  }
  role.beginQuorumAt = node.voters.size === 1 ? NEVER : ctx.now + intervalUs;
}

/** The other voters, those with the longest log first. */
function successors(node: RaftNode, role: LeaderRole): number[] {
  const others = [...role.voters].filter(([id]) => id !== node.id);
  others.sort(([a, one], [b, other]) => (other.endOffset ?? -1) - (one.endOffset ?? -1) || a - b);
  return others.map(([id]) => id);
}

function pollFollower(node: RaftNode, ctx: RaftContext, role: FollowerRole): TimeUs {
  if (role.fetchTimeoutAt <= ctx.now) {
    becomeProspective(node, ctx);
    return ctx.now;
  }
  const { leaderId } = node.disk.election;
  if (leaderId === null || hasRequestInFlight(node)) return role.fetchTimeoutAt;
  if (peerReadyAt(node, leaderId) <= ctx.now) {
    const { fetchingSnapshot } = role;
    if (fetchingSnapshot === null) sendFetch(node, ctx, leaderId);
    else sendToPeer(node, ctx, leaderId, snapshotRequest(node.id, node.disk.election.epoch, fetchingSnapshot));
    return role.fetchTimeoutAt;
  }
  // The leader cannot be asked now; another voter may know a newer one.
  return Math.min(role.fetchTimeoutAt, fetchFromAnyone(node, ctx));
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
    sendToPeer(node, ctx, voter, {
      api: 'EndQuorumEpoch',
      leaderId: node.id,
      leaderEpoch: node.disk.election.epoch,
      preferredCandidates: role.preferredSuccessors,
    });
  }
  return next;
}

/** Looks for the leader by a fetch to some other voter. Returns when to try again if nobody can be asked now. */
function fetchFromAnyone(node: RaftNode, ctx: RaftContext): TimeUs {
  if (hasRequestInFlight(node)) return NEVER;
  const others = [...node.voters.keys()].filter((id) => id !== node.id);
  if (others.length === 0) return NEVER;
  const ready = others.filter((id) => peerReadyAt(node, id) <= ctx.now);
  if (ready.length === 0) return Math.min(...others.map((id) => peerReadyAt(node, id)));
  sendFetch(node, ctx, ready[scaleToBound(ctx.random('bootstrap'), ready.length)] as number);
  return NEVER;
}

function sendFetch(node: RaftNode, ctx: RaftContext, to: number): void {
  const followed = { log: node.disk.log, highWatermark: node.raft.highWatermark };
  sendToPeer(node, ctx, to, fetchRequest(node.id, node.disk.election.epoch, followed));
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
