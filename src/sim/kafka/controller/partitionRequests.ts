import { partitionIn } from '../metadata/image.ts';
import type { MetadataRecord } from '../metadata/records.ts';
import type { AlterPartitionProposal, AlterPartitionRequest, AlterPartitionResponse } from '../protocol/controlPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { NO_LEADER, type TopicPartition } from '../types.ts';
import { alterPartition } from './alterPartition.ts';
import { currentRegistration } from './clusterView.ts';
import type { ControllerNode } from './controllerState.ts';
import { errorResponse } from './errorResponses.ts';
import { applyPartitionChange } from './partitionChange.ts';
import { changeContext, changeRecord } from './partitionRecords.ts';
import type { ControllerResult } from './quorumController.ts';

type AlteredPartition = AlterPartitionResponse['partitions'][number];

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

function alterOne(
  node: ControllerNode,
  request: AlterPartitionRequest,
  proposal: AlterPartitionProposal,
  records: MetadataRecord[],
): AlteredPartition {
  const { image } = node.controller;
  const { topic, topicId, partition } = proposal;
  if (image.topics.get(topic)?.id !== topicId) return refused(proposal, 'UNKNOWN_TOPIC_ID');
  const registration = partitionIn(image, topic, partition);
  const { error, change } = alterPartition(registration, request.broker, proposal, {
    ...changeContext(node, image, topic),
    brokerOf: (broker) => image.brokers.get(broker),
    switches: node.config.model,
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
