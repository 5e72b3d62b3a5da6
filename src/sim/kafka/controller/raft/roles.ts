import type { DurationUs } from '../../../../base/flavor.ts';
import { scaleToBound } from '../../../kernel/rng.ts';
import { planted } from '../../config/modelSwitches.ts';
import { grantingVoters as grantingVotersOf, isVoteGranted, isVoteRejected, newElection, recordVote } from './election.ts';
import { appendAsLeader, checkQuorumTimeoutUs, drain, refuseParked } from './leader.ts';
import { resetPeers } from './peers.ts';
import type {
  ElectionState,
  LeaderRole,
  NomineeRole,
  RaftContext,
  RaftNode,
  RaftRole,
  VoterProgress,
} from './raftState.ts';

/*
 * The changes of a voter's role (`QuorumState.transitionTo...`). All but those to prospective and resigned are
 * written to disk before anything is sent.
 */

/**
 * Takes up the role that what is on disk allows (`QuorumState.initialize`). A former leader must not lead on in the
 * same epoch, nor vote for another in it, so it starts as resigned.
 */
export function initializeRole(node: RaftNode, ctx: RaftContext): void {
  const { election, log } = node.disk;
  if (log.lastEpoch > election.epoch) {
    const reset = { epoch: log.lastEpoch, leaderId: null, votedFor: null };
    changeRole(node, ctx, { kind: 'unattached', electionAt: ctx.now + electionTimeoutUs(node, ctx) }, reset);
  } else if (election.leaderId === node.id) {
    becomeResigned(node, ctx, []);
  } else if (election.votedFor === node.id) {
    stand(node, ctx, 'candidate', election);
    advanceIfElected(node, ctx);
    return;
  } else if (election.leaderId !== null) {
    changeRole(node, ctx, followerRole(node, ctx), election);
  } else {
    changeRole(node, ctx, { kind: 'unattached', electionAt: ctx.now + electionTimeoutUs(node, ctx) }, election);
  }
  if (node.voters.size === 1) becomeProspective(node, ctx);
}

/** In a newer epoch without a known leader; or, after a lost pre-vote, in the same one, with the same vote. */
export function becomeUnattached(node: RaftNode, ctx: RaftContext, epoch: number): void {
  const current = node.disk.election;
  const votedFor = epoch === current.epoch ? current.votedFor : null;
  const electionAt = keptElectionDeadline(node.raft.role) ?? ctx.now + electionTimeoutUs(node, ctx);
  changeRole(node, ctx, { kind: 'unattached', electionAt }, { epoch, leaderId: null, votedFor });
}

export function becomeFollower(node: RaftNode, ctx: RaftContext, epoch: number, leaderId: number): void {
  const current = node.disk.election;
  const votedFor = epoch === current.epoch ? current.votedFor : null;
  changeRole(node, ctx, followerRole(node, ctx), { epoch, leaderId, votedFor });
}

/** Asks whether a majority would vote for it, before it disturbs anybody with a new epoch (KIP-996). */
export function becomeProspective(node: RaftNode, ctx: RaftContext): void {
  stand(node, ctx, 'prospective', node.disk.election);
  if (planted(node.config.model, 'NO_PREVOTE')) grantAll(node);
  advanceIfElected(node, ctx);
}

export function becomeResigned(node: RaftNode, ctx: RaftContext, preferredSuccessors: readonly number[]): void {
  const unacknowledged = new Set(node.voters.keys());
  unacknowledged.delete(node.id);
  const electionAt = ctx.now + electionTimeoutUs(node, ctx);
  changeRole(node, ctx, { kind: 'resigned', electionAt, unacknowledged, preferredSuccessors }, node.disk.election);
}

/** A majority of pre-votes makes a candidate, a majority of votes a leader. */
export function advanceIfElected(node: RaftNode, ctx: RaftContext): void {
  const { role } = node.raft;
  if (role.kind === 'prospective' && isVoteGranted(role.election)) {
    const epoch = node.disk.election.epoch + 1;
    stand(node, ctx, 'candidate', { epoch, leaderId: null, votedFor: node.id });
    advanceIfElected(node, ctx);
  } else if (role.kind === 'candidate' && isVoteGranted(role.election)) {
    becomeLeader(node, ctx);
  }
}

/** The pre-vote was lost or nobody answered: back to the known leader, if there is one. */
export function giveUpProspect(node: RaftNode, ctx: RaftContext): void {
  const { epoch, leaderId } = node.disk.election;
  if (leaderId === null) becomeUnattached(node, ctx, epoch);
  else becomeFollower(node, ctx, epoch, leaderId);
}

