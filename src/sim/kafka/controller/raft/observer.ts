import type { DurationUs, TimeUs } from '../../../../base/flavor.ts';
import { assertNever, unreachable } from '../../../../base/assert.ts';
import * as words from '../../../../words/run/reasons.ts';
import type { NodeContext, NodeIndex, TimerId } from '../../../kernel/types.ts';
import { planted, type ModelSwitches } from '../../config/modelSwitches.ts';
import type { SnapshotConfig } from '../../config/types.ts';
import type { Fact } from '../../facts.ts';
import type { MetadataBatch } from '../../metadata/records.ts';
import {
  readyAt,
  sendOneWay,
  sendRequest,
  type PendingRequest,
  type RequestTable,
  type RequestTimer,
} from '../../net/requestTable.ts';
import type { FetchSnapshotResponse, LocalMetadataResponse, QuorumLeader, RaftFetchResponse } from '../../protocol/controlPlane.ts';
import type { Message } from '../../protocol/messages.ts';
import { CHANNEL, type BrokerId, type Offset } from '../../types.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import type { MetadataSnapshot, SnapshotId } from '../../metadata/snapshot.ts';
import { applyFetchResponse, fetchRequest, snapshotRequest } from './follower.ts';
import { latestSnapshot, truncateToSnapshot } from './logSnapshots.ts';
import { afterReplay, freshSnapshotGenerator, resetSnapshotCounters, type SnapshotGenerator } from './snapshotGenerator.ts';
import { losePower } from './powerLoss.ts';
import { cloneMetadataLog, emptyMetadataLog, metadataLogOf, readLog, type MetadataLog } from './metadataLog.ts';

/** Longer than any run: inside a process nothing gets lost. */
const NO_TIMEOUT_US = 1_000_000_000_000_000;

/** A broker's own timer for following the quorum. */
export interface ObserverTimer {
  readonly kind: 'observerRetry';
}

/** The part of a broker's configuration that following the quorum needs. */
export interface ObserverConfig {
  readonly controllerQuorumRequestTimeoutUs: DurationUs;
  readonly controllerQuorumRetryBackoffUs: DurationUs;
  readonly snapshots: SnapshotConfig;
  readonly model: ModelSwitches;
}

/** What is now known to be committed and was not handed out before: a snapshot to begin with, if any, and what follows it. */
export interface Committed {
  readonly snapshot: MetadataSnapshot | null;
  readonly batches: readonly MetadataBatch[];
}

/**
 * What a broker knows of the quorum, and its copy of the metadata log. Kafka runs the same `KafkaRaftClient` on brokers
 * as on controllers; an observer is only ever unattached or follower, so this is all that is left of it.
 */
export interface RaftObserver {
  /** The controller in the same process, on a combined node: then all metadata comes from there, and `log` stays empty. */
  readonly local: NodeIndex | null;
  /** `controller.quorum.bootstrap.servers`: whom to ask while the leader is not known. */
  controllers: ReadonlyMap<number, NodeIndex>;
  readonly config: ObserverConfig;
  /** On disk. */
  readonly log: MetadataLog;
  leaderId: number | null;
  /** Where the leader is, as whoever named it said. */
  leaderNode: NodeIndex | null;
  epoch: number;
  /** Null until the leader has told one. */
  highWatermark: Offset | null;
  /** First offset not yet given to the broker. */
  handedOut: Offset;
  /** The leader said that this is to be fetched next. */
  fetchingSnapshot: SnapshotId | null;
  readonly generator: SnapshotGenerator;
  /** Correlation id of the fetch that waits for its answer. */
  inFlight: number | null;
  /** Which controller to ask next while the leader is not known: a position in `controllers`. */
  nextToAsk: number;
  retryTimer: TimerId | null;
  /** It was told to truncate what was committed, and its process ends with the current event: it follows no more. */
  halted: boolean;
}

