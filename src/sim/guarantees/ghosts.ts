import type { GuaranteeId } from '../kafka/guaranteeId.ts';
import type { Fact } from '../kafka/facts.ts';
import { partitionName, type Offset, type TopicPartitionName } from '../kafka/types.ts';

/**
 * What an onlooker remembers of a run and no node knows: the ghost variables of the specifications. Fed by facts alone.
 */
export interface Ghosts {
  /** Records acknowledged with acks=all, by partition. */
  readonly acked: Map<TopicPartitionName, Set<string>>;
  /** The highest high watermark that any replica of the partition has had. */
  readonly trueHighWatermark: Map<TopicPartitionName, Offset>;
  /** What consumers were given, by partition and offset. */
  readonly consumed: Map<TopicPartitionName, Map<Offset, string>>;
  /** Which broker led the partition in an epoch. */
  readonly leaders: Map<string, number>;
  /** Promises that a fact alone showed to be broken. */
  readonly broken: Violation[];
}

export interface Violation {
  readonly guarantee: GuaranteeId;
  readonly sentence: string;
}

export function emptyGhosts(): Ghosts {
  return { acked: new Map(), trueHighWatermark: new Map(), consumed: new Map(), leaders: new Map(), broken: [] };
}

/** Takes in facts in the order they were emitted. */
export function observe(ghosts: Ghosts, facts: readonly { readonly fact: Fact }[]): void {
  for (const { fact } of facts) {
    switch (fact.type) {
      case 'BatchAcked':
        if (fact.acks === -1) noteAcked(ghosts, partitionName(fact.topic, fact.partition), fact.recordIds);
        break;
      case 'HighWatermarkAdvanced': {
        const name = partitionName(fact.topic, fact.partition);
        if (fact.to > (ghosts.trueHighWatermark.get(name) ?? 0)) ghosts.trueHighWatermark.set(name, fact.to);
        break;
      }
      case 'RecordsPolled':
        noteConsumed(ghosts, fact);
        break;
      case 'ReplicaBecameLeader':
        noteLeader(ghosts, fact);
        break;
      default:
    }
  }
}

function noteAcked(ghosts: Ghosts, name: TopicPartitionName, ids: readonly string[]): void {
  let acked = ghosts.acked.get(name);
  if (acked === undefined) {
    acked = new Set();
    ghosts.acked.set(name, acked);
  }
  for (const id of ids) acked.add(id);
}

function noteConsumed(ghosts: Ghosts, fact: Fact & { type: 'RecordsPolled' }): void {
  const name = partitionName(fact.topic, fact.partition);
  const limit = ghosts.trueHighWatermark.get(name) ?? 0;
  if (fact.to > limit) {
    const sentence = `${fact.consumer} was given ${name} up to offset ${fact.to}, but only ${limit} was committed.`;
    ghosts.broken.push({ guarantee: 'reads-committed-only', sentence });
  }
  let consumed = ghosts.consumed.get(name);
  if (consumed === undefined) {
    consumed = new Map();
    ghosts.consumed.set(name, consumed);
  }
  fact.ids.forEach((id, index) => {
    const offset = fact.offsets?.[index] ?? fact.from + index;
    const before = consumed.get(offset);
    if (before !== undefined && before !== id) {
      const sentence = `${name} offset ${offset} was read as ${before} and then as ${id}.`;
      ghosts.broken.push({ guarantee: 'reads-consistent', sentence });
    }
    consumed.set(offset, id);
  });
}

function noteLeader(ghosts: Ghosts, fact: Fact & { type: 'ReplicaBecameLeader' }): void {
  const key = `${partitionName(fact.topic, fact.partition)} epoch ${fact.leaderEpoch}`;
  const before = ghosts.leaders.get(key);
  if (before !== undefined && before !== fact.broker) {
    const sentence = `Brokers ${before} and ${fact.broker} both led ${key}.`;
    ghosts.broken.push({ guarantee: 'one-leader-per-epoch', sentence });
  }
  ghosts.leaders.set(key, fact.broker);
}
