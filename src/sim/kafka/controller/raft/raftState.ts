import type { TimeUs } from '../../../../base/flavor.ts';
import type { NodeContext, NodeIndex, TimerId } from '../../../kernel/types.ts';
import type { ControllerConfig } from '../../config/types.ts';
import type { Fact, QuorumRole } from '../../facts.ts';
import type { MetadataRecord } from '../../metadata/records.ts';
import type { SnapshotId } from '../../metadata/snapshot.ts';
import type { ReplyTo, RequestTable, RequestTimer } from '../../net/requestTable.ts';
import type { RaftFetchRequest, RaftFetchResponse } from '../../protocol/controlPlane.ts';
import type { Message } from '../../protocol/messages.ts';
import type { Offset } from '../../types.ts';
import type { EpochElection } from './election.ts';
import { isVoter } from './voters.ts';
import type { ReplicaKey, Voter } from './voterSet.ts';
import { cloneMetadataLog, emptyMetadataLog, type MetadataLog } from './metadataLog.ts';

/** What a voter must not forget (Kafka's `quorum-state` file, `ElectionState`). */
export interface ElectionState {
  readonly epoch: number;
  /** The leader of this epoch, once known. */
  readonly leaderId: number | null;
  /** Whom this voter voted for in this epoch. */
  readonly votedFor: number | null;
  /** The disk of the one it voted for. */
  readonly votedDirectoryId: string | null;
}

export interface ControllerDisk {
  /** Tells this disk from any other that the controller has had or will have (`meta.properties`). */
  readonly directoryId: string;
  election: ElectionState;
  log: MetadataLog;
  /**
   * Everything below was known here to be committed and so has been told as facts. Kafka keeps no such number; without
   * it a quorum that restarts as a whole would tell its history again.
   */
  toldUpTo: Offset;
}

/** A voter's role in the current epoch (`QuorumState`, KIP-595 and KIP-996). Deadlines are absolute times. */
export type RaftRole =
  | UnattachedRole
  | NomineeRole
  | LeaderRole
  | FollowerRole
  | ResignedRole;

export interface UnattachedRole {
  readonly kind: 'unattached';
  electionAt: TimeUs;
}

/** `prospective` asks who would vote for it; `candidate` has begun a new epoch and asks for votes. */
export interface NomineeRole {
  readonly kind: 'prospective' | 'candidate';
  electionAt: TimeUs;
  election: EpochElection;
}

export interface LeaderRole {
  readonly kind: 'leader';
  readonly epochStartOffset: Offset;
  /** The voter set that `voters` was made for. */
  voterSet: readonly Voter[];
  /** By id. Without this leader itself once it has been removed. */
  voters: Map<number, ReplicaProgress>;
  /** Controllers that fetch and are no voters, by `replicaName`. */
  readonly observers: Map<string, ReplicaProgress>;
  /** Voters that fetched since the check-quorum timer was last started. */
  readonly fetchedVoters: Set<number>;
  checkQuorumAt: TimeUs;
  beginQuorumAt: TimeUs;
  /** A change of the voter set that is under way; there is at most one. */
  voterChange: VoterChange | null;
  /** It has been removed from the voters and that is committed, so it is to resign. */
  resignRequested: boolean;
  /** Records that wait for `controller.quorum.append.linger.ms`; they have their offsets already. */
  pending: MetadataRecord[];
  drainAt: TimeUs | null;
}

/** What the leader knows of a replica: only what its fetches said (`LeaderState.ReplicaState`). */
export interface ReplicaProgress {
  readonly directoryId: string | null;
  endOffset: Offset | null;
  /** Null before its first fetch. */
  lastFetchAt: TimeUs | null;
  /** End of the leader's log at that fetch. */
  lastFetchLeaderEnd: Offset;
  /** When it last had all that the leader had; null when never. */
  lastCaughtUpAt: TimeUs | null;
}

/** An AddRaftVoter or RemoveRaftVoter that the leader works on (`AddVoterHandlerState`, `RemoveVoterHandlerState`). Immutable. */
export interface VoterChange {
  readonly kind: 'add' | 'remove';
  readonly voter: ReplicaKey & { readonly node: NodeIndex | null };
  /** Null once it has been answered. */
  readonly replyTo: ReplyTo | null;
  readonly ackWhenCommitted: boolean;
  readonly expiresAt: TimeUs;
  /** Offset of the record; null while the replica is asked whether it is ready. */
  readonly lastOffset: Offset | null;
}

export interface ParkedFetch {
  readonly replyTo: ReplyTo;
  readonly request: RaftFetchRequest;
  /** What could be said when it came, and is said when its time runs out. */
  readonly response: RaftFetchResponse;
  readonly expiresAt: TimeUs;
}

export interface FollowerRole {
  readonly kind: 'follower';
  fetchTimeoutAt: TimeUs;
  /** Whether this leader has answered a fetch: from then on no pre-vote is granted against it. */
  hasFetched: boolean;
  /** The leader said that this is to be fetched next. */
  fetchingSnapshot: SnapshotId | null;
  /** When a controller that is no voter asks next to become one, if it is to do so by itself. */
  updateVoterAt: TimeUs;
}

