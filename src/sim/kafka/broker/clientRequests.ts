import * as words from '../../../words/run/admin.ts';
import { offsetsPartitionFor } from '../group/offsetsPartition.ts';
import { findMaxTimestamp, findOffsetByTimestamp } from '../log/offsetsByTime.ts';
import { localLogStartOffset } from '../log/unifiedLog.ts';
import { reply, sendRequest, type PendingRequest, type ReplyTo } from '../net/requestTable.ts';
import type { AdminResponse } from '../protocol/controlPlane.ts';
import { epochAt } from '../log/leaderEpochFileCache.ts';
import {
  EARLIEST_LOCAL_TIMESTAMP,
  EARLIEST_TIMESTAMP,
  LATEST_TIERED_TIMESTAMP,
  LATEST_TIMESTAMP,
  MAX_TIMESTAMP,
  type ListOffsetsRequest,
  type ListOffsetsResponse,
  type MetadataRequest,
  type MetadataTopic,
} from '../protocol/dataPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { FindCoordinatorRequest } from '../protocol/groups.ts';
import type { ApiRequest } from '../protocol/messages.ts';
import { CHANNEL, CONSUMER_OFFSETS_TOPIC, NO_LEADER } from '../types.ts';
import type { Replica } from './replica.ts';
import { isTiered } from './tierState.ts';
import { controllerNode, missingReplica, replicaOf, type BrokerContext, type BrokerNode } from './brokerState.ts';

/** Requests of admin clients, which brokers pass on to the active controller (`ForwardingManager`). */
export type AdminRequest = Extract<ApiRequest, { readonly api: AdminResponse['api'] }>;

/** Metadata as this broker knows it, which may be old. */
export function handleMetadata(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: MetadataRequest,
): void {
  const brokers = [];
  for (const known of broker.image.brokers.values()) {
    if (!known.fenced) brokers.push({ id: known.id, node: known.node, rack: known.rack });
  }
  const names = request.topics ?? [...broker.image.topics.keys()];
  reply(ctx, replyTo, { api: 'Metadata', brokers, topics: names.map((name) => describeTopic(broker, name)) });
}

function describeTopic(broker: BrokerNode, name: string): MetadataTopic {
  const topic = broker.image.topics.get(name);
  if (topic === undefined) return { name, error: 'UNKNOWN_TOPIC_OR_PARTITION', partitions: [] };
  const isAlive = (id: number): boolean => broker.image.brokers.get(id)?.fenced === false;
  const partitions = topic.partitions.map((registration, partition) => ({
    partition,
    // One that is not alive is not told (`KRaftMetadataCache.getPartitionMetadata`).
    leader: isAlive(registration.leader) ? registration.leader : NO_LEADER,
    leaderEpoch: registration.leaderEpoch,
    replicas: registration.replicas,
    isr: registration.isr,
    offlineReplicas: registration.replicas.filter((id) => !isAlive(id)),
  }));
  return { name, topicId: topic.id, error: 'NONE', partitions };
}

/** Which broker leads the group's partition of `__consumer_offsets` (`KafkaApis.handleFindCoordinatorRequest`). */
export function handleFindCoordinator(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: FindCoordinatorRequest,
): void {
  const topic = broker.image.topics.get(CONSUMER_OFFSETS_TOPIC);
  const partition = offsetsPartitionFor(request.group, topic?.partitions.length ?? 1);
  const leader = topic?.partitions[partition]?.leader ?? -1;
  const registered = broker.image.brokers.get(leader);
  const found = registered !== undefined && !registered.fenced;
  reply(ctx, replyTo, {
    api: 'FindCoordinator',
    error: found ? 'NONE' : 'COORDINATOR_NOT_AVAILABLE',
    coordinator: found ? leader : -1,
    node: found ? registered.node : -1,
  });
}

/** Offsets by time (`ReplicaManager.fetchOffset`); only the leader answers. */
export function handleListOffsets(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: ListOffsetsRequest,
): void {
  const isFollower = (request.replicaId ?? -1) >= 0;
  const partitions = request.partitions.map((asked): ListOffsetsResponse['partitions'][number] => {
    const { topic, partition } = asked;
    const refused = (error: ErrorCode) => ({ topic, partition, error, offset: -1, leaderEpoch: -1 });
    const replica = replicaOf(broker, topic, partition);
    if (replica === undefined) return refused(missingReplica(broker, topic, partition));
    if (asked.currentLeaderEpoch >= 0 && asked.currentLeaderEpoch < replica.leaderEpoch) return refused('FENCED_LEADER_EPOCH');
    if (asked.currentLeaderEpoch > replica.leaderEpoch) return refused('UNKNOWN_LEADER_EPOCH');
    if (replica.role !== 'leader') return refused('NOT_LEADER_OR_FOLLOWER');
    const ofTier = offsetOfTier(broker, replica, asked.timestamp);
    if (ofTier !== null) return { topic, partition, error: 'NONE', offset: ofTier, leaderEpoch: epochAt(replica.log.epochs, ofTier) };
    const { offset, leaderEpoch } = offsetForTime(replica, asked.timestamp, isFollower);
    const isAtEnd = asked.timestamp === LATEST_TIMESTAMP || (asked.timestamp !== EARLIEST_TIMESTAMP && offset < 0);
    // A new leader's high watermark may lie behind what consumers have been told before; the end must not seem to go back.
    if (isAtEnd && !isFollower && replica.leaderEpochStartOffset > replica.log.highWatermark) return refused('OFFSET_NOT_AVAILABLE');
    return { topic, partition, error: 'NONE', offset, leaderEpoch };
  });
  reply(ctx, replyTo, { api: 'ListOffsets', partitions });
}

