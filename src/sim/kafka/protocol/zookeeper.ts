import type { DurationUs } from '../../../base/flavor.ts';
import type { BrokerId } from '../types.ts';
import type { Znode, ZnodeData, ZnodeStat } from '../zookeeper/znode.ts';

/** A write; part of a transaction when in a `multi`. A version of -1 matches any. */
export type ZkWrite =
  | {
      readonly op: 'create';
      readonly path: string;
      readonly data: ZnodeData;
      /** `sequential`: persistent, with a number that counts up at the end of its name. */
      readonly mode: 'persistent' | 'ephemeral' | 'sequential';
    }
  | { readonly op: 'setData'; readonly path: string; readonly data: ZnodeData; readonly version: number }
  | { readonly op: 'delete'; readonly path: string; readonly version: number }
  | { readonly op: 'check'; readonly path: string; readonly version: number };

/** What a client asks. `watch`: tell me once when it changes. `getData` leaves a watch on an absent znode as well, as `exists` does. */
export type ZkOp =
  | { readonly op: 'getData' | 'getChildren'; readonly path: string; readonly watch: boolean }
  /** All or nothing. */
  | { readonly op: 'multi'; readonly writes: readonly ZkWrite[] };

export type ZkCode = 'OK' | 'NONODE' | 'NODEEXISTS' | 'BADVERSION' | 'SESSIONEXPIRED';

export interface ZkResult {
  readonly code: ZkCode;
  readonly data: ZnodeData;
  /** Of the znode read, or last written. */
  readonly stat: ZnodeStat | null;
  readonly children: readonly string[];
  /** In a `multi` that failed: which write was the reason; else -1. */
  readonly failedAt: number;
}

export interface ZkConnectRequest {
  readonly api: 'ZkConnect';
  /** 0 for a new session. */
  readonly session: number;
  readonly timeoutUs: DurationUs;
  /** The latest transaction the client knows of: a server that has not come so far must not serve it. */
  readonly lastZxid: number;
  /** Whose client it is; for those who look on. */
  readonly broker: BrokerId;
}

export interface ZkConnectResponse {
  readonly api: 'ZkConnect';
  /** 0: the session is over. */
  readonly session: number;
}

export interface ZkRequest {
  readonly api: 'ZkRequest';
  readonly op: ZkOp;
}

export interface ZkResponse {
  readonly api: 'ZkRequest';
  readonly result: ZkResult;
  readonly zxid: number;
}

export interface ZkPingRequest {
  readonly api: 'ZkPing';
}

export interface ZkPingResponse {
  readonly api: 'ZkPing';
  readonly zxid: number;
}

/** After a change of servers: the watches that were set, and since when. */
export interface ZkSetWatchesRequest {
  readonly api: 'ZkSetWatches';
  readonly relativeZxid: number;
  /** On znodes that were there, on those that were not, and on children. */
  readonly data: readonly string[];
  readonly absent: readonly string[];
  readonly children: readonly string[];
}

export interface ZkSetWatchesResponse {
  readonly api: 'ZkSetWatches';
}

export interface ZkCloseSessionRequest {
  readonly api: 'ZkCloseSession';
}

export interface ZkCloseSessionResponse {
  readonly api: 'ZkCloseSession';
}

/** Sent by a server on the client's connection; it has no answer. */
export interface ZkWatchEvent {
  readonly api: 'ZkWatchEvent';
  readonly path: string;
  readonly event: 'created' | 'deleted' | 'changed' | 'childrenChanged';
  readonly zxid: number;
}

/** One change, as every member logs it. Whether it has an effect is found when it is applied, the same everywhere. */
export interface ZkTxn {
  readonly zxid: number;
  /** 0 for the transaction that creates one. */
  readonly session: number;
  readonly change:
    | { readonly kind: 'writes'; readonly writes: readonly ZkWrite[] }
    | { readonly kind: 'createSession'; readonly timeoutUs: DurationUs; readonly broker: BrokerId }
    | { readonly kind: 'closeSession'; readonly expired: boolean };
  /** Which member has to answer, on which of its connections and to which request. */
  readonly origin: ZkOrigin | null;
}

