import { expect, it } from 'vitest';
import { addBucket, bucketsOf, emptyBucket, seriesKey, STEP_US, type Bucket } from './buckets.ts';

const RATE = seriesKey('messagesIn', 'broker-1');
const GAUGE = seriesKey('underReplicated', 'broker-1');

function filled(steps: number): Bucket[][] {
  const levels: Bucket[][] = [[]];
  for (let step = 0; step < steps; step += 1) {
    const bucket = emptyBucket(step * STEP_US, (step + 1) * STEP_US);
    bucket.counts.set(RATE, 1);
    bucket.gauges.set(GAUGE, { last: step, low: step, high: step });
    addBucket(levels, bucket);
  }
  return levels;
}

it('what is long ago is told of longer stretches, without a gap, and nothing that was counted is lost', () => {
  const hour = 7_200;
  const buckets = bucketsOf(filled(hour));
  expect(buckets.reduce((sum, { counts }) => sum + (counts.get(RATE) ?? 0), 0)).toBe(hour);
  expect(buckets[0]?.from).toBe(0);
  expect(buckets.at(-1)?.to).toBe(hour * STEP_US);
  buckets.slice(1).forEach((bucket, index) => {
    expect(bucket.from).toBe(buckets[index]?.to);
    expect(bucket.to - bucket.from).toBeLessThanOrEqual((buckets[index]?.to ?? 0) - (buckets[index]?.from ?? 0));
  });
  expect(buckets.length).toBeLessThan(1_500);
});

it('a joined gauge keeps its last value and its extremes', () => {
  const first = bucketsOf(filled(2_000))[0];
  expect(first?.to).toBe(4 * STEP_US);
  expect(first?.gauges.get(GAUGE)).toEqual({ last: 3, low: 0, high: 3 });
});
