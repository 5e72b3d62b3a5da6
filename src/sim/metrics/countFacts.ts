import { replicaOf, type BrokerNode } from '../kafka/broker/brokerState.ts';
import { brokersOf } from '../kafka/cluster.ts';
import type { KafkaEvent, KafkaSimulation } from '../kafka/createCluster.ts';
import type { FactView } from '../kafka/factView.ts';
import type { Fact } from '../kafka/facts.ts';
import { firstIndexFrom, offsetOf, type ProducerBatch } from '../kafka/log/recordBatch.ts';
import { batchAt } from '../kafka/log/unifiedLog.ts';
import type { Offset, TopicPartition } from '../kafka/types.ts';
import { noteProposal } from './isrChanges.ts';
import { count, time, type Meter } from './meterState.ts';

/** What a fact adds to rates and durations. `event` made it true. */
export function countFact(meter: Meter, sim: KafkaSimulation, view: FactView, event: KafkaEvent | null): void {
  const { fact, node, at } = view;
  switch (fact.type) {
    case 'RecordsAppended':
      appended(meter, node, fact.lastOffset - fact.baseOffset + 1, batchOf(sim, node, fact, fact.baseOffset)?.bytes ?? 0);
      return;
    case 'DuplicateBatchIgnored': {
      // Kafka counts what is appended a second time, although nothing is.
      const batch = batchInRequest(event, fact);
      if (batch !== null) appended(meter, node, batch.records.length, batch.bytes);
      return;
    }
    case 'BatchSent':
      return count(meter, 'recordSend', fact.records, node);
    case 'BatchRetried':
      return count(meter, 'recordRetry', fact.records, node);
    case 'BatchFailed':
      return count(meter, 'recordError', fact.recordIds.length, node);
    case 'RecordsPolled':
      return polled(meter, sim, fact, at);
    case 'IsrChangeProposed':
      return noteProposal(meter, sim, view, fact);
    case 'LeaderElected':
      if (fact.leader < 0) return;
      count(meter, 'leaderElections', 1, node);
      if (!fact.clean) count(meter, 'uncleanLeaderElections', 1, node);
      return;
    case 'GroupStable':
      return count(meter, 'completedRebalances', 1, node);
    default:
  }
}

function appended(meter: Meter, source: string, records: number, bytes: number): void {
  count(meter, 'messagesIn', records, source);
  count(meter, 'bytesIn', bytes, source);
}

function batchOf(sim: KafkaSimulation, name: string, { topic, partition }: TopicPartition, offset: Offset): ProducerBatch | undefined {
  const index = sim.world.byName.get(name);
  const broker = index === undefined ? undefined : sim.world.nodes[index];
  const replica = broker?.role === 'broker' ? replicaOf(broker, topic, partition) : undefined;
  return replica === undefined ? undefined : batchAt(replica.log, offset);
}

function batchInRequest(event: KafkaEvent | null, { topic, partition }: TopicPartition): ProducerBatch | null {
  if (event?.kind !== 'deliver' && event?.kind !== 'handle') return null;
  const { body } = event.payload;
  if (body.type !== 'request' || body.request.api !== 'Produce') return null;
  return body.request.partitions.find((asked) => asked.topic === topic && asked.partition === partition)?.batch ?? null;
}

/** From the time that a record carries, which is when the application gave it to its producer, to when another application gets it. */
function polled(meter: Meter, sim: KafkaSimulation, fact: Extract<Fact, { type: 'RecordsPolled' }>, at: number): void {
  const brokers = brokersOf(sim.world);
  const source = `group:${fact.group}`;
  for (const [index, id] of fact.ids.entries()) {
    const sentAt = timestampOf(brokers, fact, fact.offsets?.[index] ?? fact.from + index, id);
    if (sentAt !== null) time(meter, 'endToEnd', Math.max(0, at - sentAt), source);
  }
}

/** Of whichever copy still has that very record. */
function timestampOf(brokers: readonly BrokerNode[], { topic, partition }: TopicPartition, offset: Offset, id: string): number | null {
  for (const broker of brokers) {
    const replica = replicaOf(broker, topic, partition);
    const batch = replica === undefined ? undefined : batchAt(replica.log, offset);
    if (batch === undefined) continue;
    const index = firstIndexFrom(batch, offset);
    const record = batch.records[index];
    if (record?.id === id && offsetOf(batch, index) === offset) return record.timestamp;
  }
  return null;
}
