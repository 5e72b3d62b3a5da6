import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { ConnectionId } from '../../kernel/networkTypes.ts';
import type { NodeIndex, TimerId } from '../../kernel/types.ts';
import { cloneRequestTable, emptyRequestTable, type ReplyTo, type RequestTable } from '../net/requestTable.ts';
import type { ZabVote, ZkOp, ZkResult, ZkTxn } from '../protocol/zookeeper.ts';
import type { RoleContext } from '../role.ts';
import { cloneDatabase, type ZkDatabase } from './database.ts';

/** `tickTime`, ZooKeeper's unit of time; half of it lies between two pings of a leader. */
export const TICK_US = 2_000_000;
/** `initLimit` and `syncLimit` of ZooKeeper's sample configuration, in ticks. */
export const INIT_LIMIT_US = 10 * TICK_US;
export const SYNC_LIMIT_US = 5 * TICK_US;

export type ZooKeeperTimer =
  /** Looking: ask again; enough votes have stood long enough; ask the chosen leader again. */
  | { readonly kind: 'zabResend' | 'zabDecide' | 'zabFollow' }
  /** Half a tick of a leader or follower. */
  | { readonly kind: 'zabTick' }
  /** The end of a bucket of sessions. */
  | { readonly kind: 'zkSessions' };

export type ZooKeeperContext = RoleContext<ZooKeeperTimer>;

/** What a member knows of one follower it leads. */
export interface Learner {
  readonly connection: ConnectionId;
  /** -1 until it has what it lacked. */
  acked: number;
  lastHeardAt: TimeUs;
}

export interface Joining {
  readonly replyTo: ReplyTo;
  readonly acceptedEpoch: number;
  readonly currentEpoch: number;
  readonly lastZxid: number;
}

export type MemberRole =
  | {
      readonly kind: 'looking';
      round: number;
      vote: ZabVote;
      /** Votes of those who look, in this round. */
      votes: Map<number, ZabVote>;
      /** Of those who have a leader: which. */
      settled: Map<number, number>;
      resendUs: DurationUs;
      resendTimer: TimerId | null;
      decideTimer: TimerId | null;
    }
  | {
      readonly kind: 'following';
      readonly leader: number;
      round: number;
      attempts: number;
      /** On which the leader's proposals come; null until it has accepted. */
      connection: ConnectionId | null;
      /** The leader has said that the ensemble works. */
      serving: boolean;
      lastHeardAt: TimeUs;
      /** Sessions heard of since the last ping. */
      touched: Set<number>;
      timer: TimerId | null;
    }
  | {
      readonly kind: 'leading';
      round: number;
      /** Null until a majority has come. */
      epoch: number | null;
      joining: Map<number, Joining>;
      learners: Map<number, Learner>;
      /** A majority has what this member has: it commits and serves. */
      established: boolean;
      nextCounter: number;
      /** When each session ends, at the end of a bucket. */
      expiry: Map<number, TimeUs>;
      readonly since: TimeUs;
      timer: TimerId | null;
      sessionTimer: TimerId | null;
    };

/** A request of a client that cannot be answered yet, since an earlier write of its session is under way, or it is one. */
export interface QueuedOp {
  readonly replyTo: ReplyTo;
  readonly op: ZkOp | null;
  result: ZkResult | null;
}

/** A client's connection. A server has one for each session it serves. */
export interface ZkConnection {
  /** 0 while the session is being created. */
  session: number;
  queue: QueuedOp[];
}

export interface ZooKeeperDisk {
  acceptedEpoch: number;
  currentEpoch: number;
  /** What follows the database's snapshot, committed or not; `database.zxid` says how far it is applied. */
  log: ZkTxn[];
  /** The last transaction before `log`. */
  baseZxid: number;
  database: ZkDatabase;
}

/** A member of the ensemble. */
export interface ZooKeeperNode {
  readonly role: 'zookeeper';
  /** ZooKeeper's `myid`. */
  readonly id: number;
  readonly node: NodeIndex;
  readonly members: ReadonlyMap<number, NodeIndex>;
  requests: RequestTable;
  disk: ZooKeeperDisk;
  member: MemberRole;
  clients: Map<ConnectionId, ZkConnection>;
  /** One-time watches: paths, and the connections to be told. */
  watches: { data: Map<string, Set<ConnectionId>>; children: Map<string, Set<ConnectionId>> };
}

export function freshMember(): Pick<ZooKeeperNode, 'requests' | 'member' | 'clients' | 'watches'> {
  return {
    requests: emptyRequestTable(),
    member: lookingRole(0, { leader: 0, epoch: 0, zxid: 0 }),
    clients: new Map(),
    watches: { data: new Map(), children: new Map() },
  };
}

export function lookingRole(round: number, vote: ZabVote): MemberRole {
  return {
    kind: 'looking',
    round,
    vote,
    votes: new Map(),
    settled: new Map(),
    resendUs: 200_000,
    resendTimer: null,
    decideTimer: null,
  };
}

export function majorityOf(node: ZooKeeperNode): number {
  return Math.floor(node.members.size / 2) + 1;
}

export function lastZxid({ log, baseZxid }: ZooKeeperDisk): number {
  return log.at(-1)?.zxid ?? baseZxid;
}

/** Whether this member may answer clients: it follows a working leader or is one. */
export function isServing({ member }: ZooKeeperNode): boolean {
  if (member.kind === 'following') return member.serving;
  return member.kind === 'leading' && member.established;
}

/** Transactions logged since the cluster was formed, for pictures. */
export function loggedCount({ log, database }: ZooKeeperDisk): number {
  let ahead = 0;
  for (let index = log.length - 1; index >= 0 && (log[index]?.zxid ?? 0) > database.zxid; index -= 1) ahead += 1;
  return database.count + ahead;
}

/** The process died; log and epochs are on disk. */
export function crashMember(node: ZooKeeperNode): void {
  const nextCorrelation = node.requests.next;
  Object.assign(node, freshMember());
  node.requests.next = nextCorrelation;
}

export function cloneMember(node: ZooKeeperNode): ZooKeeperNode {
  return {
    ...node,
    requests: cloneRequestTable(node.requests),
    disk: { ...node.disk, log: node.disk.log.slice(), database: cloneDatabase(node.disk.database) },
    member: cloneRole(node.member),
    clients: new Map(
      [...node.clients].map(([id, { session, queue }]) => [id, { session, queue: queue.map((queued) => ({ ...queued })) }]),
    ),
    watches: { data: cloneWatches(node.watches.data), children: cloneWatches(node.watches.children) },
  };
}

function cloneRole(role: MemberRole): MemberRole {
  switch (role.kind) {
    case 'looking':
      return { ...role, votes: new Map(role.votes), settled: new Map(role.settled) };
    case 'following':
      return { ...role, touched: new Set(role.touched) };
    case 'leading':
      return {
        ...role,
        joining: new Map(role.joining),
        learners: new Map([...role.learners].map(([id, learner]) => [id, { ...learner }])),
        expiry: new Map(role.expiry),
      };
  }
}

function cloneWatches(watches: Map<string, Set<ConnectionId>>): Map<string, Set<ConnectionId>> {
  return new Map([...watches].map(([path, connections]) => [path, new Set(connections)]));
}
