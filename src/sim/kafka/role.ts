import type { ConnectionId } from '../kernel/networkTypes.ts';
import type { NodeContext, NodeIndex } from '../kernel/types.ts';
import type { Fact } from './facts.ts';
import type { PendingRequest, ReplyTo, RequestTimer } from './net/requestTable.ts';
import type { ApiRequest, ApiResponse, Message } from './protocol/messages.ts';

/** The context a role's handlers get; `T` are that role's own timers. */
export type RoleContext<T> = NodeContext<Message, T | RequestTimer, Fact>;

export type RequestFailure = 'disconnected' | 'timedOut';

/** What each kind of node does. `N` is its state, plain data that `clone` copies. */
export interface RoleHandlers<N, T> {
  /** The process has just been started; what is on disk is in the state, the rest is fresh. */
  start(node: N, ctx: RoleContext<T>): void;
  onRequest(node: N, ctx: RoleContext<T>, replyTo: ReplyTo, request: ApiRequest, from: NodeIndex): void;
  onResponse(node: N, ctx: RoleContext<T>, pending: PendingRequest, response: ApiResponse): void;
  /** The request will never be answered: its connection broke, or its time ran out. */
  onFailure(node: N, ctx: RoleContext<T>, pending: PendingRequest, failure: RequestFailure): void;
  onTimer(node: N, ctx: RoleContext<T>, timer: T): void;
  /**
   * A connection that this node had opened is gone, whether or not something was unanswered on it (`onFailure` comes first).
   * The only way a producer with acks=0 learns that its broker closed on it.
   */
  onDisconnect?(node: N, ctx: RoleContext<T>, peer: NodeIndex): void;
  /** A peer closed a connection to this node as a server: forget what waits to be answered on it. */
  onPeerGone(node: N, connection: ConnectionId): void;
  /** The process died. Keep what is on disk, forget the rest. */
  crash(node: N): void;
  clone(node: N): N;
}
