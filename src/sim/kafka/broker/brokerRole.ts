import { assertNever } from '../../../base/assert.ts';
import {
  onObserverFailure,
  onObserverResponse,
  onObserverTimer,
  shutDownLocally,
  startObserver,
} from '../controller/raft/observer.ts';
import { onCoordinatorTimer, onPeerGone } from '../group/coordinator.ts';
import { WRITEBACK_INTERVAL_US } from '../log/pageCache.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import type { PendingRequest, ReplyTo } from '../net/requestTable.ts';
import type { ApiRequest, ApiResponse } from '../protocol/messages.ts';
import type { RoleHandlers } from '../role.ts';
import { onAlterPartitionFailure, onAlterPartitionResponse, sendAlterPartitions } from './alterPartition.ts';
import {
  attempt,
  beginRegistration,
  communicate,
  continueRunning,
  endUnregistered,
  onHeartbeatResponse,
  onLifecycleFailure,
  onRegistrationResponse,
  setLifecycleState,
} from './brokerLifecycle.ts';
import { cloneBroker, crashBroker, type BrokerContext, type BrokerNode, type BrokerTimer } from './brokerState.ts';
import {
  forwardToController,
  handleFindCoordinator,
  handleInitProducerId,
  handleListOffsets,
  handleMetadata,
  onForwardedAnswer,
  onProducerIds,
} from './clientRequests.ts';
import { applyRoleChanges, coordinatorEnv, passToCoordinator, tellCommitted } from './coordinatorHost.ts';
import { dropDeletesOf, expireDelete, handleDeleteRecords } from './deleteRecords.ts';
import { answerWoken, expireFetches, handleFetch } from './fetch.ts';
import { closeSessionsOf } from './fetchSessions.ts';
import {
  checkpointLogStarts,
  cleanupLogs,
  deleteFiles,
  deleteLeftFiles,
  drawWritebackPhase,
  flushDirtyLogs,
  startLogTasks,
} from './logManager.ts';
import { runLogCleaner, startLogCleaner } from './logCleaner.ts';
import { dropProducesOf, expireProduces } from './parkedProduces.ts';
import { handleOffsetForLeaderEpoch } from './offsetForLeaderEpoch.ts';
import { onRemoteStorageAnswer, onRemoteStorageFailure } from './remoteAnswers.ts';
import { runRemoteLogTasks, startRemoteLogManager } from './remoteLogManager.ts';
import { asksForLocalStart, onEarlierEpoch, onLocalStart } from './tierStateMachine.ts';
import { maybeShrinkIsr } from './partitionLeader.ts';
import { handleProduce } from './produce.ts';
import { afterStart, closeLog } from './replica.ts';
import { publish } from './metadataPublisher.ts';
import { applyImage } from './replicaManager.ts';
import { leave, requestShutdown } from './zk/controlledShutdown.ts';
import { onZkDisconnect } from './zk/zkClient.ts';
import { onZkAnswer, onZkRequestFailed, onZkTimer, routeZk, startZk } from './zk/zkRole.ts';
import {
  onEpochEndOffsets,
  onFetchBackoff,
  onFetchFailure,
  onFetchResponse,
  onPartitionBackoff,
  onRangeResponse,
  runFetchers,
} from './replicaFetcher.ts';

const SHUTDOWN_DEADLINE_US = 300_000_000;

