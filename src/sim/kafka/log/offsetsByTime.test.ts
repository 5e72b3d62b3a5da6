import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { findMaxTimestamp, findOffsetByTimestamp } from './offsetsByTime.ts';
import { deleteOldSegments, incrementLogStartOffset } from './retention.ts';
import { logHarness } from './testing/logHarness.ts';
import { truncateFullyAndStartAt } from './truncateLog.ts';
import { updateHighWatermark } from './unifiedLog.ts';

describe('conformance', () => {
  for (const c of casesOf<{ records: string; query: number[] }, (number | null)[]>('findOffsetByTimestamp')) {
    it(c.id, () => {
      expect(c.in.records).toBe('offset i has timestamp 10*i, i=40..49');
      const { log, clock, append } = logHarness();
      truncateFullyAndStartAt(log, 40, clock.now);
      for (let i = 40; i < 50; i += 1) append([10 * i]);
      expect(c.in.query.map((timestamp) => findOffsetByTimestamp(log, timestamp)?.offset ?? null)).toEqual(c.expect);
    });
  }
});

describe('an offset by time', () => {
  it('is that of a record inside its batch', () => {
    const { log, append } = logHarness();
    append([10, 20, 30], {}, 3);
    expect(findOffsetByTimestamp(log, 15)).toEqual({ timestamp: 20, offset: 1, leaderEpoch: 3 });
  });

  it('is the first in the log where times do not rise', () => {
    const { log, append } = logHarness();
    append([50, 10, 40]);
    append([20]);
    expect(findOffsetByTimestamp(log, 30)?.offset).toBe(0);
    expect(findOffsetByTimestamp(log, 51)).toBeNull();
  });

  it('passes over what lies before the start of the log', () => {
    const { log, append } = logHarness();
    append([10, 20, 30]);
    append([40]);
    updateHighWatermark(log, 4);
    incrementLogStartOffset(log, 2);
    expect(findOffsetByTimestamp(log, 5)?.offset).toBe(2);
  });

  it('is looked for in the first segment only whose largest time is late enough, even if that record is below the start', () => {
    const { log, append } = logHarness({ 'internal.segment.bytes': 200 });
    append([90]);
    append([10]);
    append([95]);
    updateHighWatermark(log, 3);
    incrementLogStartOffset(log, 1);
    expect(log.segments).toHaveLength(2);
    expect(findOffsetByTimestamp(log, 80)).toBeNull();
    expect(findOffsetByTimestamp(log, 5)?.offset).toBe(1);
  });

  it('is found among what compaction left', () => {
    const { log, copy } = logHarness();
    copy([3, 7, 9], (offset) => offset * 10);
    expect(findOffsetByTimestamp(log, 40)?.offset).toBe(7);
    expect(findOffsetByTimestamp(log, 71)?.offset).toBe(9);
  });
});

describe('the largest timestamp', () => {
  it('is that of the first record that has it', () => {
    const { log, append } = logHarness({ 'internal.segment.bytes': 100 });
    expect(findMaxTimestamp(log)).toBeNull();
    append([10, 70], {}, 2);
    append([70]);
    append([30]);
    expect(findMaxTimestamp(log)).toEqual({ timestamp: 70, offset: 1, leaderEpoch: 2 });
  });

  it('goes with its segment', () => {
    const { log, config, clock, append } = logHarness({ 'internal.segment.bytes': 100, 'retention.bytes': 100, 'retention.ms': -1 });
    append([70]);
    append([30]);
    updateHighWatermark(log, 2);
    deleteOldSegments(log, config, clock);
    expect(findMaxTimestamp(log)?.offset).toBe(1);
  });
});
