import { describe, expect, it } from 'vitest';
import type { RecordBatch } from '../../kafka/log/recordBatch.ts';
import { offsetsLost } from './endChecks.ts';

function committing(at: number, offset: number): RecordBatch {
  const coordinator = { type: 'OffsetCommit', group: 'g', topic: 't', partition: 0, offset } as const;
  return { baseOffset: at, lastOffset: at, records: [{ id: '', key: null, value: '', timestamp: 0, bytes: 1, coordinator }] } as unknown as RecordBatch;
}

const knowing = (highWatermark: number, offset: number) =>
  ({ highWatermark, offsets: new Map([['g', new Map([['t-0', { offset }]])]]) }) as unknown as Parameters<typeof offsetsLost>[0];

describe('what a coordinator knows', () => {
  const log = [committing(0, 5), committing(1, 8)];

  it('is what was committed last', () => {
    expect(offsetsLost(knowing(2, 8), log)).toBeNull();
    expect(offsetsLost(knowing(2, 5), log)?.guarantee).toBe('offsets-from-log');
  });

  it('may be newer after a change of leaders: it has read its log to the end, and the high watermark follows', () => {
    expect(offsetsLost(knowing(1, 8), log)).toBeNull();
  });
});