/** A broker: what `BrokerServer` starts and `KafkaApis` routes. */
export const brokerRole: RoleHandlers<BrokerNode, BrokerTimer> = {
  start(broker, ctx) {
    if (broker.zk === null) startObserver(broker.observer, ctx, broker.requests, broker.id);
    if (broker.logTasks.writebackPhaseUs < 0) broker.logTasks.writebackPhaseUs = drawWritebackPhase(ctx, WRITEBACK_INTERVAL_US);
    startPeriodicTasks(broker, ctx);
    startLogCleaner(broker, ctx);
    startRemoteLogManager(broker, ctx);
    if (broker.lifecycle.state === 'running') {
      applyRoleChanges(broker, ctx, applyImage(broker, ctx, broker.image));
      runFetchers(broker, ctx);
      if (broker.zk === null) continueRunning(broker, ctx);
    } else {
      broker.lifecycle.incarnation += 1;
      loadLogs(broker, ctx);
      if (broker.zk === null) beginRegistration(broker, ctx);
      else setLifecycleState(broker, ctx, 'starting');
    }
    if (broker.zk !== null) startZk(broker, broker.zk, ctx);
    afterEvent(broker, ctx);
  },
  onRequest(broker, ctx, replyTo, request, from) {
    // A server of ZooKeeper speaks on the broker's own connection.
    if (!isServing(broker) && request.api !== 'ZkWatchEvent') {
      ctx.disconnect(replyTo.connection);
      return;
    }
    const isDone = broker.zk !== null && routeZk(broker, broker.zk, ctx, replyTo, request, from);
    if (!isDone) route(broker, ctx, replyTo, request);
    afterEvent(broker, ctx);
  },
  onResponse(broker, ctx, pending, response) {
    const isDone = broker.zk !== null && onZkAnswer(broker, broker.zk, ctx, pending, response);
    if (!isDone) answered(broker, ctx, pending, response);
    afterEvent(broker, ctx);
  },
  onFailure(broker, ctx, pending) {
    const isDone = broker.zk !== null && onZkRequestFailed(broker, broker.zk, ctx, pending);
    if (!isDone) failed(broker, ctx, pending);
    afterEvent(broker, ctx);
  },
  onDisconnect(broker, ctx, peer) {
    if (broker.zk !== null) onZkDisconnect(broker, broker.zk, ctx, peer);
  },
  onTimer(broker, ctx, timer) {
    fired(broker, ctx, timer);
    afterEvent(broker, ctx);
  },
  onPeerGone(broker, connection) {
    closeSessionsOf(broker, connection);
    dropProducesOf(broker, connection);
    dropDeletesOf(broker, connection);
    onPeerGone(broker.coordinator, connection);
  },
  crash: crashBroker,
  clone: cloneBroker,
};

/** A broker opens its port when it is unfenced for the first time (`BrokerServer.startup`); here it hangs up until then. */
function isServing({ lifecycle }: BrokerNode): boolean {
  return lifecycle.state === 'running' || lifecycle.state === 'shutting-down';
}

/** What an event made possible is done when it is over, as Kafka's request handlers do with their action queue. */
function afterEvent(broker: BrokerNode, ctx: BrokerContext): void {
  tellCommitted(broker, ctx);
  answerWoken(broker, ctx);
  sendAlterPartitions(broker, ctx);
}

function route(broker: BrokerNode, ctx: BrokerContext, replyTo: ReplyTo, request: ApiRequest): void {
  switch (request.api) {
    case 'Produce':
      return handleProduce(broker, ctx, replyTo, request);
    case 'Fetch':
      return handleFetch(broker, ctx, replyTo, request);
    case 'DeleteRecords':
      return handleDeleteRecords(broker, ctx, replyTo, request);
    case 'ListOffsets':
      return handleListOffsets(broker, ctx, replyTo, request);
    case 'OffsetForLeaderEpoch':
      return handleOffsetForLeaderEpoch(broker, ctx, replyTo, request);
    case 'Metadata':
      return handleMetadata(broker, ctx, replyTo, request);
    case 'InitProducerId':
      return handleInitProducerId(broker, ctx, replyTo);
    case 'FindCoordinator':
      return handleFindCoordinator(broker, ctx, replyTo, request);
    case 'JoinGroup':
    case 'SyncGroup':
    case 'Heartbeat':
    case 'LeaveGroup':
    case 'OffsetCommit':
    case 'OffsetFetch':
      return passToCoordinator(broker, ctx, replyTo, request);
    case 'CreateTopics':
    case 'CreatePartitions':
    case 'DeleteTopics':
    case 'ElectLeaders':
    case 'AlterPartitionReassignments':
    case 'IncrementalAlterConfigs':
    case 'AddRaftVoter':
    case 'RemoveRaftVoter':
      return forwardToController(broker, ctx, replyTo, request);
    default:
      // Only controllers, remote storage or, before Kafka 4.0, ZooKeeper and its clients are asked anything else.
      return;
  }
}

