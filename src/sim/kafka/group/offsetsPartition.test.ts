import { describe, expect, it } from 'vitest';
import { javaStringHashCode, offsetsPartitionFor } from './offsetsPartition.ts';

// From a JVM: s.hashCode() and Utils.abs(s.hashCode()) % 50. The last but one hashes to Integer.MIN_VALUE.
const known: [group: string, hash: number, partition: number][] = [
  ['', 0, 0],
  ['a', 97, 47],
  ['analytics', -1693017210, 10],
  ['orders', -1008770331, 31],
  ['payments', 1382682413, 13],
  ['checkout', 1536904518, 18],
  ['connect-cluster', 1440343063, 13],
  ['été', 227742, 42],
  ['polygenelubricants', -2147483648, 0],
  ['\u{1F600}', 1772899, 49],
];

describe('javaStringHashCode', () => {
  it.each(known)('%s', (group, hash) => expect(javaStringHashCode(group)).toBe(hash));
});

describe('offsetsPartitionFor', () => {
  it.each(known)('%s', (group, _, partition) => expect(offsetsPartitionFor(group, 50)).toBe(partition));
});
