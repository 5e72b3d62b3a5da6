import type { DurationUs, TimeUs } from '../../../../base/flavor.ts';
import * as words from '../../../../words/run/reasons.ts';
import { scaleToBound } from '../../../kernel/rng.ts';
import { planted } from '../../config/modelSwitches.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import { grantingVoters as grantingVotersOf, isVoteGranted, isVoteRejected, newElection, recordVote } from './election.ts';
import { appendAsLeader } from './batchAccumulator.ts';
import { checkQuorumTimeoutUs } from './checkQuorum.ts';
import { drain, refuseParked } from './leader.ts';
import { resetPeers } from './peers.ts';
import {
  NEVER,
  NO_ELECTION,
  quorumRoleOf,
  type ElectionState,
  type LeaderRole,
  type NomineeRole,
  type RaftContext,
  type RaftNode,
  type RaftRole,
  type UnattachedRole,
} from './raftState.ts';
import { newProgress } from './replicaProgress.ts';
import { giveUpVoterChange } from './voterChanges.ts';
import { addressOf, isOnlyVoter, isVoter, votersOf } from './voters.ts';
import type { ReplicaKey } from './voterSet.ts';

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
  const isOwnVote = election.votedFor === node.id && election.votedDirectoryId === node.disk.directoryId;
  if (log.lastEpoch > election.epoch) {
    changeRole(node, ctx, unattachedRole(node, ctx), { ...NO_ELECTION, epoch: log.lastEpoch });
  } else if (election.leaderId === node.id) {
    becomeResigned(node, ctx, []);
  } else if (isOwnVote && !isVoter(node)) {
    // Kafka's `CandidateState` refuses to be made, and with it the process to start, until the disk is formatted anew.
    haltRaft(node, ctx, words.votedAndRemoved(election.epoch));
    return;
  } else if (isOwnVote) {
    stand(node, ctx, 'candidate', election);
    advanceIfElected(node, ctx);
    return;
  } else if (election.leaderId !== null && votersOf(node).some(({ id }) => id === election.leaderId)) {
    changeRole(node, ctx, followerRole(node, ctx), election);
  } else {
    changeRole(node, ctx, unattachedRole(node, ctx), election);
  }
  if (isOnlyVoter(node)) becomeProspective(node, ctx);
}

/** In a newer epoch without a known leader; or, after a lost pre-vote, in the same one, with the same vote. */
export function becomeUnattached(node: RaftNode, ctx: RaftContext, epoch: number): void {
  const electionAt = (isVoter(node) ? keptElectionDeadline(node.raft.role) : null) ?? electionDeadline(node, ctx);
  node.raft.leaderNode = null;
  changeRole(node, ctx, { kind: 'unattached', electionAt }, { ...electionIn(node, epoch), leaderId: null });
}

/** `leaderNode` is where the leader is reached, as whoever named it said. */
export function becomeFollower(node: RaftNode, ctx: RaftContext, epoch: number, leaderId: number, leaderNode: NodeIndex): void {
  const election = { ...electionIn(node, epoch), leaderId };
  node.raft.leaderNode = leaderNode;
  changeRole(node, ctx, followerRole(node, ctx), election);
}

/** Asks whether a majority would vote for it, before it disturbs anybody with a new epoch (KIP-996). */
export function becomeProspective(node: RaftNode, ctx: RaftContext): void {
  stand(node, ctx, 'prospective', node.disk.election);
  if (planted(node.config.model, 'NO_PREVOTE')) grantAll(node);
  advanceIfElected(node, ctx);
}

export function becomeResigned(node: RaftNode, ctx: RaftContext, preferredSuccessors: readonly ReplicaKey[]): void {
  const unacknowledged = new Set(votersOf(node).map(({ id }) => id));
  unacknowledged.delete(node.id);
  const electionAt = ctx.now + electionTimeoutUs(node, ctx);
  changeRole(node, ctx, { kind: 'resigned', electionAt, unacknowledged, preferredSuccessors }, node.disk.election);
}

/** A majority of pre-votes makes a candidate, a majority of votes a leader. */
export function advanceIfElected(node: RaftNode, ctx: RaftContext): void {
  const { role } = node.raft;
  if (role.kind === 'prospective' && isVoteGranted(role.election)) {
    const epoch = node.disk.election.epoch + 1;
    node.raft.leaderNode = null;
    stand(node, ctx, 'candidate', { epoch, leaderId: null, votedFor: node.id, votedDirectoryId: node.disk.directoryId });
    advanceIfElected(node, ctx);
  } else if (role.kind === 'candidate' && isVoteGranted(role.election)) {
    becomeLeader(node, ctx);
  }
}