function answered(
  broker: BrokerNode,
  ctx: BrokerContext,
  pending: PendingRequest,
  response: ApiResponse,
): void {
  switch (response.api) {
    case 'Fetch':
      return onFetchResponse(broker, ctx, pending, response);
    case 'ListOffsets':
      return asksForLocalStart(pending) ? onLocalStart(broker, ctx, response) : onRangeResponse(broker, ctx, pending, response);
    case 'OffsetForLeaderEpoch':
      if (!onEarlierEpoch(broker, ctx, pending, response)) onEpochEndOffsets(broker, ctx, pending, response);
      return;
    case 'ListRemoteLogSegments':
    case 'CopyLogSegmentData':
    case 'FetchLogSegment':
    case 'DeleteLogSegmentData':
      return onRemoteStorageAnswer(broker, ctx, pending, response);
    case 'RaftFetch':
    case 'FetchSnapshot':
    case 'LocalMetadata':
      return publish(broker, ctx, onObserverResponse(broker.observer, ctx, broker.requests, broker.id, pending, response));
    case 'AlterPartition':
      return onAlterPartitionResponse(broker, ctx, pending, response);
    case 'BrokerRegistration':
      return onRegistrationResponse(broker, ctx, response);
    case 'BrokerHeartbeat':
      return advanceLifecycle(broker, ctx, onHeartbeatResponse(broker, ctx, response));
    case 'AllocateProducerIds':
      return onProducerIds(broker, ctx, response.error === 'NONE' ? response : null);
    case 'CreateTopics':
    case 'CreatePartitions':
    case 'DeleteTopics':
    case 'ElectLeaders':
    case 'AlterPartitionReassignments':
    case 'IncrementalAlterConfigs':
    case 'AddRaftVoter':
    case 'RemoveRaftVoter':
      return onForwardedAnswer(broker, ctx, pending, response);
    default:
      // Brokers send no other requests.
      return;
  }
}

function advanceLifecycle(
  broker: BrokerNode,
  ctx: BrokerContext,
  outcome: ReturnType<typeof onHeartbeatResponse>,
): void {
  switch (outcome) {
    case 'none':
      return;
    case 'caughtUp':
      setLifecycleState(broker, ctx, 'recovery');
      applyRoleChanges(broker, ctx, applyImage(broker, ctx, broker.image));
      runFetchers(broker, ctx);
      broker.lifecycle.readyToUnfence = true;
      communicate(broker, ctx);
      return;
    case 'unfenced':
      setLifecycleState(broker, ctx, 'running');
      return;
    case 'shutDown':
      stopCleanly(broker, ctx);
      return;
    default:
      assertNever(outcome);
  }
}

function failed(broker: BrokerNode, ctx: BrokerContext, pending: PendingRequest): void {
  switch (pending.request.api) {
    case 'Fetch':
    case 'OffsetForLeaderEpoch':
      return onFetchFailure(broker, ctx, pending);
    case 'ListRemoteLogSegments':
    case 'CopyLogSegmentData':
    case 'FetchLogSegment':
    case 'DeleteLogSegmentData':
      return onRemoteStorageFailure(broker, pending);
    case 'RaftFetch':
    case 'FetchSnapshot':
    case 'LocalMetadata':
      return onObserverFailure(broker.observer, ctx, pending);
    case 'AlterPartition':
      return onAlterPartitionFailure(broker, ctx, pending);
    case 'BrokerRegistration':
    case 'BrokerHeartbeat':
      return onLifecycleFailure(broker, ctx);
    case 'AllocateProducerIds':
      return onProducerIds(broker, ctx, null);
    default:
      return onForwardedAnswer(broker, ctx, pending, null);
  }
}

