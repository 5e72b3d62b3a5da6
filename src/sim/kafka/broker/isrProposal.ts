import type { AlterPartitionProposal } from '../protocol/controlPlane.ts';
import type { BrokerId } from '../types.ts';
import type { BrokerNode } from './brokerState.ts';
import { followerOf, type Replica } from './replica.ts';

/** Whether the controller still owes an answer about the partition; until then no other change is asked for (OPERATION_NOT_ATTEMPTED). */
export function hasProposal(broker: BrokerNode, replica: Replica): boolean {
  return broker.alterPartition.unsent.get(replica.name)?.topicId === replica.topicId;
}

/**
 * Asks for an ISR, as things are now: who has started anew by the time the controller reads it is not meant any more
 * (KIP-903). Kafka: `Partition.prepareIsrExpand`, `prepareIsrShrink`, `AlterPartitionManager.submit`.
 */
export function submitProposal(broker: BrokerNode, replica: Replica, isr: readonly BrokerId[]): void {
  const proposal: AlterPartitionProposal = {
    topic: replica.topic,
    topicId: replica.topicId,
    partition: replica.partition,
    leaderEpoch: replica.leaderEpoch,
    partitionEpoch: replica.partitionEpoch,
    isr: isr.map((id) => ({ broker: id, brokerEpoch: epochOf(broker, replica, id) })),
    leaderRecoveryState: 'RECOVERED',
  };
  broker.alterPartition.unsent.set(replica.name, proposal);
}

/** The epoch of the incarnation that fetched; -1, which is not checked, before the first fetch. */
function epochOf(broker: BrokerNode, replica: Replica, id: BrokerId): number {
  if (broker.config.model.noBrokerEpochCheck) return -1;
  if (id === broker.id) return broker.lifecycle.brokerEpoch;
  return Math.max(-1, followerOf(replica, id)?.brokerEpoch ?? -1);
}
