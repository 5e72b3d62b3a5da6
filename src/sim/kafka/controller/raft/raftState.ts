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
import { cloneMetadataLog, emptyMetadataLog, type MetadataLog } from './metadataLog.ts';

/** What a voter must not forget (Kafka's `quorum-state` file, `ElectionState`). */
export interface ElectionState {
  readonly epoch: number;
  /** The leader of this epoch, once known. */
  readonly leaderId: number | null;
  /** Whom this voter voted for in this epoch. */
  readonly votedFor: number | null;
}

export interface ControllerDisk {
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
  readonly voters: Map<number, VoterProgress>;
  /** Voters that fetched since the check-quorum timer was last started. */
  readonly fetchedVoters: Set<number>;
  /** Null in a quorum of one. */
  checkQuorumAt: TimeUs | null;
  beginQuorumAt: TimeUs;
  /** Records that wait for `controller.quorum.append.linger.ms`; they have their offsets already. */
  pending: MetadataRecord[];
  drainAt: TimeUs | null;
}

/** What the leader knows of a voter: only what its fetches said. */
export interface VoterProgress {
  endOffset: Offset | null;
  /** Null before its first fetch. */
  lastFetchAt: TimeUs | null;
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
}

export interface ResignedRole {
  readonly kind: 'resigned';
  electionAt: TimeUs;
  /** Voters that have not confirmed EndQuorumEpoch. */
  readonly unacknowledged: Set<number>;
  readonly preferredSuccessors: readonly number[];
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
  readonly config: ControllerConfig;
  /** All controllers, this one included. */
  readonly voters: ReadonlyMap<number, NodeIndex>;
  requests: RequestTable;
  disk: ControllerDisk;
  raft: RaftState;
}

export const NEVER: TimeUs = Number.MAX_SAFE_INTEGER;

export function emptyControllerDisk(): ControllerDisk {
  return {
    election: { epoch: 0, leaderId: null, votedFor: null },
    log: emptyMetadataLog(),
    toldUpTo: 0,
  };
}

export function cloneControllerDisk(disk: ControllerDisk): ControllerDisk {
  return { election: disk.election, log: cloneMetadataLog(disk.log), toldUpTo: disk.toldUpTo };
}

/** Memory of a process that has not started: unattached, with no timer set. */
export function freshRaftState(): RaftState {
  return {
    role: { kind: 'unattached', electionAt: NEVER },
    highWatermark: null,
    peers: new Map(),
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
      const voters = new Map<number, VoterProgress>();
      for (const [id, progress] of role.voters) voters.set(id, { ...progress });
      return {
        ...role,
        voters,
        fetchedVoters: new Set(role.fetchedVoters),
        pending: role.pending.slice(),
      };
    }
  }
}

/** Whether the state is that of a process that has not started. */
export function isFresh(state: RaftState): boolean {
  return state.role.kind === 'unattached' && state.role.electionAt === NEVER;
}

export function quorumRoleOf(node: RaftNode): QuorumRole {
  return node.raft.role.kind;
}
