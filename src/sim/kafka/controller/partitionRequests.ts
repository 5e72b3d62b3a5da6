import { partitionIn } from '../metadata/image.ts';
import type { MetadataRecord } from '../metadata/records.ts';
import type {
  AlterPartitionProposal,
  AlterPartitionRequest,
  AlterPartitionResponse,
  ElectLeadersRequest,
} from '../protocol/controlPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { NO_LEADER, type TopicPartition } from '../types.ts';
import { alterPartition } from './alterPartition.ts';
import { currentRegistration, isUncleanElectionEnabled } from './clusterView.ts';
import type { ControllerNode } from './controllerState.ts';
import { errorResponse } from './errorResponses.ts';
import type { ElectionType } from './leaderElection.ts';
import { applyPartitionChange, buildPartitionChange, type PartitionRegistration } from './partitionChange.ts';
import { changeContext, changeRecord } from './partitionRecords.ts';
import type { ControllerResult } from './quorumController.ts';

type AlteredPartition = AlterPartitionResponse['partitions'][number];

/** Most leaders that one sweep elects (`MAX_ELECTIONS_PER_IMBALANCE`). */
const MAX_ELECTIONS = 1000;

/** Leaders ask for a new ISR. Kafka: `ReplicationControlManager.alterPartition`. */
export function alterPartitions(node: ControllerNode, request: AlterPartitionRequest): ControllerResult {
  if (currentRegistration(node.controller.image, request.broker, request.brokerEpoch) === null) {
    return { records: [], response: errorResponse('AlterPartition', 'STALE_BROKER_EPOCH') };
  }
  const records: MetadataRecord[] = [];
  const partitions: AlteredPartition[] = [];
  for (const proposal of request.partitions) partitions.push(alterOne(node, request, proposal, records));
  return { records, response: { api: 'AlterPartition', error: 'NONE', partitions } };
}

/** Asked for by an administrator. One error stands for all: the first. Kafka: `ReplicationControlManager.electLeaders`. */
export function electLeaders(node: ControllerNode, request: ElectLeadersRequest): ControllerResult {
  const election = request.election === 'preferred' ? 'PREFERRED' : 'UNCLEAN';
  const asked = request.partitions ?? allPartitions(node);
  const records: MetadataRecord[] = [];
  let first: { readonly error: ErrorCode; readonly message: string } | null = null;
  for (const { topic, partition } of asked) {
    const outcome = electOne(node, topic, partition, election);
    if (typeof outcome !== 'string') {
      records.push(outcome);
      continue;
    }
    // Whoever asks for all partitions means those that need it.
    if (request.partitions === null && outcome === 'ELECTION_NOT_NEEDED') continue;
    first ??= { error: outcome, message: `${topic}-${partition}: ${ELECTION_MESSAGES[outcome]}` };
  }
  const { error, message } = first ?? { error: 'NONE', message: null };
  return { records, response: { api: 'ElectLeaders', error, message } };
}

/** Moves leaderships back to the first replica of each list where that can lead (`maybeBalancePartitionLeaders`). */
export function balanceLeaders(node: ControllerNode): Sweep {
  return sweep(node, 'PREFERRED', (partition) => partition.leader !== partition.replicas[0]);
}

/** Elects any living replica for leaderless partitions whose topics allow that (`maybeElectUncleanLeaders`). */
export function electUncleanLeaders(node: ControllerNode): Sweep {
  const { image } = node.controller;
  return sweep(
    node,
    'UNCLEAN',
    (partition, topic) => partition.leader === NO_LEADER && isUncleanElectionEnabled(node, image, topic),
  );
}

export interface Sweep {
  readonly records: readonly MetadataRecord[];
  /** There may be more to do. */
  readonly unfinished: boolean;
}

type ElectionError = keyof typeof ELECTION_MESSAGES;

const ELECTION_MESSAGES = {
  UNKNOWN_TOPIC_OR_PARTITION: 'there is no such partition',
  ELECTION_NOT_NEEDED: 'it has the leader that was asked for',
  PREFERRED_LEADER_NOT_AVAILABLE: 'its first replica cannot lead now',
  ELIGIBLE_LEADERS_NOT_AVAILABLE: 'none of its replicas is alive',
} as const;

function alterOne(
  node: ControllerNode,
  request: AlterPartitionRequest,
  proposal: AlterPartitionProposal,
  records: MetadataRecord[],
): AlteredPartition {
  const { image } = node.controller;
  const { topic, partition } = proposal;
  if (!image.topics.has(topic)) return refused(proposal, 'UNKNOWN_TOPIC_ID');
  const registration = partitionIn(image, topic, partition);
  const { error, change } = alterPartition(registration, request.broker, proposal, {
    ...changeContext(node, image, topic),
    brokerOf: (broker) => image.brokers.get(broker),
  });
  if (registration === undefined) return refused(proposal, error);
  if (change !== null) records.push(changeRecord(topic, partition, registration, change));
  if (error !== 'NONE') return refused(proposal, error);
  const after = change === null ? registration : applyPartitionChange(registration, change);
  const { leader, leaderEpoch, isr, partitionEpoch, leaderRecoveryState } = after;
  return { topic, partition, error, leader, leaderEpoch, isr, partitionEpoch, leaderRecoveryState };
}

function refused({ topic, partition }: TopicPartition, error: ErrorCode): AlteredPartition {
  return {
    topic,
    partition,
    error,
    leader: NO_LEADER,
    leaderEpoch: -1,
    isr: [],
    partitionEpoch: -1,
    leaderRecoveryState: 'RECOVERED',
  };
}

/** The record of an election, or why there is none. */
function electOne(
  node: ControllerNode,
  topic: string,
  partition: number,
  election: Exclude<ElectionType, 'ONLINE'>,
): MetadataRecord | ElectionError {
  const { image } = node.controller;
  const registration = partitionIn(image, topic, partition);
  if (registration === undefined) return 'UNKNOWN_TOPIC_OR_PARTITION';
  const isFine =
    election === 'PREFERRED' ? registration.leader === registration.replicas[0] : registration.leader !== NO_LEADER;
  if (isFine) return 'ELECTION_NOT_NEEDED';
  const change = buildPartitionChange(registration, { election }, changeContext(node, image, topic));
  if (change !== null) return changeRecord(topic, partition, registration, change);
  return election === 'PREFERRED' ? 'PREFERRED_LEADER_NOT_AVAILABLE' : 'ELIGIBLE_LEADERS_NOT_AVAILABLE';
}

function sweep(
  node: ControllerNode,
  election: Exclude<ElectionType, 'ONLINE'>,
  isWanted: (partition: PartitionRegistration, topic: string) => boolean,
): Sweep {
  const records: MetadataRecord[] = [];
  for (const topic of node.controller.image.topics.values()) {
    for (const [index, partition] of topic.partitions.entries()) {
      if (!isWanted(partition, topic.name)) continue;
      const outcome = electOne(node, topic.name, index, election);
      if (typeof outcome !== 'string') records.push(outcome);
      if (records.length >= MAX_ELECTIONS) return { records, unfinished: true };
    }
  }
  return { records, unfinished: false };
}

function allPartitions(node: ControllerNode): TopicPartition[] {
  const all: TopicPartition[] = [];
  for (const topic of node.controller.image.topics.values()) {
    topic.partitions.forEach((_, partition) => all.push({ topic: topic.name, partition }));
  }
  return all;
}
