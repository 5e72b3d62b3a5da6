import * as words from '../../../../words/run/voterAnswers.ts';
import { reply, type ReplyTo } from '../../net/requestTable.ts';
import type {
  AddRaftVoterRequest,
  ApiVersionsResponse,
  RemoveRaftVoterRequest,
  UpdateRaftVoterRequest,
} from '../../protocol/controlPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { appendAsLeader, nextWriteOffset } from './batchAccumulator.ts';
import { noteFollowing } from './checkQuorum.ts';
import { peerReadyAt, sendToPeer } from './peers.ts';
import type { LeaderRole, RaftContext, RaftNode, VoterChange } from './raftState.ts';
import { isCaughtUp, voterProgress } from './replicaProgress.ts';
import { keyOf, knownLeader } from './voters.ts';
import { includesVoter, withoutVoter, withUpdatedVoter, withVoter, type Voter, type VoterSetEntry } from './voterSet.ts';

/*
 * Changing the voter set while the quorum runs (KIP-853; `AddVoterHandler`, `RemoveVoterHandler`, `UpdateVoterHandler`). One change at a
 * time, and only once the set before it is committed: so any majority of the old set shares a voter with any of the new one.
 */

/** The highest kraft.version: voters are in the log and have directories. */
const KRAFT_VERSION = 1;

interface Refusal {
  readonly error: ErrorCode;
  readonly message: string | null;
}

/** A replica that follows and has caught up becomes a voter. It is first asked which versions it knows. */
export function handleAddVoter(node: RaftNode, ctx: RaftContext, replyTo: ReplyTo, request: AddRaftVoterRequest): void {
  const { role } = node.raft;
  const refuse = (refusal: Refusal): void => reply(ctx, replyTo, { api: 'AddRaftVoter', ...refusal });
  if (role.kind !== 'leader') return refuse(NOT_LEADER);
  const { voter, ackWhenCommitted } = request;
  const current = changeableSet(node, ctx, role);
  if ('error' in current) return refuse(current);
  if (current.voters.some(({ id }) => id === voter.id)) {
    return refuse({ error: 'DUPLICATE_VOTER', message: words.isVoter(voter.id) });
  }
  if (!askVersions(node, ctx, voter)) {
    return refuse({ error: 'REQUEST_TIMED_OUT', message: words.notReady(voter.id) });
  }
  role.voterChange = { kind: 'add', voter, replyTo, ackWhenCommitted, expiresAt: expiry(node, ctx), lastOffset: null };
}

/** The leader may remove itself: it leads on, uncounted, until that is committed, and then resigns. */
export function handleRemoveVoter(node: RaftNode, ctx: RaftContext, replyTo: ReplyTo, request: RemoveRaftVoterRequest): void {
  const { role } = node.raft;
  const refuse = (refusal: Refusal): void => reply(ctx, replyTo, { api: 'RemoveRaftVoter', ...refusal });
  if (role.kind !== 'leader') return refuse(NOT_LEADER);
  const current = changeableSet(node, ctx, role);
  if ('error' in current) return refuse(current);
  const { voter } = request;
  const voters = withoutVoter(current.voters, voter);
  if (voters === null) {
    return refuse({ error: 'VOTER_NOT_FOUND', message: words.isNoVoter(voter.id, voter.directoryId) });
  }
  const lastOffset = appendVoters(node, ctx, role, voters);
  const change = { kind: 'remove', voter: { ...voter, node: null }, replyTo, ackWhenCommitted: true } as const;
  role.voterChange = { ...change, expiresAt: expiry(node, ctx), lastOffset };
}

/**
 * A voter tells that it is reached elsewhere now. It is answered when that is written, committed or not. Kafka 4.3; later versions ask
 * it for its versions first, as one that is to be added.
 */
export function handleUpdateVoter(node: RaftNode, ctx: RaftContext, replyTo: ReplyTo, request: UpdateRaftVoterRequest): void {
  const { role } = node.raft;
  const { epoch } = node.disk.election;
  const answer = (error: ErrorCode): void => reply(ctx, replyTo, { api: 'UpdateRaftVoter', error, ...knownLeader(node) });
  if (request.currentLeaderEpoch < epoch) return answer('FENCED_LEADER_EPOCH');
  if (request.currentLeaderEpoch > epoch) return answer('UNKNOWN_LEADER_EPOCH');
  if (role.kind !== 'leader') return answer('NOT_LEADER_OR_FOLLOWER');
  const current = changeableSet(node, ctx, role);
  // Static voters are told to the leader by each of them, which here has their addresses anyway.
  if ('error' in current) return answer('REQUEST_TIMED_OUT');
  const voters = withUpdatedVoter(current.voters, request.voter);
  if (voters === null) return answer('VOTER_NOT_FOUND');
  appendVoters(node, ctx, role, voters);
  noteFollowing(node, ctx.now, role, request.voter);
  answer('NONE');
}

