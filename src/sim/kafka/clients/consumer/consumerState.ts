import type { TimeUs } from '../../../../base/flavor.ts';
import type { NodeIndex, TimerId } from '../../../kernel/types.ts';
import { cloneRequestTable, emptyRequestTable, type PendingRequest, type RequestTable } from '../../net/requestTable.ts';
import type { OffsetCommitRequest } from '../../protocol/groups.ts';
import type { RoleContext } from '../../role.ts';
import type { ConsumerSpec } from '../../spec.ts';
import type { TopicPartitionName } from '../../types.ts';
import { cloneClientMetadata, emptyClientMetadata, type ClientMetadata } from '../clientMetadata.ts';
import { cloneSession, type FetchSession } from './fetchSession.ts';
import { cloneMembership, newMembership, type Membership } from './membership.ts';
import type { ConsumedPartition, FetchedData } from './subscriptionState.ts';

/** `poll`: something in the poll loop is due. `processed`: the application is done with what it was handed. */
export type ConsumerTimer = { readonly kind: 'poll' } | { readonly kind: 'processed' } | { readonly kind: 'heartbeat' };

export type ConsumerContext = RoleContext<ConsumerTimer>;

/** Later than anything that happens. */
export const NEVER: TimeUs = Number.MAX_SAFE_INTEGER;

/** A commit that someone waits for (`ConsumerCoordinator.commitOffsetsSync`). */
export interface SyncCommit {
  readonly offsets: OffsetCommitRequest['offsets'];
  readonly deadline: TimeUs;
  attempts: number;
  retryAt: TimeUs;
  /** Correlation id. */
  inFlight: number | null;
  outcome: 'open' | 'done' | 'failed';
}

/** Where the application's thread is. It polls again as soon as it is done with what the last poll returned. */
export type Application =
  | { readonly kind: 'polling' }
  | { readonly kind: 'processing' }
  | { readonly kind: 'committing'; readonly commit: SyncCommit };

/** `close` at work: first the auto-commit, then LeaveGroup. */
export interface Closing {
  readonly outcome: 'stopped' | 'failed';
  readonly deadline: TimeUs;
  commit: SyncCommit | null;
  /** Correlation id of LeaveGroup. */
  leave: number | null;
}

/** The heartbeat thread (`AbstractCoordinator.HeartbeatThread`, `Heartbeat`). */
export interface HeartbeatThread {
  enabled: boolean;
  nextAt: TimeUs;
  sessionDeadline: TimeUs;
  attempts: number;
  timer: TimerId | null;
  timerAt: TimeUs;
}

/**
 * A consumer of the classic group protocol with its application, which calls `poll` in a loop and works on each batch of records
 * in that loop. Two threads share the state: the application's, which stands still while it processes, and the heartbeat thread.
 */
export interface ConsumerNode {
  readonly role: 'consumer';
  readonly id: string;
  readonly node: NodeIndex;
  readonly spec: ConsumerSpec;
  readonly bootstrap: readonly NodeIndex[];
  requests: RequestTable;
  phase: 'new' | 'running' | 'closing' | 'stopped' | 'failed';
  /** Why it failed, in the words of the `ConsumerFailed` fact. */
  failure: string | null;
  application: Application;
  closeRequested: boolean;
  closing: Closing | null;
  paused: boolean;
  /** When the application last left `poll`. */
  lastPollAt: TimeUs;
  nextAutoCommitAt: TimeUs;

  metadata: ClientMetadata;
  /** The metadata version that the partitions' leaders were last taken from. */
  leadersVersion: number;
  membership: Membership;
  heartbeat: HeartbeatThread;
  /** Requests that failed because this client closed their connection; their handlers still have to run. */
  dropped: PendingRequest[];

  /** Assigned partitions, by topic and number. */
  partitions: Map<TopicPartitionName, ConsumedPartition>;
  /** How many of them have no position yet. */
  withoutPosition: number;
  /** How many of them have one that is to be validated. */
  toValidate: number;
  offsetFetch: { inFlight: number | null; attempts: number; retryAt: TimeUs };
  /** By the leader's node. */
  sessions: Map<NodeIndex, FetchSession>;
  /** Fetched and not yet handed out, in order of arrival. */
  buffer: FetchedData[];
  /** Partitions that wait a moment after a fetch error. */
  delayed: TopicPartitionName[];

  /** While the poll loop runs: the earliest time at which it has to run again. */
  wakeAt: TimeUs;
  wakeTimer: TimerId | null;
  wakeTimerAt: TimeUs;
}

/** A consumer that has not been started. `bootstrap` are the nodes of `bootstrap.servers`. */
export function createConsumer(spec: ConsumerSpec, node: NodeIndex, bootstrap: readonly NodeIndex[]): ConsumerNode {
  return {
    role: 'consumer',
    id: spec.id,
    node,
    spec,
    bootstrap,
    requests: emptyRequestTable(),
    phase: 'new',
    failure: null,
    application: { kind: 'polling' },
    closeRequested: false,
    closing: null,
    paused: false,
    lastPollAt: 0,
    nextAutoCommitAt: 0,
    metadata: emptyClientMetadata(bootstrap),
    leadersVersion: 0,
    membership: newMembership(spec.topics),
    heartbeat: { enabled: false, nextAt: 0, sessionDeadline: 0, attempts: 0, timer: null, timerAt: 0 },
    dropped: [],
    partitions: new Map(),
    withoutPosition: 0,
    toValidate: 0,
    offsetFetch: { inFlight: null, attempts: 0, retryAt: 0 },
    sessions: new Map(),
    buffer: [],
    delayed: [],
    wakeAt: NEVER,
    wakeTimer: null,
    wakeTimerAt: 0,
  };
}

/**
 * The process is gone: nothing of a consumer survives it, since its offsets are with the group. How one ended that ended by
 * itself can still be told.
 */
export function forgetEverything(node: ConsumerNode): void {
  const { phase, failure } = node;
  Object.assign(node, createConsumer(node.spec, node.node, node.bootstrap));
  if (phase !== 'stopped' && phase !== 'failed') return;
  node.phase = phase;
  node.failure = failure;
}

export function cloneConsumer(node: ConsumerNode): ConsumerNode {
  const { application, closing } = node;
  const partitions = new Map<TopicPartitionName, ConsumedPartition>();
  for (const [name, partition] of node.partitions) partitions.set(name, { ...partition });
  const sessions = new Map<NodeIndex, FetchSession>();
  for (const [leader, session] of node.sessions) sessions.set(leader, cloneSession(session));
  return {
    ...node,
    requests: cloneRequestTable(node.requests),
    application: application.kind === 'committing' ? { kind: 'committing', commit: { ...application.commit } } : application,
    closing: closing === null ? null : { ...closing, commit: closing.commit === null ? null : { ...closing.commit } },
    metadata: cloneClientMetadata(node.metadata),
    membership: cloneMembership(node.membership),
    heartbeat: { ...node.heartbeat },
    dropped: node.dropped.slice(),
    partitions,
    offsetFetch: { ...node.offsetFetch },
    sessions,
    buffer: node.buffer.map((fetched) => ({ ...fetched })),
    delayed: node.delayed.slice(),
  };
}