/** Where the local part begins, and the last offset that is remote, -1 for none; null when something else is asked for (KIP-405, KIP-1005). */
function offsetOfTier(broker: BrokerNode, replica: Replica, timestamp: number): number | null {
  if (timestamp === EARLIEST_LOCAL_TIMESTAMP) return localLogStartOffset(replica.log);
  if (timestamp === LATEST_TIERED_TIMESTAMP) return isTiered(broker, replica) ? replica.tier.highestRemoteOffset : -1;
  return null;
}

/**
 * What a consumer may not read yet it is not told of: then, and when no record is that young, the offset is -1. The epoch is that of
 * the record; with the end it is the leader's, since no record is there yet.
 */
function offsetForTime({ log, leaderEpoch }: Replica, timestamp: number, isFollower: boolean): { readonly offset: number; readonly leaderEpoch: number } {
  if (timestamp === EARLIEST_TIMESTAMP) return { offset: log.logStartOffset, leaderEpoch: epochAt(log.epochs, log.logStartOffset) };
  const end = isFollower ? log.logEndOffset : log.highWatermark;
  if (timestamp === LATEST_TIMESTAMP) return { offset: end, leaderEpoch };
  const found = timestamp === MAX_TIMESTAMP ? findMaxTimestamp(log) : findOffsetByTimestamp(log, timestamp);
  return found !== null && found.offset < end ? found : NOT_FOUND;
}

const NOT_FOUND = { offset: -1, leaderEpoch: -1 } as const;

/** A producer id from this broker's block, asking the controller for a block when it has none left (`RPCProducerIdManager`). */
export function handleInitProducerId(broker: BrokerNode, ctx: BrokerContext, replyTo: ReplyTo): void {
  const ids = broker.producerIds;
  if (ids.next < ids.end) {
    reply(ctx, replyTo, { api: 'InitProducerId', error: 'NONE', producerId: ids.next, producerEpoch: 0 });
    ids.next += 1;
    return;
  }
  ids.waiting.push(replyTo);
  if (ids.inFlight !== null) return;
  const controller = controllerNode(broker);
  if (controller === null) {
    refuseProducerIds(broker, ctx);
    return;
  }
  const request = { api: 'AllocateProducerIds', broker: broker.id, brokerEpoch: broker.lifecycle.brokerEpoch } as const;
  const timeoutUs = broker.config.controllerQuorumRequestTimeoutUs;
  ids.inFlight = sendRequest(ctx, broker.requests, controller, CHANNEL.controller, request, timeoutUs);
}

/** A block arrived (`first`, `count`), or none could be had. */
export function onProducerIds(
  broker: BrokerNode,
  ctx: BrokerContext,
  block: { readonly first: number; readonly count: number } | null,
): void {
  const ids = broker.producerIds;
  ids.inFlight = null;
  if (block === null) {
    refuseProducerIds(broker, ctx);
    return;
  }
  ids.next = block.first;
  ids.end = block.first + block.count;
  const waiting = ids.waiting;
  ids.waiting = [];
  for (const replyTo of waiting) handleInitProducerId(broker, ctx, replyTo);
}

/** The producer asks again, perhaps another broker. */
function refuseProducerIds(broker: BrokerNode, ctx: BrokerContext): void {
  const waiting = broker.producerIds.waiting;
  broker.producerIds.waiting = [];
  for (const replyTo of waiting) {
    reply(ctx, replyTo, { api: 'InitProducerId', error: 'COORDINATOR_NOT_AVAILABLE', producerId: -1, producerEpoch: -1 });
  }
}

/** Passes an admin request on to the active controller and remembers who asked. */
export function forwardToController(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: AdminRequest,
): void {
  const controller = controllerNode(broker);
  if (controller === null) {
    refuseForwarded(ctx, replyTo, request.api);
    return;
  }
  const timeoutUs = broker.config.replicaSocketTimeoutUs;
  const id = sendRequest(ctx, broker.requests, controller, CHANNEL.controller, request, timeoutUs);
  broker.forwarded.set(id, replyTo);
}

/** The controller answered, or (null) could not be reached. */
export function onForwardedAnswer(
  broker: BrokerNode,
  ctx: BrokerContext,
  pending: PendingRequest,
  response: AdminResponse | null,
): void {
  const replyTo = broker.forwarded.get(pending.correlationId);
  if (replyTo === undefined) return;
  broker.forwarded.delete(pending.correlationId);
  if (response === null) refuseForwarded(ctx, replyTo, pending.request.api as AdminResponse['api']);
  else reply(ctx, replyTo, response);
}

function refuseForwarded(ctx: BrokerContext, replyTo: ReplyTo, api: AdminResponse['api']): void {
  reply(ctx, replyTo, { api, error: 'NOT_CONTROLLER', message: words.noController });
}
