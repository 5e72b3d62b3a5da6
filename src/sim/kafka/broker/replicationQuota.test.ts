import { describe, expect, it } from 'vitest';
import { cloneQuota, isQuotaExceeded, recordTraffic, unlimitedQuota, type QuotaWindow, type ReplicationQuota } from './replicationQuota.ts';

const SECOND = 1_000_000;
const window: QuotaWindow = { samples: 11, sampleUs: SECOND };

function limited(bytesPerSecond: number, traffic: readonly (readonly [number, number])[]): ReplicationQuota {
  const quota = { ...unlimitedQuota(), bytesPerSecond };
  for (const [seconds, bytes] of traffic) recordTraffic(quota, window, bytes, seconds * SECOND);
  return quota;
}

const exceeded = (quota: ReplicationQuota, seconds: number) => isQuotaExceeded(quota, window, seconds * SECOND);

/** Worked out by hand from Kafka's SampledStat and SimpleRate. */
describe('a replication quota', () => {
  it('without a limit is never exceeded', () => {
    const quota = unlimitedQuota();
    recordTraffic(quota, window, 1e9, 0);
    expect(exceeded(quota, 0)).toBe(false);
  });

  it('is exceeded above its limit, not at it, and counts the first second whole', () => {
    expect(exceeded(limited(100, [[5, 100]]), 5)).toBe(false);
    expect(exceeded(limited(100, [[5, 101]]), 5)).toBe(true);
    expect(exceeded(limited(100, [[5, 60], [5.5, 60]]), 5.5)).toBe(true);
  });

  it('recovers as time goes by: 500 bytes at 100 a second take five seconds', () => {
    const quota = limited(100, [[10, 500]]);
    expect(exceeded(quota, 14.9)).toBe(true);
    expect(exceeded(quota, 15)).toBe(false);
  });

  it('looks at all samples together', () => {
    // 300 bytes from the start of the first sample on.
    const quota = limited(100, [[0, 100], [1, 100], [2, 100]]);
    expect(exceeded(quota, 2.5)).toBe(true);
    expect(exceeded(quota, 3)).toBe(false);
  });

  it('forgets what is older than its samples', () => {
    const quota = limited(100, [[0, 5_000]]);
    expect(exceeded(quota, 10.9)).toBe(true);
    expect(exceeded(quota, 11)).toBe(false);
    recordTraffic(quota, window, 100, 11 * SECOND);
    expect(exceeded(quota, 11)).toBe(false);
  });

  it('keeps one sample more than the window has, then takes the oldest again', () => {
    const quota = limited(1, Array.from({ length: 15 }, (_, second) => [second, 10] as const));
    expect(quota.samples).toHaveLength(12);
    expect(quota.samples.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(120);
  });

  it('is not shared by a copy', () => {
    const quota = limited(100, [[5, 50]]);
    const copy = cloneQuota(quota);
    recordTraffic(quota, window, 100, 5 * SECOND);
    expect([exceeded(quota, 5), exceeded(copy, 5)]).toEqual([true, false]);
  });
});
