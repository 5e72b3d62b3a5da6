import { assert, unreachable } from '../../../base/assert.ts';
import type { NodeIndex } from '../../kernel/types.ts';
import { createStream, nextUint32, scaleToBound, type Sfc32 } from '../../kernel/rng.ts';
import { applyBatches, EMPTY_IMAGE, type MetadataImage } from '../metadata/image.ts';
import type { MetadataBatch, MetadataRecord } from '../metadata/records.ts';
import { emptyRequestTable } from '../net/requestTable.ts';
import type { ClusterSpec, ControllerSpec } from '../spec.ts';
import { CONSUMER_OFFSETS_TOPIC, type BrokerId } from '../types.ts';
import { freshQuorumController, type ControllerNode } from './controllerState.ts';
import { newPartition } from './partitionChange.ts';
import { metadataLogOf } from './raft/metadataLog.ts';
import { emptyControllerDisk, freshRaftState, NEVER, NO_ELECTION, type RaftRole } from './raft/raftState.ts';
import type { Voter } from './raft/voterSet.ts';
import { leaderRole } from './raft/roles.ts';
import { placeReplicas, type RandomInts, type UsableBroker } from './stripedReplicaPlacer.ts';

/** The metadata log of a cluster that has just been formed and is healthy. Immutable. */
export interface FormedCluster {
  readonly batches: readonly MetadataBatch[];
  /** All of `batches` applied. */
  readonly image: MetadataImage;
  readonly leaderId: number;
  readonly epoch: number;
}

export interface ClusterNodes {
  readonly brokers: ReadonlyMap<BrokerId, NodeIndex>;
  /** By controller id. */
  readonly controllers: ReadonlyMap<number, NodeIndex>;
}

const FORMED_EPOCH = 1;
/** Least `segment.bytes` of a topic since Kafka 4.0; what is smaller is for tests and goes by another name. */
const LEAST_SEGMENT_BYTES = 1_048_576;

/**
 * What the quorum has decided before the run begins: the lowest controller id leads in epoch 1, every broker is registered
 * and unfenced, the spec's topics exist with the first replica leading and every replica in sync. So does
 * `__consumer_offsets`, which Kafka creates when the first group asks for its coordinator; its replication factor is
 * at most the number of brokers, as a small cluster would have had it set.
 */
export function formCluster(spec: ClusterSpec, nodes: ClusterNodes): FormedCluster {
  const leaderId = Math.min(...nodes.controllers.keys());
  const random = randomInts(createStream(spec.seed, 'placement'));
  const voters = [...nodes.controllers.keys()];
  const records: MetadataRecord[] = [{ type: 'LeaderChange', leader: leaderId, voters, grantingVoters: voters }];
  for (const { id, rack } of spec.brokers) {
    const node = nodes.brokers.get(id) ?? unreachable('every broker has a node');
    const brokerEpoch = records.length;
    records.push({ type: 'RegisterBroker', broker: id, brokerEpoch, incarnation: 1, node, rack, fenced: false });
  }
  records.push({ type: 'ProducerIds', nextProducerId: 0 });
  for (const topic of [...spec.topics, ...offsetsTopic(spec)]) addTopic(spec, records, topic, random);
  if (spec.kraftVersion === 1) {
    records.push({ type: 'KRaftVersion', version: 1 }, { type: 'Voters', voters: formedVoters(nodes.controllers) });
  }
  const batch = { baseOffset: 0, lastOffset: records.length - 1, epoch: FORMED_EPOCH, records };
  return { batches: [batch], image: applyBatches(EMPTY_IMAGE, [batch]), leaderId, epoch: FORMED_EPOCH };
}

/** One controller of a formed cluster, in the middle of its role at time 0; `start` sets its timers. */
export function formedController(
  spec: ClusterSpec,
  id: number,
  node: NodeIndex,
  controllers: ReadonlyMap<number, NodeIndex>,
  formed: FormedCluster,
): ControllerNode {
  const config = spec.controllers.find((controller) => controller.id === id)?.config;
  assert(config !== undefined, 'a formed controller is in the spec');
  const { leaderId, epoch, image } = formed;
  const controller: ControllerNode = {
    role: 'controller',
    id,
    node,
    config,
    clusterOverrides: spec.clusterOverrides,
    bootstrap: controllers,
    staticVoters: spec.kraftVersion === 0 ? staticVoters(controllers) : [],
    requests: emptyRequestTable(),
    disk: {
      directoryId: directoryOf(id, 1),
      election: { ...NO_ELECTION, epoch, leaderId },
      log: metadataLogOf(formed.batches),
      toldUpTo: image.offset,
    },
    raft: freshRaftState(),
    controller: { ...freshQuorumController(), committed: image, image },
  };
  controller.raft.highWatermark = image.offset;
  controller.raft.leaderNode = id === leaderId ? null : (controllers.get(leaderId) ?? null);
  controller.raft.role =
    id === leaderId
      ? formedLeader(controller)
      : {
          kind: 'follower',
          fetchTimeoutAt: config.controllerQuorumFetchTimeoutUs,
          hasFetched: true,
          fetchingSnapshot: null,
          updateVoterAt: 2 * config.controllerQuorumFetchTimeoutUs,
        };
  if (id === leaderId) activate(controller, image, epoch);
  return controller;
}

