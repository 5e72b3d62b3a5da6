import * as words from '../../../words/run/topicAnswers.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import type { MetadataImage } from '../metadata/image.ts';
import type { MetadataRecord } from '../metadata/records.ts';
import type {
  AdminResponse,
  CreatePartitionsRequest,
  CreateTopicsRequest,
  DeleteTopicsRequest,
} from '../protocol/controlPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { BrokerId } from '../types.ts';
import { isActiveBroker, usableBrokers } from './clusterView.ts';
import { checkedConfigRecords } from './configRequests.ts';
import type { ControllerContext, ControllerNode } from './controllerState.ts';
import { newPartition, type PartitionRegistration } from './partitionChange.ts';
import type { ControllerResult } from './quorumController.ts';
import { wrongReplicas } from './replicaAssignment.ts';
import { placeReplicas } from './stripedReplicaPlacer.ts';

/** Most partitions that one request may create (`MAX_PARTITIONS_PER_BATCH`). */
const MAX_PARTITIONS = 10_000;
const MAX_NAME_LENGTH = 249;

export interface Refusal {
  readonly error: ErrorCode;
  readonly message: string;
}

type Placement = { readonly partitions: readonly PartitionRegistration[] } | Refusal;

/** Kafka: `ReplicationControlManager.createTopics`. A topic's id is the offset of its record. */
export function createTopic(
  node: ControllerNode,
  ctx: ControllerContext,
  request: CreateTopicsRequest,
): ControllerResult {
  const { image } = node.controller;
  const { name } = request;
  const wrongName = checkTopicName(image, name);
  if (wrongName !== null) return refuse('CreateTopics', wrongName);
  const configs = checkedConfigRecords(node, image, { type: 'topic', name }, request.config, []);
  if ('error' in configs) return refuse('CreateTopics', configs);
  const placement =
    request.assignment === null ? place(node, ctx, request) : placeByHand(node, request, request.assignment);
  if ('error' in placement) return refuse('CreateTopics', placement);
  const records: MetadataRecord[] = [{ type: 'Topic', name, id: image.offset }, ...configs.records];
  records.push(...partitionRecords(name, 0, placement.partitions));
  return accept('CreateTopics', records);
}

/** Kafka: `ReplicationControlManager.createPartitions`. */
export function createPartitions(
  node: ControllerNode,
  ctx: ControllerContext,
  request: CreatePartitionsRequest,
): ControllerResult {
  const { image } = node.controller;
  const { name, count } = request;
  const topic = image.topics.get(name);
  if (topic === undefined) return refuse('CreatePartitions', unknownTopic(name));
  const existing = topic.partitions.length;
  const assignment = request.assignment ?? null;
  const added = count - existing;
  if (added <= 0) {
    const message = words.notMore(name, existing, count);
    return refuse('CreatePartitions', { error: 'INVALID_PARTITIONS', message });
  }
  if (added > MAX_PARTITIONS) return refuse('CreatePartitions', tooManyPartitions(added));
  if (assignment !== null && assignment.length !== added) {
    const message = words.assignedToOthers(added, assignment.length);
    return refuse('CreatePartitions', { error: 'INVALID_REPLICA_ASSIGNMENT', message });
  }
  const replicationFactor = topic.partitions[0]?.replicas.length ?? 1;
  const placement =
    assignment === null
      ? placeStriped(node, ctx, added, replicationFactor)
      : assignByHand(image, assignment, existing, replicationFactor);
  if ('error' in placement) return refuse('CreatePartitions', placement);
  return accept('CreatePartitions', partitionRecords(name, existing, placement.partitions));
}

export function deleteTopic(node: ControllerNode, request: DeleteTopicsRequest): ControllerResult {
  const { name } = request;
  if (!node.controller.image.topics.has(name)) return refuse('DeleteTopics', unknownTopic(name));
  return accept('DeleteTopics', [{ type: 'RemoveTopic', name }]);
}

export function checkTopicName(image: MetadataImage, name: string): Refusal | null {
  const wrong = invalidName(name);
  if (wrong !== null) return { error: 'INVALID_TOPIC_EXCEPTION', message: wrong };
  if (image.topics.has(name)) {
    return { error: 'TOPIC_ALREADY_EXISTS', message: words.topicExists(name) };
  }
  // Kafka's metrics have '_' where a topic has '.', so such names must not meet there.
  const metricName = name.replaceAll('.', '_');
  for (const other of image.topics.keys()) {
    if (other.replaceAll('.', '_') === metricName) {
      return { error: 'INVALID_TOPIC_EXCEPTION', message: words.topicsCollide(name, other) };
    }
  }
  return null;
}

