import type { BrokerId, Offset, TopicPartition } from '../../types.ts';
import type { ConsumerNode } from './consumerState.ts';
import { NO_GENERATION } from './membership.ts';

export interface DescribedPartition extends TopicPartition {
  /** Offset of the next record that the application gets; null while it is being looked up. */
  readonly position: Offset | null;
  /** The group's committed offset, as far as this member knows: the next one to read. */
  readonly committed: Offset | null;
  /** As of the last fetch. */
  readonly highWatermark: Offset | null;
  /** High watermark minus position (`records-lag`); null while one of them is not known. */
  readonly lag: number | null;
  /** The replica in its rack that it reads from; null for the leader. */
  readonly preferredReplica: BrokerId | null;
}

/**
 * `joining`: not a member yet. `rebalancing`: was one and is about to be one again. `closing`: commits and leaves.
 * `created`: not started, or its process has died.
 */
export type ConsumerStatus = 'created' | 'joining' | 'stable' | 'rebalancing' | 'closing' | 'stopped' | 'failed';

export interface ConsumerDescription {
  readonly id: string;
  readonly group: string;
  readonly status: ConsumerStatus;
  readonly failure: string | null;
  readonly paused: boolean;
  /** What the application's thread does. */
  readonly application: 'polling' | 'processing' | 'committing';
  /** Empty before the coordinator has given one. */
  readonly memberId: string;
  /** Null outside a generation. */
  readonly generation: number | null;
  readonly isLeader: boolean;
  readonly coordinator: BrokerId | null;
  readonly partitions: readonly DescribedPartition[];
}

/** What can be seen of a consumer from outside, as a snapshot. */
export function describeConsumer(node: ConsumerNode): ConsumerDescription {
  const { membership } = node;
  const partitions: DescribedPartition[] = [];
  for (const { topic, partition, position, committed, highWatermark, preferredReplica } of node.partitions.values()) {
    const lag = position === null || highWatermark === null ? null : Math.max(0, highWatermark - position);
    partitions.push({ topic, partition, position, committed, highWatermark, lag, preferredReplica });
  }
  return {
    id: node.id,
    group: node.spec.group,
    status: statusOf(node),
    failure: node.failure,
    paused: node.paused,
    application: node.application.kind,
    memberId: membership.memberId,
    generation: membership.generation === NO_GENERATION ? null : membership.generation,
    isLeader: membership.assignedBy !== null,
    coordinator: membership.coordinator?.broker ?? null,
    partitions,
  };
}

function statusOf(node: ConsumerNode): ConsumerStatus {
  switch (node.phase) {
    case 'new':
      return 'created';
    case 'running':
      if (node.membership.state === 'stable' && !node.membership.rejoinNeeded) return 'stable';
      return node.membership.hasBeenMember ? 'rebalancing' : 'joining';
    case 'closing':
    case 'stopped':
    case 'failed':
      return node.phase;
  }
}
