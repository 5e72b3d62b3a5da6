import { expect, test } from 'vitest';
import { isUnderReplicated } from './underReplicated.ts';

test.each([
  ['all in sync', [1, 2, 3], [1, 2, 3], [], false],
  ['one out', [1, 2], [1, 2, 3], [], true],
  // Kafka's UnderReplicatedPartitions stays 0 while a fourth replica catches up, and counts where one of the three falls behind meanwhile.
  ['one is added', [1, 2, 3], [1, 2, 3, 4], [4], false],
  ['one is added, one out', [1, 2], [1, 2, 3, 4], [4], true],
] as const)('%s', (_, isr, replicas, adding, is) => {
  expect(isUnderReplicated(isr.length, replicas, adding)).toBe(is);
});
