import { describe, expect, it } from 'vitest';
import { cleanedTransactions, readBatch } from './cleanedTransactions.ts';
import type { RecordBatch } from './recordBatch.ts';

const batch = (baseOffset: number, control: RecordBatch['control'], records = 1): RecordBatch => ({
  producerId: 1,
  producerEpoch: 0,
  baseSequence: -1,
  records: Array.from({ length: records }, () => ({ id: 'a', key: 'k', value: 'v', timestamp: 1, bytes: 10 })),
  bytes: 71,
  baseOffset,
  lastOffset: baseOffset,
  offsetDeltas: records === 0 ? [] : null,
  isTransactional: true,
  control,
  deleteHorizonUs: null,
  leaderEpoch: 0,
  maxTimestamp: 1,
});

describe('markers', () => {
  it('of a transaction with data left may not go', () => {
    const state = cleanedTransactions();
    expect(readBatch(state, batch(0, null))).toBe(false);
    expect(readBatch(state, batch(1, 'commit'))).toBe(false);
    expect(readBatch(state, batch(2, 'commit'))).toBe(true);
  });

  it('that are empty end nothing: what they ended went with their record', () => {
    const state = cleanedTransactions();
    readBatch(state, batch(0, null));
    expect(readBatch(state, batch(1, 'commit', 0))).toBe(true);
    expect(readBatch(state, batch(2, 'commit'))).toBe(false);
  });
});