/** The replica that is to be added has answered; null: it has not. */
export function handleVersions(node: RaftNode, ctx: RaftContext, from: number, response: ApiVersionsResponse | null): void {
  const { role } = node.raft;
  if (role.kind !== 'leader') return;
  const change = role.voterChange;
  if (change === null || change.lastOffset !== null || change.voter.id !== from || change.voter.node === null) return;
  const voter: Voter = { ...change.voter, node: change.voter.node };
  if (response === null) return endChange(ctx, role, { error: 'REQUEST_TIMED_OUT', message: words.noAnswer(from) });
  if (response.maxKRaftVersion < KRAFT_VERSION) return endChange(ctx, role, { error: 'INVALID_REQUEST', message: null });
  if (!isCaughtUp(role, voter, ctx.now)) {
    return endChange(ctx, role, { error: 'REQUEST_TIMED_OUT', message: words.lagsBehind(from) });
  }
  const voters = withVoter(role.voterSet, voter);
  if (voters !== null) proceed(node, ctx, role, change, voters);
}

/** The high watermark moved: a change that it has passed is done. */
export function completeVoterChange(node: RaftNode, ctx: RaftContext, role: LeaderRole, highWatermark: number): void {
  const change = role.voterChange;
  if (change === null || change.lastOffset === null || highWatermark <= change.lastOffset) return;
  endChange(ctx, role, { error: 'NONE', message: null });
  if (change.kind === 'remove' && !includesVoter(role.voterSet, keyOf(node))) role.resignRequested = true;
}

/** Gives a change up whose time has run out; its record may still be committed. Whether one is under way. */
export function expireVoterChange(ctx: RaftContext, role: LeaderRole): boolean {
  if (role.voterChange === null) return false;
  if (role.voterChange.expiresAt > ctx.now) return true;
  answerChange(ctx, role.voterChange, { error: 'REQUEST_TIMED_OUT', message: null });
  role.voterChange = null;
  return false;
}

/** This node leads no more. */
export function giveUpVoterChange(ctx: RaftContext, role: LeaderRole): void {
  if (role.voterChange !== null) answerChange(ctx, role.voterChange, NOT_LEADER);
  role.voterChange = null;
}

const NOT_LEADER: Refusal = { error: 'NOT_LEADER_OR_FOLLOWER', message: null };

/** The set that a change may be made from, or why there can be none now, in Kafka's order. */
function changeableSet(node: RaftNode, ctx: RaftContext, role: LeaderRole): VoterSetEntry | Refusal {
  if (expireVoterChange(ctx, role)) {
    return { error: 'REQUEST_TIMED_OUT', message: words.anotherChange };
  }
  return committedSet(node);
}

function committedSet(node: RaftNode): VoterSetEntry | Refusal {
  const { highWatermark } = node.raft;
  if (highWatermark === null) {
    return { error: 'REQUEST_TIMED_OUT', message: words.nothingCommitted };
  }
  const entry = node.disk.log.voterSets.at(-1);
  if (entry === undefined) {
    return { error: 'UNSUPPORTED_VERSION', message: words.votersAreStatic };
  }
  if (entry.offset >= highWatermark) {
    return { error: 'REQUEST_TIMED_OUT', message: words.lastNotCommitted };
  }
  return entry;
}

/** False when a request to it is under way or has just failed. */
function askVersions(node: RaftNode, ctx: RaftContext, voter: Voter): boolean {
  if (voter.id === node.id || peerReadyAt(node, voter.id, voter.node) > ctx.now) return false;
  sendToPeer(node, ctx, voter.id, { api: 'ApiVersions' }, voter.node);
  return true;
}

/** The new set is in effect from here on, before it is committed. Who does not wait for that is answered. */
function proceed(node: RaftNode, ctx: RaftContext, role: LeaderRole, change: VoterChange, voters: readonly Voter[]): void {
  const lastOffset = appendVoters(node, ctx, role, voters);
  if (!change.ackWhenCommitted) answerChange(ctx, change, { error: 'NONE', message: null });
  role.voterChange = { ...change, lastOffset, replyTo: change.ackWhenCommitted ? change.replyTo : null };
}

function appendVoters(node: RaftNode, ctx: RaftContext, role: LeaderRole, voters: readonly Voter[]): number {
  const offset = nextWriteOffset(node, role);
  appendAsLeader(node, ctx.now, role, [{ type: 'Voters', voters }]);
  // Control records do not linger.
  role.drainAt = ctx.now;
  const added = voters.find((voter) => voterProgress(role, voter) === null)?.id ?? null;
  const removed = role.voterSet.find((voter) => !includesVoter(voters, voter))?.id ?? null;
  ctx.emit({ type: 'VotersChanged', controller: node.id, voters: voters.map(({ id }) => id), added, removed });
  return offset;
}

function endChange(ctx: RaftContext, role: LeaderRole, outcome: Refusal): void {
  if (role.voterChange !== null) answerChange(ctx, role.voterChange, outcome);
  role.voterChange = null;
}

function answerChange(ctx: RaftContext, { kind, replyTo }: VoterChange, outcome: Refusal): void {
  if (replyTo === null) return;
  reply(ctx, replyTo, kind === 'add' ? { api: 'AddRaftVoter', ...outcome } : { api: 'RemoveRaftVoter', ...outcome });
}

function expiry(node: RaftNode, ctx: RaftContext): number {
  return ctx.now + node.config.controllerQuorumRequestTimeoutUs;
}
