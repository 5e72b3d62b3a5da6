import { planted } from '../config/modelSwitches.ts';
import type { MetadataImage } from '../metadata/image.ts';
import type { MetadataRecord } from '../metadata/records.ts';
import { NO_LEADER } from '../types.ts';
import { effectiveMinIsr, isActiveBroker, isUncleanElectionEnabled } from './clusterView.ts';
import type { ControllerNode } from './controllerState.ts';
import { leaderAndIsrUpdate, type BrokerEvent, type LeaderAndIsrContext } from './leaderAndIsrUpdate.ts';
import {
  applyPartitionChange,
  type PartitionChange,
  type PartitionChangeContext,
  type PartitionRegistration,
} from './partitionChange.ts';

/** The record that makes `change` of a partition. */
export function changeRecord(
  topic: string,
  partition: number,
  registration: PartitionRegistration,
  change: PartitionChange,
): MetadataRecord {
  return {
    type: 'PartitionChange',
    topic,
    partition,
    leader: change.leader ?? null,
    registration: applyPartitionChange(registration, change),
  };
}

/** What decides about changes of a topic's partitions now. */
export function changeContext(
  node: ControllerNode,
  image: MetadataImage,
  topic: string,
): PartitionChangeContext & LeaderAndIsrContext {
  const isActive = (broker: number): boolean => isActiveBroker(image, broker);
  return {
    isActive,
    isAcceptableLeader: isActive,
    minIsr: effectiveMinIsr(node, image, topic),
    // Clusters created since 4.1 keep eligible leader replicas (`eligible.leader.replicas.version` 1).
    elrEnabled: !node.config.model.elrOff,
    uncleanLeaderElection: isUncleanElectionEnabled(node, image, topic),
  };
}

/**
 * Changes of all partitions that a broker's fencing, unfencing or shutdown concerns. Kafka keeps an index of them
 * (`BrokersToIsrs`); such events are rare enough here to look at every partition.
 */
export function brokerEventRecords(node: ControllerNode, image: MetadataImage, event: BrokerEvent): MetadataRecord[] {
  const records: MetadataRecord[] = [];
  for (const topic of image.topics.values()) {
    let context: LeaderAndIsrContext | null = null;
    topic.partitions.forEach((registration, partition) => {
      if (!isConcerned(registration, event)) return;
      context ??= changeContext(node, image, topic.name);
      const known = planted(node.config.model, 'ELECT_NON_ISR') ? { ...registration, isr: registration.replicas } : registration;
      const change = leaderAndIsrUpdate(known, event, context);
      if (change === null) return;
      const sameEpoch = change.leader !== undefined && planted(node.config.model, 'NO_LEADER_EPOCH_BUMP');
      records.push(changeRecord(topic.name, partition, sameEpoch ? { ...registration, leaderEpoch: registration.leaderEpoch - 1 } : registration, change));
    });
  }
  return records;
}

function isConcerned(partition: PartitionRegistration, event: BrokerEvent): boolean {
  switch (event.kind) {
    case 'added':
      return partition.leader === NO_LEADER;
    case 'removed':
      return partition.isr.includes(event.broker);
    case 'uncleanShutdown':
      return partition.isr.includes(event.broker) || partition.elr.includes(event.broker);
  }
}