/** A metadata log of which everything is committed, and who leads (see `formCluster`). */
export interface FormedLog {
  readonly batches: readonly MetadataBatch[];
  readonly leaderId: number;
  readonly epoch: number;
}

export type ObserverContext = NodeContext<Message, ObserverTimer | RequestTimer, Fact>;

/** An observer that knows the controllers and nothing else. */
export function createObserver(
  controllers: ReadonlyMap<number, NodeIndex>,
  config: ObserverConfig,
  local: NodeIndex | null = null,
): RaftObserver {
  return {
    local,
    controllers,
    config,
    log: emptyMetadataLog(),
    leaderId: null,
    leaderNode: null,
    epoch: 0,
    highWatermark: null,
    handedOut: 0,
    fetchingSnapshot: null,
    generator: freshSnapshotGenerator(0),
    inFlight: null,
    nextToAsk: 0,
    retryTimer: null,
    halted: false,
  };
}

/** An observer of a cluster that was formed before the run began: it has applied all of its log. */
export function formedObserver(
  controllers: ReadonlyMap<number, NodeIndex>,
  config: ObserverConfig,
  formed: FormedLog,
  local: NodeIndex | null = null,
): RaftObserver {
  const log = metadataLogOf(formed.batches);
  return {
    ...createObserver(controllers, config, local),
    log: local === null ? log : emptyMetadataLog(),
    leaderId: formed.leaderId,
    leaderNode: controllers.get(formed.leaderId) ?? null,
    epoch: formed.epoch,
    highWatermark: log.endOffset,
    handedOut: log.endOffset,
  };
}

export function cloneObserver(observer: RaftObserver): RaftObserver {
  return { ...observer, log: cloneMetadataLog(observer.log), generator: { ...observer.generator } };
}

/**
 * The power fails before the process dies. An observer flushes nothing by itself, as nobody counts on its copy, and can
 * fetch again what is lost.
 */
export function losePowerOfObserver(observer: RaftObserver, now: TimeUs, pick: (bound: number) => number): void {
  losePower(observer.log, now, pick);
}

/** The broker's process died: only the log on disk is left. What it says is handed out again once it is known to be committed. */
export function crashObserver(observer: RaftObserver): void {
  observer.leaderId = null;
  observer.leaderNode = null;
  observer.epoch = observer.log.lastEpoch;
  observer.highWatermark = null;
  observer.handedOut = 0;
  observer.fetchingSnapshot = null;
  observer.inFlight = null;
  observer.retryTimer = null;
  observer.halted = false;
}

/** The node of the active controller, as far as is known here. */
export function activeController(observer: RaftObserver): NodeIndex | null {
  return observer.leaderNode;
}

/** Sends the first fetch of a process. `self` is the broker's id. */
export function startObserver(
  observer: RaftObserver,
  ctx: ObserverContext,
  requests: RequestTable,
  self: BrokerId,
): void {
  Object.assign(observer.generator, freshSnapshotGenerator(ctx.now));
  fetchNext(observer, ctx, requests, self);
}

/**
 * The answer to a fetch: learns the leader, appends or truncates or takes a snapshot over, and sends the next fetch, at once or
 * after a pause.
 */
export function onObserverResponse(
  observer: RaftObserver,
  ctx: ObserverContext,
  requests: RequestTable,
  self: BrokerId,
  pending: PendingRequest,
  response: RaftFetchResponse | FetchSnapshotResponse | LocalMetadataResponse,
): Committed {
  if (pending.correlationId !== observer.inFlight || observer.halted) return NOTHING;
  observer.inFlight = null;
  if (response.api === 'LocalMetadata') return takeLocal(observer, ctx, requests, response);
  if (!learnFrom(observer, pending.to, response)) {
    retryLater(observer, ctx, ctx.now + observer.config.controllerQuorumRetryBackoffUs);
    return NOTHING;
  }
  if (response.api === 'FetchSnapshot') takeSnapshot(observer, ctx, response.snapshot);
  else if (response.error === 'NONE') takeBatches(observer, ctx, response);
  if (observer.halted) return NOTHING;
  const committed = takeCommitted(observer);
  if (committed.snapshot !== null) resetSnapshotCounters(observer.generator, ctx.now);
  fetchNext(observer, ctx, requests, self);
  return committed;
}

