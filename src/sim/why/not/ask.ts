import { consumersOf, producersOf } from '../../kafka/cluster.ts';
import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import { whyConsumerIdle, whyProducerBlocked } from './clients.ts';
import type { WhyNot } from './condition.ts';
import { knownPartition, whyHighWatermarkStays, whyNoLeader, whyNotInSync, whyNotWritable } from './partitions.ts';

/** What can be asked, with an example of each. */
export const WHY_NOT_QUESTIONS = ['leader:orders-0', 'high-watermark:orders-0', 'isr:orders-0@3', 'produce:orders-0', 'consumer:c1', 'producer:checkout'] as const;

/** Answers from the conditions of the rule, as they are at this moment. Null when there is no such thing to ask about. */
export function askWhyNot(sim: KafkaSimulation, question: string): WhyNot | null {
  const colon = question.indexOf(':');
  const what = question.slice(0, colon);
  const about = question.slice(colon + 1);
  if (what === 'consumer') {
    const node = consumersOf(sim.world).find(({ id }) => id === about);
    return node === undefined ? null : whyConsumerIdle(sim, node);
  }
  if (what === 'producer') {
    const node = producersOf(sim.world).find(({ id }) => id === about);
    return node === undefined ? null : whyProducerBlocked(sim, node);
  }
  return askOfPartition(sim, what, about);
}

function askOfPartition(sim: KafkaSimulation, what: string, about: string): WhyNot | null {
  const [, topic, number, broker] = /^(.+)-(\d+)(?:@(\d+))?$/.exec(about) ?? [];
  if (topic === undefined || number === undefined) return null;
  const known = knownPartition(sim, { name: `${topic}-${number}`, topic, partition: Number(number) });
  if (known === null) return null;
  switch (what) {
    case 'leader':
      return whyNoLeader(sim, known);
    case 'high-watermark':
      return whyHighWatermarkStays(sim, known);
    case 'produce':
      return whyNotWritable(sim, known);
    case 'isr':
      return broker === undefined ? null : whyNotInSync(sim, known, Number(broker));
    default:
      return null;
  }
}

/** The questions that are of interest about something in the picture: a node, a partition, or a replica (`orders-0@3`). */
export function questionsAbout(sim: KafkaSimulation, target: string): string[] {
  if (/^(consumer|producer):/.test(target)) return [target];
  const [, name, broker] = /^(.+-\d+)(?:@(\d+))?$/.exec(target) ?? [];
  if (name === undefined || askWhyNot(sim, `leader:${name}`) === null) return [];
  return [`leader:${name}`, `high-watermark:${name}`, `produce:${name}`, ...(broker === undefined ? [] : [`isr:${name}@${broker}`])];
}
