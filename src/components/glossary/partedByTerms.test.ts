import { expect, test } from 'vitest';
import { partedByTerms } from './partedByTerms.ts';

const TERMS = ['lag', 'ISR', 'min.insync.replicas', 'replica.lag.time.max.ms', 'acks=all', 'batch', 'batches'];

test('words are found whole, and by turns with what stands between', () => {
  expect(partedByTerms('The lag of an ISR with acks=all.', TERMS)).toEqual(['The ', 'lag', ' of an ', 'ISR', ' with ', 'acks=all', '.']);
  expect(partedByTerms('It falls to min.insync.replicas.', TERMS)).toEqual(['It falls to ', 'min.insync.replicas', '.']);
  expect(partedByTerms('batches, not a batch', TERMS)).toEqual(['', 'batches', ', not a ', 'batch', '']);
});

test('a part of another word or name is no term', () => {
  for (const text of ['a flag', 'lagging', 'the log-lag', 'records-lag-max', 'after replica.lag.time.max.mss', 'kafka.lag', 'lag.ms']) expect(partedByTerms(text, TERMS)).toEqual([text]);
  expect(partedByTerms('after replica.lag.time.max.ms', TERMS)).toEqual(['after ', 'replica.lag.time.max.ms', '']);
});
