import { nameOf } from '../kafka/cluster.ts';
import { replicaOf } from '../kafka/broker/brokerState.ts';
import type { KafkaEvent, KafkaSimulation } from '../kafka/createCluster.ts';
import type { FactView } from '../kafka/factView.ts';
import { partitionName, type TopicPartition } from '../kafka/types.ts';
import { count, type Meter, type Proposal } from './meterState.ts';

/** Remembers what a leader has asked for. */
export function noteProposal(meter: Meter, sim: KafkaSimulation, view: FactView, { topic, partition }: TopicPartition): void {
  const index = sim.world.byName.get(view.node);
  const broker = index === undefined ? undefined : sim.world.nodes[index];
  if (index === undefined || broker?.role !== 'broker') return;
  const replica = replicaOf(broker, topic, partition);
  if (replica === undefined || replica.isr.kind === 'committed') return;
  meter.proposals.set(`${index} ${partitionName(topic, partition)}`, { topic, partition, node: index, state: replica.isr });
}

/**
 * Kafka counts a change of the ISR where the leader asked for it and the controller's answer confirms it
 * (`Partition.handleAlterPartitionUpdate`). One that the leader learns of from the metadata first, and those that the controller makes
 * by itself when it fences a broker, are not counted.
 */
export function settleProposals(meter: Meter, sim: KafkaSimulation, event: KafkaEvent): void {
  for (const [key, proposal] of meter.proposals) {
    if (event.node >= 0 && event.node !== proposal.node) continue;
    const broker = sim.world.nodes[proposal.node];
    const replica = broker?.role === 'broker' ? replicaOf(broker, proposal.topic, proposal.partition) : undefined;
    if (broker === undefined || replica === undefined || replica.role !== 'leader') {
      meter.proposals.delete(key);
      continue;
    }
    if (replica.isr.kind !== 'committed') continue;
    meter.proposals.delete(key);
    if (isAnswer(event) && isMade(proposal, replica.isr.isr)) count(meter, proposal.state.kind === 'pendingExpand' ? 'isrExpands' : 'isrShrinks', 1, nameOf(broker));
  }
}

function isAnswer(event: KafkaEvent): boolean {
  if (event.kind !== 'deliver' && event.kind !== 'handle') return false;
  const { body } = event.payload;
  return body.type === 'response' && body.response.api === 'AlterPartition';
}

function isMade({ state }: Proposal, isr: readonly number[]): boolean {
  return state.kind === 'pendingExpand' ? isr.includes(state.newReplica) : !state.outOfSync.some((member) => isr.includes(member));
}
