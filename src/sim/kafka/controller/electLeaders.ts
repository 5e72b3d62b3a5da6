import * as words from '../../../words/run/partitionAnswers.ts';
import { partitionIn } from '../metadata/image.ts';
import type { MetadataRecord } from '../metadata/records.ts';
import type { ElectionResult, ElectLeadersRequest } from '../protocol/controlPlane.ts';
import { NO_LEADER, type TopicPartition } from '../types.ts';
import { isUncleanElectionEnabled } from './clusterView.ts';
import type { ControllerNode } from './controllerState.ts';
import type { ElectionType } from './leaderElection.ts';
import { buildPartitionChange, type PartitionRegistration } from './partitionChange.ts';
import { changeContext, changeRecord } from './partitionRecords.ts';
import type { ControllerResult } from './quorumController.ts';

/** Most leaders that one sweep elects (`MAX_ELECTIONS_PER_IMBALANCE`). */
const MAX_ELECTIONS = 1000;

/** What a sweep of the controller's own does. */
export interface Sweep {
  readonly records: readonly MetadataRecord[];
  /** There may be more to do. */
  readonly unfinished: boolean;
}

const ELECTION_MESSAGES = {
  UNKNOWN_TOPIC_OR_PARTITION: words.noSuchPartition,
  ELECTION_NOT_NEEDED: words.electionNotNeeded,
  PREFERRED_LEADER_NOT_AVAILABLE: words.firstCannotLead,
  ELIGIBLE_LEADERS_NOT_AVAILABLE: words.noneAlive,
} as const;

type ElectionError = keyof typeof ELECTION_MESSAGES;

/**
 * Asked for by an administrator: each partition by itself, so that some may succeed and others not. Whoever asks for all
 * partitions means those that need it, and is not told of the others. Kafka: `ReplicationControlManager.electLeaders`.
 */
export function electLeaders(node: ControllerNode, request: ElectLeadersRequest): ControllerResult {
  const election = request.election === 'preferred' ? 'PREFERRED' : 'UNCLEAN';
  const records: MetadataRecord[] = [];
  const results: ElectionResult[] = [];
  for (const { topic, partition } of request.partitions ?? allPartitions(node)) {
    const outcome = electOne(node, topic, partition, election);
    if (typeof outcome !== 'string') {
      records.push(outcome);
      results.push({ topic, partition, error: 'NONE', message: null });
    } else if (request.partitions !== null || outcome !== 'ELECTION_NOT_NEEDED') {
      results.push({ topic, partition, error: outcome, message: ELECTION_MESSAGES[outcome] });
    }
  }
  return { records, response: { api: 'ElectLeaders', error: 'NONE', message: null, results } };
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