function fired(broker: BrokerNode, ctx: BrokerContext, timer: BrokerTimer): void {
  switch (timer.kind) {
    case 'communicate':
      broker.lifecycle.timer = null;
      return communicate(broker, ctx);
    case 'attempt':
      broker.lifecycle.timer = null;
      return attempt(broker, ctx);
    case 'shutdownDeadline':
      return stopCleanly(broker, ctx);
    case 'registrationDeadline':
      return endUnregistered(broker, ctx);
    case 'isrExpiration':
      return checkIsrs(broker, ctx);
    case 'highWatermarkCheckpoint':
      return checkpointHighWatermarks(broker, ctx);
    case 'logRetention':
      return cleanupLogs(broker, ctx);
    case 'logFlush':
      return flushDirtyLogs(broker, ctx);
    case 'logStartCheckpoint':
      return checkpointLogStarts(broker);
    case 'deleteExpiry':
      return expireDelete(broker, ctx, timer.id);
    case 'deleteFiles':
      return deleteFiles(broker, ctx, timer);
    case 'remoteLogTask':
      return runRemoteLogTasks(broker, ctx);
    case 'logCleaner':
      return runLogCleaner(broker, ctx);
    case 'fetchExpiry':
      return expireFetches(broker, ctx);
    case 'produceExpiry':
      return expireProduces(broker, ctx);
    case 'alterPartitionRetry':
      broker.alterPartition.retryTimer = null;
      return;
    case 'fetchBackoff':
      return onFetchBackoff(broker, ctx, timer.leader);
    case 'partitionBackoff':
      return onPartitionBackoff(broker, ctx, timer.leader);
    case 'observerRetry':
      return onObserverTimer(broker.observer, ctx, broker.requests, broker.id, timer);
    case 'groupJoin':
    case 'groupSync':
    case 'groupSession':
    case 'groupWrite':
      return onCoordinatorTimer(broker.coordinator, coordinatorEnv(broker, ctx), timer);
    case 'zkReconnect':
    case 'zkPing':
    case 'zkRegister':
    case 'zkRebalance':
    case 'zkShutdownRetry':
    case 'zkChannel':
      if (broker.zk !== null) onZkTimer(broker, broker.zk, ctx, timer);
      return;
    default:
      assertNever(timer);
  }
}

/**
 * Begins a controlled shutdown: the controller moves leaderships away before the process ends, or five minutes pass
 * (`BrokerServer.shutdown`). A broker that is not running yet has nothing to hand over.
 */
export function shutDownBroker(broker: BrokerNode, ctx: BrokerContext): void {
  if (!broker.config.controlledShutdownEnable || broker.lifecycle.state !== 'running') {
    stopCleanly(broker, ctx);
    return;
  }
  setLifecycleState(broker, ctx, 'shutting-down');
  if (broker.zk !== null) {
    requestShutdown(broker, broker.zk, ctx);
    return;
  }
  ctx.setTimer(SHUTDOWN_DEADLINE_US, { kind: 'shutdownDeadline' });
  communicate(broker, ctx);
}

function stopCleanly(broker: BrokerNode, ctx: BrokerContext): void {
  if (broker.zk !== null) {
    leave(broker, broker.zk, ctx);
    return;
  }
  broker.lifecycle.cleanShutdownEpoch = broker.lifecycle.brokerEpoch;
  setLifecycleState(broker, ctx, 'stopped');
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) closeLog(replica, ctx.now);
  }
  shutDownLocally(broker.observer, ctx, broker.requests);
  ctx.exit();
}

/** Takes up the logs that are on disk (`LogManager.loadLogs`). */
function loadLogs(broker: BrokerNode, ctx: BrokerContext): void {
  const wasClean = broker.lifecycle.cleanShutdownEpoch >= 0;
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) {
      afterStart(replica, wasClean, ctx.now);
      deleteLeftFiles(broker, ctx, replica);
    }
  }
}

/** A broker that was running when the run began is anywhere in its periods: no two brokers' tasks run in step. */
function startPeriodicTasks(broker: BrokerNode, ctx: BrokerContext): void {
  const checkUs = Math.floor(broker.config.replicaLagTimeMaxUs / 2);
  const checkpointUs = broker.config.replicaHighWatermarkCheckpointIntervalUs;
  const isFormed = broker.lifecycle.state === 'running';
  const phaseOf = (periodUs: number) => (isFormed ? 1 + scaleToBound(ctx.random('phase'), periodUs) : periodUs);
  ctx.setTimer(phaseOf(checkUs), { kind: 'isrExpiration' });
  ctx.setTimer(phaseOf(checkpointUs), { kind: 'highWatermarkCheckpoint' });
  startLogTasks(broker, ctx, isFormed ? phaseOf : null);
}

/** `ReplicaManager`'s "isr-expiration" task, every half `replica.lag.time.max.ms`. */
function checkIsrs(broker: BrokerNode, ctx: BrokerContext): void {
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) {
      if (replica.role === 'leader') maybeShrinkIsr(broker, ctx, replica);
    }
  }
  ctx.setTimer(Math.floor(broker.config.replicaLagTimeMaxUs / 2), { kind: 'isrExpiration' });
}

function checkpointHighWatermarks(broker: BrokerNode, ctx: BrokerContext): void {
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) replica.checkpointedHighWatermark = replica.log.highWatermark;
  }
  ctx.setTimer(broker.config.replicaHighWatermarkCheckpointIntervalUs, { kind: 'highWatermarkCheckpoint' });
}