const NOTHING: Committed = { snapshot: null, batches: [] };

function takeLocal(
  observer: RaftObserver,
  ctx: ObserverContext,
  requests: RequestTable,
  response: LocalMetadataResponse,
): Committed {
  setLeader(observer, response);
  observer.epoch = response.leaderEpoch;
  observer.highWatermark = response.highWatermark;
  observer.handedOut = response.highWatermark;
  askLocally(observer, ctx, requests);
  return response;
}

function takeBatches(observer: RaftObserver, ctx: ObserverContext, response: RaftFetchResponse): void {
  const outcome = applyFetchResponse(observer, response);
  if (outcome.kind === 'diverged') halt(observer, ctx, words.leaderLacksCommitted);
  else if (outcome.kind === 'snapshot') observer.fetchingSnapshot = outcome.id;
  else observer.highWatermark = outcome.highWatermark;
}

/** Null when the leader has deleted it meanwhile: its next answer names a later one. */
function takeSnapshot(observer: RaftObserver, ctx: ObserverContext, snapshot: MetadataSnapshot | null): void {
  observer.fetchingSnapshot = null;
  if (snapshot === null) return;
  if (truncateToSnapshot(observer.log, snapshot)) observer.highWatermark = Math.max(observer.highWatermark ?? 0, snapshot.offset);
  else halt(observer, ctx, words.snapshotTooShort);
}

function halt(observer: RaftObserver, ctx: ObserverContext, reason: string): void {
  observer.halted = true;
  ctx.emit({ type: 'NodeHalted', reason });
  ctx.exit();
}

/** What was handed out is applied and has made `image`: a snapshot of it may be due. */
export function onObserverReplayed(
  observer: RaftObserver,
  ctx: ObserverContext,
  batches: readonly MetadataBatch[],
  image: MetadataImage,
): void {
  // On a combined node the controller does it, for both.
  if (observer.local !== null) return;
  afterReplay(observer.generator, ctx, observer.log, observer.config.snapshots, batches, image);
}

/**
 * The fetch got no answer: whoever was asked may be gone, so another controller is asked after a pause. If it was the controller in
 * this process, the process is gone.
 */
export function onObserverFailure(observer: RaftObserver, ctx: ObserverContext, pending: PendingRequest): void {
  if (pending.correlationId !== observer.inFlight) return;
  observer.inFlight = null;
  if (observer.local !== null) {
    ctx.exit();
    return;
  }
  forgetLeader(observer);
  retryLater(observer, ctx, ctx.now + observer.config.controllerQuorumRetryBackoffUs);
}

export function onObserverTimer(
  observer: RaftObserver,
  ctx: ObserverContext,
  requests: RequestTable,
  self: BrokerId,
  timer: ObserverTimer,
): void {
  switch (timer.kind) {
    case 'observerRetry':
      observer.retryTimer = null;
      fetchNext(observer, ctx, requests, self);
      return;
    default:
      assertNever(timer.kind);
  }
}

/** Takes over a newer epoch or leader. False when there is nobody better to ask than the next in turn, later. */
function learnFrom(observer: RaftObserver, asked: NodeIndex, response: RaftFetchResponse | FetchSnapshotResponse): boolean {
  const { error, leaderEpoch } = response;
  const leaderId = response.leaderId < 0 ? null : response.leaderId;
  if (leaderEpoch < observer.epoch || error === 'UNKNOWN_LEADER_EPOCH') {
    forgetLeader(observer);
    return false;
  }
  if (leaderEpoch > observer.epoch || leaderId !== null) {
    if (leaderEpoch > observer.epoch || leaderId !== observer.leaderId) observer.fetchingSnapshot = null;
    observer.epoch = leaderEpoch;
    setLeader(observer, response);
  }
  if (error === 'NONE' || error === 'SNAPSHOT_NOT_FOUND') return true;
  // A leader that has resigned names itself until the next one is elected.
  const isNews = activeController(observer) !== null && (activeController(observer) !== asked || error === 'FENCED_LEADER_EPOCH');
  if (!isNews) forgetLeader(observer);
  return isNews;
}