/** Kafka: `Topic.validate`. */
function invalidName(name: string): string | null {
  if (name === '') return words.nameMissing;
  if (name === '.' || name === '..') return words.nameForbidden(name);
  if (name.length > MAX_NAME_LENGTH) return words.nameTooLong(MAX_NAME_LENGTH);
  if (/^[a-zA-Z0-9._-]+$/.test(name)) return null;
  return words.nameHasOthers(name);
}

function place(node: ControllerNode, ctx: ControllerContext, request: CreateTopicsRequest): Placement {
  const { partitions, replicationFactor } = request;
  if (replicationFactor < -1 || replicationFactor === 0) {
    const message = words.tooFewReplicas;
    return { error: 'INVALID_REPLICATION_FACTOR', message };
  }
  if (partitions < -1 || partitions === 0) {
    return { error: 'INVALID_PARTITIONS', message: words.tooFewPartitions };
  }
  if (partitions > MAX_PARTITIONS) return tooManyPartitions(partitions);
  const { numPartitions, defaultReplicationFactor } = node.config;
  return placeStriped(
    node,
    ctx,
    partitions === -1 ? numPartitions : partitions,
    replicationFactor === -1 ? defaultReplicationFactor : replicationFactor,
  );
}

function placeStriped(
  node: ControllerNode,
  ctx: ControllerContext,
  partitions: number,
  replicationFactor: number,
): Placement {
  const { image } = node.controller;
  const random = { nextInt: (bound: number) => scaleToBound(ctx.random('placement'), bound) };
  const placed = placeReplicas(usableBrokers(node), { partitions, replicationFactor }, random);
  if (!placed.ok) return { error: 'INVALID_REPLICATION_FACTOR', message: placed.message };
  const registrations = placed.value.map((replicas) => partitionOn(image, replicas));
  // A broker whose shutdown the controller does not remember is placed on, and is not in sync.
  if (registrations.some(({ isr }) => isr.length === 0)) {
    return { error: 'INVALID_REPLICATION_FACTOR', message: words.notPlaced(words.nobodyAlive) };
  }
  return { partitions: registrations };
}

function placeByHand(
  node: ControllerNode,
  request: CreateTopicsRequest,
  assignment: readonly (readonly BrokerId[])[],
): Placement {
  if (request.replicationFactor !== -1 || request.partitions !== -1) {
    const message = words.countsByHand;
    return { error: 'INVALID_REQUEST', message };
  }
  if (assignment.length > MAX_PARTITIONS) return tooManyPartitions(assignment.length);
  return assignByHand(node.controller.image, assignment, 0, null);
}

/** `replicationFactor` null: whatever the first list has. Kafka: `validateManualPartitionAssignment`. */
function assignByHand(
  image: MetadataImage,
  assignment: readonly (readonly BrokerId[])[],
  firstPartition: number,
  replicationFactor: number | null,
): Placement {
  const partitions: PartitionRegistration[] = [];
  const expected = replicationFactor ?? assignment[0]?.length ?? 0;
  for (const [index, replicas] of assignment.entries()) {
    const partition = firstPartition + index;
    const registration = partitionOn(image, replicas);
    const wrong = wrongReplicas(image, replicas, expected) ?? (registration.isr.length === 0 ? words.nobodyAlive : null);
    if (wrong !== null) {
      return { error: 'INVALID_REPLICA_ASSIGNMENT', message: words.wrongPartition(partition, wrong) };
    }
    partitions.push(registration);
  }
  return { partitions };
}

/** Only brokers that are alive are in sync from the beginning, and the first of them leads. */
function partitionOn(image: MetadataImage, replicas: readonly BrokerId[]): PartitionRegistration {
  return newPartition(
    replicas,
    replicas.filter((broker) => isActiveBroker(image, broker)),
  );
}

function partitionRecords(
  topic: string,
  firstPartition: number,
  partitions: readonly PartitionRegistration[],
): MetadataRecord[] {
  return partitions.map((registration, index) => ({
    type: 'Partition',
    topic,
    partition: firstPartition + index,
    registration,
  }));
}

function unknownTopic(name: string): Refusal {
  return { error: 'UNKNOWN_TOPIC_OR_PARTITION', message: words.noTopic(name) };
}

function tooManyPartitions(partitions: number): Refusal {
  const message = words.tooManyPartitions(partitions, MAX_PARTITIONS);
  return { error: 'POLICY_VIOLATION', message };
}

function accept(api: AdminResponse['api'], records: readonly MetadataRecord[]): ControllerResult {
  return { records, response: { api, error: 'NONE', message: null } };
}

function refuse(api: AdminResponse['api'], { error, message }: Refusal): ControllerResult {
  return { records: [], response: { api, error, message } };
}
