import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import type { Recording } from '../recording.ts';
import { lookAtLost, type LostRecord } from './seenRecord.ts';

/** Which record is meant: by its id, or by where it was acknowledged. */
export type LostQuestion = { readonly id: string } | Pick<LostRecord, 'topic' | 'partition' | 'offset'>;

/**
 * The record of a run that is asked about. Of several that were acknowledged at one offset the last that is not in the log. Null when there
 * is no such record, or nobody was told that one is there.
 */
export function findLost(past: Recording, sim: KafkaSimulation, asked: LostQuestion): LostRecord | null {
  if ('id' in asked) {
    const sent = (past.byType.get('RecordSent') ?? []).flatMap(({ fact }) => (fact.type === 'RecordSent' && fact.id === asked.id ? [fact] : [])).at(-1);
    return sent === undefined ? null : { topic: sent.topic, partition: sent.partition, offset: -1, id: sent.id };
  }
  const { topic, partition, offset } = asked;
  const acked = (past.byType.get('BatchAcked') ?? []).flatMap(({ fact }): LostRecord[] => {
    const id = fact.type === 'BatchAcked' && fact.acks !== 0 && fact.topic === topic && fact.partition === partition ? fact.recordIds[offset - fact.baseOffset] : undefined;
    return id === undefined ? [] : [{ topic, partition, offset, id }];
  });
  return acked.findLast((record) => lookAtLost(sim, record)?.record?.id !== record.id) ?? acked.at(-1) ?? null;
}