function setLeader(observer: RaftObserver, { leaderId, leaderNode }: QuorumLeader): void {
  observer.leaderId = leaderId < 0 || leaderNode < 0 ? null : leaderId;
  observer.leaderNode = observer.leaderId === null ? null : leaderNode;
}

function takeCommitted(observer: RaftObserver): Committed {
  const { log, handedOut } = observer;
  const until = planted(observer.config.model, 'APPLY_BEFORE_COMMIT') ? log.endOffset : (observer.highWatermark ?? 0);
  if (until <= handedOut) return NOTHING;
  const snapshot = handedOut === 0 || handedOut < log.startOffset ? latestSnapshot(log) : null;
  const batches = readLog(log, snapshot?.offset ?? handedOut, until, Number.MAX_SAFE_INTEGER);
  observer.handedOut = until;
  return { snapshot, batches };
}

function fetchNext(observer: RaftObserver, ctx: ObserverContext, requests: RequestTable, self: BrokerId): void {
  if (observer.inFlight !== null || observer.halted) return;
  if (observer.local !== null) {
    askLocally(observer, ctx, requests);
    return;
  }
  const to = activeController(observer) ?? nextInTurn(observer);
  const ready = readyAt(requests, to, CHANNEL.raft);
  if (ready > ctx.now) {
    // Its connection broke a moment ago. Somebody else may be reachable.
    forgetLeader(observer);
    retryLater(observer, ctx, Math.min(ready, ctx.now + observer.config.controllerQuorumRetryBackoffUs));
    return;
  }
  const { fetchingSnapshot } = observer;
  const replica = { id: self, directoryId: null };
  const request =
    fetchingSnapshot === null ? fetchRequest(replica, observer.epoch, observer) : snapshotRequest(replica, observer.epoch, fetchingSnapshot);
  const timeoutUs = observer.config.controllerQuorumRequestTimeoutUs;
  observer.inFlight = sendRequest(ctx, requests, to, CHANNEL.raft, request, timeoutUs);
}

function askLocally(observer: RaftObserver, ctx: ObserverContext, requests: RequestTable): void {
  if (observer.local === null) return;
  const { handedOut: offset, epoch: leaderEpoch } = observer;
  const request = { api: 'LocalMetadata', offset, leaderId: observer.leaderId ?? -1, leaderEpoch } as const;
  observer.inFlight = sendRequest(ctx, requests, observer.local, CHANNEL.raft, request, NO_TIMEOUT_US);
}

/** Shuts down the controller in this process, if there is one: the broker is done. */
export function shutDownLocally(observer: RaftObserver, ctx: ObserverContext, requests: RequestTable): void {
  if (observer.local !== null) sendOneWay(ctx, requests, observer.local, CHANNEL.raft, { api: 'LocalShutdown' });
}

function nextInTurn(observer: RaftObserver): NodeIndex {
  const nodes = [...observer.controllers.values()];
  return nodes[observer.nextToAsk % nodes.length] ?? unreachable('there is at least one controller');
}

function forgetLeader(observer: RaftObserver): void {
  observer.leaderId = null;
  observer.leaderNode = null;
  observer.fetchingSnapshot = null;
  observer.nextToAsk = (observer.nextToAsk + 1) % observer.controllers.size;
}

function retryLater(observer: RaftObserver, ctx: ObserverContext, at: TimeUs): void {
  observer.retryTimer ??= ctx.setTimer(at - ctx.now, { kind: 'observerRetry' });
}