/** Records the vote given to another and waits anew: that candidate has at least as good a chance. */
export function castVote(node: RaftNode, ctx: RaftContext, candidateId: number): void {
  const { role } = node.raft;
  if (role.kind !== 'unattached' && role.kind !== 'prospective') return;
  if (node.disk.election.votedFor !== null) return;
  node.disk.election = { ...node.disk.election, votedFor: candidateId };
  role.electionAt = ctx.now + electionTimeoutUs(node, ctx);
  if (role.kind === 'prospective') role.election = ownElection(node);
}

/** Uniform in [timeout, 2 x timeout). */
function electionTimeoutUs(node: RaftNode, ctx: RaftContext): DurationUs {
  const least = node.config.controllerQuorumElectionTimeoutUs;
  return least + scaleToBound(ctx.random('election'), least);
}

/** The role of a new leader, before its first record. */
export function leaderRole(node: RaftNode, now: number): LeaderRole {
  const voters = new Map<number, VoterProgress>();
  for (const id of node.voters.keys()) voters.set(id, { endOffset: null, lastFetchAt: null });
  return {
    kind: 'leader',
    epochStartOffset: node.disk.log.endOffset,
    voters,
    fetchedVoters: new Set(),
    checkQuorumAt: node.voters.size === 1 ? null : now + checkQuorumTimeoutUs(node),
    beginQuorumAt: now,
    pending: [],
    drainAt: null,
  };
}

/**
 * Nothing of earlier epochs counts as committed before a record of the new one does, so the leader writes one at once.
 * The high watermark it knew as a follower is forgotten: the one that leaders show must never fall.
 */
function becomeLeader(node: RaftNode, ctx: RaftContext): void {
  const { role: candidate } = node.raft;
  const grantingVoters = candidate.kind === 'candidate' ? grantingVotersOf(candidate.election) : [];
  const role = leaderRole(node, ctx.now);
  node.raft.highWatermark = null;
  const { epoch } = node.disk.election;
  changeRole(node, ctx, role, { epoch, leaderId: node.id, votedFor: null });
  const voters = [...node.voters.keys()];
  appendAsLeader(node, ctx.now, role, [{ type: 'LeaderChange', leader: node.id, voters, grantingVoters }]);
  drain(node, ctx, role);
}

function stand(node: RaftNode, ctx: RaftContext, kind: NomineeRole['kind'], election: ElectionState): void {
  const electionAt = ctx.now + electionTimeoutUs(node, ctx);
  changeRole(node, ctx, { kind, electionAt, election: ownElection(node) }, election);
}

/** For the planted bug that stands for election without having asked. */
function grantAll(node: RaftNode): void {
  const { role } = node.raft;
  if (role.kind === 'prospective') for (const id of node.voters.keys()) recordVote(role.election, id, true);
}

function ownElection(node: RaftNode): NomineeRole['election'] {
  const election = newElection([...node.voters.keys()]);
  recordVote(election, node.id, true);
  return election;
}

function followerRole(node: RaftNode, ctx: RaftContext): RaftRole {
  const fetchTimeoutAt = ctx.now + node.config.controllerQuorumFetchTimeoutUs;
  return { kind: 'follower', fetchTimeoutAt, hasFetched: false, fetchingSnapshot: null };
}

/** A voter that was waiting for its turn goes on waiting through a change of epoch. */
function keptElectionDeadline(role: RaftRole): number | null {
  switch (role.kind) {
    case 'unattached':
    case 'candidate':
    case 'resigned':
      return role.electionAt;
    case 'prospective':
      return isVoteRejected(role.election) ? null : role.electionAt;
    case 'follower':
    case 'leader':
      return null;
  }
}

/** What cannot be has come about, and Kafka's process ends with it (`FaultHandler`). */
export function haltRaft(node: RaftNode, ctx: RaftContext, reason: string): void {
  if (node.raft.halted) return;
  node.raft.halted = true;
  ctx.emit({ type: 'NodeHalted', reason });
  ctx.exit();
}

function changeRole(node: RaftNode, ctx: RaftContext, role: RaftRole, election: ElectionState): void {
  node.disk.election = election;
  node.raft.role = role;
  resetPeers(node);
  if (role.kind === 'follower' || role.kind === 'resigned') refuseParked(node, ctx);
  ctx.emit({ type: 'QuorumRoleChanged', controller: node.id, role: role.kind, epoch: election.epoch });
}