/** The pre-vote was lost or nobody answered: back to the known leader, if there is one that can be reached. */
export function giveUpProspect(node: RaftNode, ctx: RaftContext): void {
  const { epoch, leaderId } = node.disk.election;
  const leaderNode = leaderId === null ? null : addressOf(node, leaderId);
  if (leaderId === null || leaderNode === null) becomeUnattached(node, ctx, epoch);
  else becomeFollower(node, ctx, epoch, leaderId, leaderNode);
}

/** Records the vote given to another and waits anew: that candidate has at least as good a chance. */
export function castVote(node: RaftNode, ctx: RaftContext, candidate: ReplicaKey): void {
  const { role } = node.raft;
  if (role.kind !== 'unattached' && role.kind !== 'prospective') return;
  if (node.disk.election.votedFor !== null) return;
  node.disk.election = { ...node.disk.election, votedFor: candidate.id, votedDirectoryId: candidate.directoryId };
  role.electionAt = ctx.now + electionTimeoutUs(node, ctx);
  if (role.kind === 'prospective') role.election = ownElection(node);
}

/** What is known of that epoch: in the current one the vote and the leader stand, in a newer one there is nothing yet. */
function electionIn(node: RaftNode, epoch: number): ElectionState {
  const current = node.disk.election;
  return epoch === current.epoch ? current : { ...NO_ELECTION, epoch };
}

function unattachedRole(node: RaftNode, ctx: RaftContext): UnattachedRole {
  return { kind: 'unattached', electionAt: electionDeadline(node, ctx) };
}

/** An observer stands for no election. */
function electionDeadline(node: RaftNode, ctx: RaftContext): TimeUs {
  return isVoter(node) ? ctx.now + electionTimeoutUs(node, ctx) : NEVER;
}

/** Uniform in [timeout, 2 x timeout). */
function electionTimeoutUs(node: RaftNode, ctx: RaftContext): DurationUs {
  const least = node.config.controllerQuorumElectionTimeoutUs;
  return least + scaleToBound(ctx.random('election'), least);
}

/** The role of a new leader, before its first record. */
export function leaderRole(node: RaftNode, now: TimeUs): LeaderRole {
  const voterSet = votersOf(node);
  return {
    kind: 'leader',
    epochStartOffset: node.disk.log.endOffset,
    voterSet,
    voters: new Map(voterSet.map(({ id, directoryId }) => [id, newProgress(directoryId)])),
    observers: new Map(),
    fetchedVoters: new Set(),
    checkQuorumAt: now + checkQuorumTimeoutUs(node),
    beginQuorumAt: now,
    voterChange: null,
    resignRequested: false,
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
  changeRole(node, ctx, role, { ...NO_ELECTION, epoch, leaderId: node.id });
  const voters = [...role.voters.keys()];
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
  if (role.kind === 'prospective') for (const { id } of votersOf(node)) recordVote(role.election, id, true);
}

function ownElection(node: RaftNode): NomineeRole['election'] {
  const election = newElection(votersOf(node).map(({ id }) => id));
  recordVote(election, node.id, true);
  return election;
}

function followerRole(node: RaftNode, ctx: RaftContext): RaftRole {
  const timeoutUs = node.config.controllerQuorumFetchTimeoutUs;
  const updateVoterAt = ctx.now + timeoutUs;
  return { kind: 'follower', fetchTimeoutAt: ctx.now + timeoutUs, hasFetched: false, fetchingSnapshot: null, updateVoterAt };
}

/** A voter that was waiting for its turn goes on waiting through a change of epoch. */
function keptElectionDeadline(role: RaftRole): TimeUs | null {
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
  const previous = node.raft.role;
  node.disk.election = election;
  node.raft.role = role;
  if (previous.kind === 'leader') giveUpVoterChange(ctx, previous);
  resetPeers(node);
  if (role.kind === 'follower' || role.kind === 'resigned') refuseParked(node, ctx);
  ctx.emit({ type: 'QuorumRoleChanged', controller: node.id, role: quorumRoleOf(node), epoch: election.epoch });
}
