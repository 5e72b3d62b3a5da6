import type { KafkaEvent, KafkaSimulation } from '../../kafka/createCluster.ts';
import type { FactView } from '../../kafka/factView.ts';
import { isOfPartition, note, type RecordLife } from './life.ts';

/** From `send` to the answer: what the producer did with the record, and what brokers said to it. */
export function followWriter(life: RecordLife, sim: KafkaSimulation, event: KafkaEvent | null, facts: readonly FactView[]): void {
  const arrived = arrivalOf(life, sim, event);
  for (const view of facts) {
    const { fact } = view;
    switch (fact.type) {
      case 'RecordSent':
        if (fact.id !== life.id) break;
        life.producer = fact.producer;
        note(life, view, { kind: 'sent', producer: fact.producer, key: fact.key });
        break;
      case 'BatchAcked':
        if (!fact.recordIds.includes(life.id)) break;
        life.isAcknowledged = true;
        note(life, view, { kind: 'acknowledged', producer: fact.producer, acks: fact.acks });
        break;
      case 'BatchFailed':
        if (fact.recordIds.includes(life.id)) note(life, view, { kind: 'failed', producer: fact.producer, error: fact.error });
        break;
      case 'ProduceRefused':
        if (arrived && isOfPartition(life, fact)) note(life, view, { kind: 'refused', broker: fact.broker, error: fact.error });
        break;
      case 'DuplicateBatchIgnored': {
        const offset = life.copies.get(fact.broker)?.[0];
        if (arrived && isOfPartition(life, fact)) note(life, view, { kind: 'recognised', broker: fact.broker, offset: offset ?? fact.baseOffset });
        break;
      }
      default:
    }
  }
}

/** Whether the event brought the record to a broker; notes it. */
function arrivalOf(life: RecordLife, sim: KafkaSimulation, event: KafkaEvent | null): boolean {
  if (event === null || (event.kind !== 'deliver' && event.kind !== 'handle')) return false;
  const { body, from, sentAt } = event.payload;
  if (body.type !== 'request' || body.request.api !== 'Produce') return false;
  const batch = body.request.partitions.find((each) => isOfPartition(life, each) && each.batch.records.some(({ id }) => id === life.id))?.batch;
  if (batch === undefined) return false;
  // What waits for a slow node is delivered first and handled later: it arrived once.
  const [producer, node] = [sim.state.nodes[from]?.name ?? '', sim.state.nodes[event.node]?.name ?? ''];
  const isKnown = life.entries.some(({ step }) => step.kind === 'arrived' && step.sentAt === sentAt && `broker-${step.broker}` === node);
  if (!isKnown) {
    life.attempts += 1;
    const step = { kind: 'arrived', producer: producer.replace(/^producer:/, ''), broker: Number(node.replace('broker-', '')), records: batch.records.length, attempt: life.attempts, sentAt } as const;
    life.entries.push({ at: event.at, event: event.seq, fact: null, step });
  }
  return true;
}
