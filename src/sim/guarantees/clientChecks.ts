import { listAt, listLength, listPush, listTruncate } from '../../base/chunkedList.ts';
import * as words from '../../words/guarantees/replication.ts';
import { effectiveMinIsr } from '../kafka/broker/highWatermark.ts';
import { maximalIsrSize } from '../kafka/broker/isrRules.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import type { Fact } from '../kafka/facts.ts';
import { batchAt } from '../kafka/log/unifiedLog.ts';
import type { FetchResponse } from '../kafka/protocol/dataPlane.ts';
import { partitionName, type BrokerId } from '../kafka/types.ts';
import { copyOn } from './access.ts';
import { committedAt, recordIn } from './compareLogs.ts';
import { describe } from './completeness.ts';
import type { BrokerGhost, Guarantees } from './state.ts';
import { tellBroken } from './tell.ts';

type FactOf<T extends Fact['type']> = Extract<Fact, { readonly type: T }>;

/**
 * R13: a leader settles that acks=all is done. What it will answer must not be lost from here on. As Kafka does, the maximal ISR is
 * compared with the minimum, not the committed one.
 */
export function noteAcked(guarantees: Guarantees, sim: KafkaSimulation, fact: FactOf<'CommitAnswered'>): void {
  const name = partitionName(fact.topic, fact.partition);
  const ghost = guarantees.partitions.get(name);
  const copy = ghost === undefined ? null : copyOn(guarantees, sim, ghost, fact.broker);
  if (ghost === undefined || copy === null) return;
  const { replica } = copy;
  const { highWatermark } = replica.log;
  const least = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length);
  const size = maximalIsrSize(replica.isr, copy.broker.config.model.noMaximalIsr);
  const to = fact.lastOffset + 1;
  if (highWatermark < to || size < least) {
    const sentence = words.acknowledgedTooEarly(fact.broker, fact.lastOffset, name, highWatermark, size, least);
    tellBroken(guarantees, sim, 'ack-after-commit', name, sentence);
  }
  // It has not heard that another was elected uncleanly: what it promises was given up before.
  if (replica.leaderEpoch < ghost.startsAtEpoch) return;
  const batch = batchAt(replica.log, fact.baseOffset);
  if (to > ghost.trueHighWatermark && batch !== undefined) ghost.ackedEarly.push(batch);
  const last = listLength(ghost.acked) - 1;
  const before = last < 0 ? null : listAt(ghost.acked, last);
  if (before === null || before.to !== fact.baseOffset) {
    listPush(ghost.acked, { from: fact.baseOffset, to });
  } else {
    listTruncate(ghost.acked, last);
    listPush(ghost.acked, { from: before.from, to });
  }
}

/** R14, by what a broker sends to a consumer: nothing at or past the high watermark, and that one is none it never had. */
export function checkFetched(guarantees: Guarantees, sim: KafkaSimulation, from: BrokerGhost, broker: BrokerId, response: FetchResponse): void {
  for (const { topic, partition, batches, highWatermark } of response.partitions) {
    const last = batches[batches.length - 1];
    if (last === undefined) continue;
    const name = partitionName(topic, partition);
    const top = from.views.get(name)?.topHighWatermark ?? highWatermark;
    if (last.lastOffset < Math.min(highWatermark, top)) continue;
    const sentence = words.givesTooMuch(broker, last.lastOffset, name, Math.min(highWatermark, top));
    tellBroken(guarantees, sim, 'reads-committed-only', name, sentence);
  }
}

/** R5 and R14, by what applications are given: what was committed, and at each offset always the same. */
export function noteRead(guarantees: Guarantees, sim: KafkaSimulation, fact: FactOf<'RecordsPolled'>): void {
  const name = partitionName(fact.topic, fact.partition);
  const ghost = guarantees.partitions.get(name);
  if (ghost === undefined) return;
  const { ids, offsets, from, consumer } = fact;
  // What was given up knowingly may have been under way.
  if (ghost.givenUp.size > 0 && ids.some((id) => ghost.givenUp.has(id))) return;
  if (fact.to > ghost.trueHighWatermark) {
    const sentence = words.givenTooMuch(consumer, name, fact.to - 1, ghost.trueHighWatermark);
    tellBroken(guarantees, sim, 'reads-committed-only', name, sentence);
  }
  let batch = committedAt(ghost.committed, from);
  for (let index = 0; index < ids.length; index += 1) {
    const offset = offsets?.[index] ?? from + index;
    if (batch === undefined || offset > batch.lastOffset) batch = committedAt(ghost.committed, offset);
    const record = batch === undefined ? null : recordIn(batch, offset);
    if (record === null || record.id === ids[index]) continue;
    const sentence = words.readsAnother(consumer, ids[index] as string, offset, name, describe(ghost, offset));
    tellBroken(guarantees, sim, 'reads-consistent', name, sentence);
    return;
  }
  if (fact.to > ghost.readUpTo) ghost.readUpTo = fact.to;
}