/**
 * A controller that is started for the first time (`kafka-storage format --no-initial-controllers`): it follows the quorum as an
 * observer. With static voters it is none of them either.
 */
export function createController(
  spec: ClusterSpec,
  { id, config }: ControllerSpec,
  node: NodeIndex,
  controllers: ReadonlyMap<number, NodeIndex>,
): ControllerNode {
  return {
    role: 'controller',
    id,
    node,
    config,
    clusterOverrides: spec.clusterOverrides,
    bootstrap: controllers,
    staticVoters: spec.kraftVersion === 0 ? staticVoters(controllers) : [],
    requests: emptyRequestTable(),
    disk: emptyControllerDisk(directoryOf(id, 1)),
    raft: freshRaftState(),
    controller: freshQuorumController(),
  };
}

/**
 * An empty disk instead of the old one, with a directory id of its own. Its vote is forgotten, which only matters with static
 * voters: else it is a voter no more.
 */
export function wipeController(node: ControllerNode): void {
  const [, generation] = node.disk.directoryId.split('.');
  node.disk = emptyControllerDisk(directoryOf(node.id, Number(generation) + 1));
}

/** Stands for the random id that Kafka draws when it formats a disk. */
function directoryOf(id: number, generation: number): string {
  return `${id}.${generation}`;
}

function formedVoters(controllers: ReadonlyMap<number, NodeIndex>): Voter[] {
  return [...controllers].map(([id, node]) => ({ id, directoryId: directoryOf(id, 1), node }));
}

function staticVoters(controllers: ReadonlyMap<number, NodeIndex>): Voter[] {
  return [...controllers].map(([id, node]) => ({ id, directoryId: null, node }));
}

interface FormedTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly assignment: readonly (readonly BrokerId[])[] | null;
  readonly overrides: Readonly<Record<string, string | number | boolean>>;
}

function addTopic(spec: ClusterSpec, records: MetadataRecord[], topic: FormedTopic, random: RandomInts): void {
  const { name, assignment } = topic;
  records.push({ type: 'Topic', name, id: records.length });
  for (const [key, value] of Object.entries(topic.overrides)) {
    records.push({ type: 'Config', resource: 'topic', name, key, value: String(value) });
  }
  for (const [partition, replicas] of (assignment ?? placed(spec, topic, random)).entries()) {
    records.push({ type: 'Partition', topic: name, partition, registration: newPartition(replicas, replicas) });
  }
}

function placed(spec: ClusterSpec, topic: FormedTopic, random: RandomInts): BrokerId[][] {
  const brokers: UsableBroker[] = spec.brokers.map(({ id, rack }) => ({ id, rack, fenced: false }));
  brokers.sort((a, b) => a.id - b.id);
  const { partitions, replicationFactor } = topic;
  const result = placeReplicas(brokers, { partitions, replicationFactor }, random);
  assert(result.ok, 'a spec has brokers enough for its topics');
  return result.value;
}

function offsetsTopic(spec: ClusterSpec): FormedTopic[] {
  const config = spec.brokers[0]?.config;
  if (config === undefined || spec.topics.some((topic) => topic.name === CONSUMER_OFFSETS_TOPIC)) return [];
  const segmentBytes = config.offsetsTopicSegmentBytes;
  const segmentEntry = segmentBytes < LEAST_SEGMENT_BYTES ? 'internal.segment.bytes' : 'segment.bytes';
  return [
    {
      name: CONSUMER_OFFSETS_TOPIC,
      partitions: config.offsetsTopicNumPartitions,
      replicationFactor: Math.min(config.offsetsTopicReplicationFactor, spec.brokers.length),
      assignment: null,
      overrides: { 'cleanup.policy': 'compact', [segmentEntry]: segmentBytes },
    },
  ];
}

/** It has led for a while: the other voters have everything and have just fetched. */
function formedLeader(node: ControllerNode): RaftRole {
  const role = leaderRole(node, 0);
  for (const voter of role.voters.values()) {
    voter.endOffset = node.disk.log.endOffset;
    voter.lastFetchAt = 0;
    voter.lastCaughtUpAt = 0;
    voter.lastFetchLeaderEnd = node.disk.log.endOffset;
  }
  role.beginQuorumAt = role.voters.size === 1 ? NEVER : Math.floor(node.config.controllerQuorumFetchTimeoutUs / 2);
  return { ...role, epochStartOffset: 0 };
}

function activate(node: ControllerNode, image: MetadataImage, epoch: number): void {
  node.controller.activeEpoch = epoch;
  for (const { id, brokerEpoch } of image.brokers.values()) {
    node.controller.contacts.set(id, {
      brokerEpoch,
      lastContactAt: 0,
      metadataOffset: image.offset - 1,
      controlledShutdownOffset: null,
    });
  }
}

function randomInts(stream: Sfc32): RandomInts {
  return { nextInt: (bound) => scaleToBound(nextUint32(stream), bound) };
}