export interface ResignedRole {
  readonly kind: 'resigned';
  electionAt: TimeUs;
  /** Voters that have not confirmed EndQuorumEpoch. */
  readonly unacknowledged: Set<number>;
  readonly preferredSuccessors: readonly ReplicaKey[];
}

/** At most one raft request is under way to each peer (`RequestManager`). */
export interface PeerConnection {
  /** The request under way, if any. */
  readonly correlationId: number | null;
  readonly backoffUntil: TimeUs;
}

/** What a voter has in memory. */
export interface RaftState {
  role: RaftRole;
  /** First offset not known to be committed; null when unknown, as on a leader that has committed nothing yet. */
  highWatermark: Offset | null;
  readonly peers: Map<number, PeerConnection>;
  /** Where the leader is that it knows of, if another. */
  leaderNode: NodeIndex | null;
  /** Fetches that wait for something new, oldest first (`fetchPurgatory`). They may outlive the leadership that they came to. */
  parked: ParkedFetch[];
  /** The one timer: fires at the earliest deadline or before. */
  timer: TimerId | null;
  timerAt: TimeUs;
  /** It has met what cannot be, and its process ends with the current event: it does nothing any more. */
  halted: boolean;
  /** When a process that is shutting down in order ends whether or not another leads; null when it is not. */
  shutdownDeadline: TimeUs | null;
}

/** Wakes a voter when a deadline of its role may have come. */
export interface RaftTimer {
  readonly kind: 'raft';
}

export type RaftContext = NodeContext<Message, RaftTimer | RequestTimer, Fact>;

/** The part of a controller that raft works on. */
export interface RaftNode {
  readonly id: number;
  readonly node: NodeIndex;
  readonly config: ControllerConfig;
  /** Controllers it is configured to look for the quorum at (`controller.quorum.bootstrap.servers`), perhaps itself among them. */
  readonly bootstrap: ReadonlyMap<number, NodeIndex>;
  /** `controller.quorum.voters`, which hold unless the log says who votes; empty in a quorum that can change. */
  readonly staticVoters: readonly Voter[];
  requests: RequestTable;
  disk: ControllerDisk;
  raft: RaftState;
}

export const NEVER: TimeUs = Number.MAX_SAFE_INTEGER;

export const NO_ELECTION: ElectionState = { epoch: 0, leaderId: null, votedFor: null, votedDirectoryId: null };

export function emptyControllerDisk(directoryId: string): ControllerDisk {
  return {
    directoryId,
    election: NO_ELECTION,
    log: emptyMetadataLog(),
    toldUpTo: 0,
  };
}

export function cloneControllerDisk(disk: ControllerDisk): ControllerDisk {
  return { directoryId: disk.directoryId, election: disk.election, log: cloneMetadataLog(disk.log), toldUpTo: disk.toldUpTo };
}

/** Memory of a process that has not started: unattached, with no timer set. */
export function freshRaftState(): RaftState {
  return {
    role: { kind: 'unattached', electionAt: NEVER },
    highWatermark: null,
    peers: new Map(),
    leaderNode: null,
    parked: [],
    timer: null,
    timerAt: 0,
    halted: false,
    shutdownDeadline: null,
  };
}

export function cloneRaftState(state: RaftState): RaftState {
  return {
    role: cloneRole(state.role),
    highWatermark: state.highWatermark,
    peers: new Map(state.peers),
    leaderNode: state.leaderNode,
    parked: state.parked.slice(),
    timer: state.timer,
    timerAt: state.timerAt,
    halted: state.halted,
    shutdownDeadline: state.shutdownDeadline,
  };
}

function cloneRole(role: RaftRole): RaftRole {
  switch (role.kind) {
    case 'unattached':
    case 'follower':
      return { ...role };
    case 'prospective':
    case 'candidate':
      return { ...role, election: { ...role.election, votes: role.election.votes.slice() } };
    case 'resigned':
      return { ...role, unacknowledged: new Set(role.unacknowledged) };
    case 'leader': {
      return {
        ...role,
        voters: cloneProgress(role.voters),
        observers: cloneProgress(role.observers),
        fetchedVoters: new Set(role.fetchedVoters),
        pending: role.pending.slice(),
      };
    }
  }
}

function cloneProgress<K>(replicas: ReadonlyMap<K, ReplicaProgress>): Map<K, ReplicaProgress> {
  const copy = new Map<K, ReplicaProgress>();
  for (const [key, progress] of replicas) copy.set(key, { ...progress });
  return copy;
}

/** Whether the state is that of a process that has not started. */
export function isFresh(state: RaftState): boolean {
  return state.role.kind === 'unattached' && state.role.electionAt === NEVER;
}

/** A controller that is no voter only ever follows or looks for a leader. */
export function quorumRoleOf(node: RaftNode): QuorumRole {
  const { kind } = node.raft.role;
  return (kind === 'follower' || kind === 'unattached') && !isVoter(node) ? 'observer' : kind;
}
