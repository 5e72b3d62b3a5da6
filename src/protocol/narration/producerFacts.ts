import { formatDuration } from '../../base/units.ts';
import { offsets, records } from '../../words/narration/names.ts';
import * as words from '../../words/narration/producers.ts';
import { nameOf, type FactOf, type NarrationFamily } from './telling.ts';

/** Producers and the admin client. */
export const PRODUCER_FACTS = {
  ProducerIdAssigned: { level: 'routine', say: (fact) => words.producerIdAssigned(fact.producer, fact.producerId, fact.producerEpoch) },
  RecordSent: {
    level: 'detail',
    say: (fact) => (fact.key === null ? words.recordSentWithoutKey(fact.producer, nameOf(fact)) : words.recordSent(fact.producer, fact.key, nameOf(fact))),
  },
  BatchSent: { level: 'routine', say: (fact) => words.batchSent(fact.producer, records(fact.records), nameOf(fact), fact.leader, fact.attempt) },
  BatchAcked: { level: 'routine', say: batchAcked },
  BatchRetried: { level: 'routine', say: (fact) => words.batchRetried(fact.producer, records(fact.records), nameOf(fact), fact.error) },
  BatchFailed: { level: 'notable', say: (fact) => words.batchFailed(fact.producer, records(fact.recordIds.length), fact.partition < 0 ? fact.topic : nameOf(fact), fact.error) },
  SendBlocked: {
    level: (fact) => (fact.reason === 'buffer' ? 'notable' : 'routine'),
    say: (fact) => (fact.reason === 'buffer' ? words.bufferFull(fact.producer) : words.waitsForMetadata(fact.producer)),
  },
  MetadataRefreshed: { level: 'detail', say: (_, node) => words.metadataRefreshed(node) },
  AdminDone: { level: 'routine', say: (fact) => words.adminDone(fact.request, fact.what) },
  AdminFailed: { level: 'notable', say: (fact) => words.adminFailed(fact.request, fact.what, fact.error, fact.message) },
} satisfies NarrationFamily;

function batchAcked(fact: FactOf<'BatchAcked'>): string {
  const { producer, acks, baseOffset, recordIds, latencyUs } = fact;
  const what = records(recordIds.length);
  if (acks === 0) return words.batchCountedAsSent(producer, what, nameOf(fact));
  const where = baseOffset < 0 ? null : offsets(baseOffset, baseOffset + recordIds.length - 1);
  return words.batchAcked(producer, what, nameOf(fact), where, formatDuration(latencyUs));
}