export interface ZkOrigin {
  readonly server: number;
  readonly connection: number;
  readonly correlationId: number;
}

/** A vote for a leader: the longest history wins, then the larger id (`FastLeaderElection.totalOrderPredicate`). */
export interface ZabVote {
  readonly leader: number;
  readonly epoch: number;
  readonly zxid: number;
}

export type ZabState = 'looking' | 'following' | 'leading';

export interface ZabNotificationRequest {
  readonly api: 'ZabNotification';
  readonly server: number;
  readonly round: number;
  readonly vote: ZabVote;
}

export interface ZabNotificationResponse {
  readonly api: 'ZabNotification';
  readonly server: number;
  readonly state: ZabState;
  readonly round: number;
  readonly vote: ZabVote;
}

/** A follower to the one it takes for the leader. The connection stays: on it come proposals, commits and pings. */
export interface ZabFollowRequest {
  readonly api: 'ZabFollow';
  readonly server: number;
  readonly acceptedEpoch: number;
  readonly currentEpoch: number;
  readonly lastZxid: number;
}

export interface ZabFollowResponse {
  readonly api: 'ZabFollow';
  /** False: not the leader. */
  readonly accepted: boolean;
  readonly epoch: number;
  /** What the follower has beyond this is dropped. */
  readonly truncateAfter: number;
  /** Instead of a log that reaches back far enough. */
  readonly snapshot: ZkSnapshot | null;
  readonly txns: readonly ZkTxn[];
}

/** Everything a member holds at one transaction. Never changed: whoever takes it makes a copy. */
export interface ZkSnapshot {
  readonly zxid: number;
  readonly count: number;
  readonly znodes: ReadonlyMap<string, Znode>;
  readonly sessions: ReadonlyMap<number, ZkSession>;
  readonly nextSequence: number;
}

export interface ZkSession {
  readonly timeoutUs: DurationUs;
  readonly broker: BrokerId;
}

/** From follower to leader: everything up to here is on my disk. */
export interface ZabAck {
  readonly api: 'ZabAck';
  readonly server: number;
  readonly zxid: number;
}

/** From follower to leader: a client's change, and whose sessions have been heard of. */
export interface ZabForward {
  readonly api: 'ZabForward';
  readonly server: number;
  readonly session: number;
  readonly change: ZkTxn['change'];
  readonly origin: ZkOrigin;
}

export interface ZabPong {
  readonly api: 'ZabPong';
  readonly server: number;
  /** Sessions with a sign of life since the last ping. */
  readonly sessions: readonly number[];
}

/** From leader to follower, on the follower's connection. */
export interface ZabProposal {
  readonly api: 'ZabProposal';
  readonly txn: ZkTxn;
}

export interface ZabCommit {
  readonly api: 'ZabCommit';
  readonly zxid: number;
}

export interface ZabPing {
  readonly api: 'ZabPing';
}

/** Requests of a client of ZooKeeper. */
export type ZkClientRequest = ZkConnectRequest | ZkRequest | ZkPingRequest | ZkSetWatchesRequest | ZkCloseSessionRequest;
/** What members of the ensemble send each other, leaders' messages on their followers' connections included. */
export type ZabMessage =
  | ZabNotificationRequest
  | ZabFollowRequest
  | ZabAck
  | ZabForward
  | ZabPong
  | ZabProposal
  | ZabCommit
  | ZabPing;

export type ZooKeeperRequest = ZkClientRequest | ZkWatchEvent | ZabMessage;
export type ZooKeeperResponse =
  | ZkConnectResponse
  | ZkResponse
  | ZkPingResponse
  | ZkSetWatchesResponse
  | ZkCloseSessionResponse
  | ZabNotificationResponse
  | ZabFollowResponse;
