import { expect, it } from 'vitest';
import { nameParts } from './nameParts.ts';

it('parts a name where a word of it begins, and leaves what it is counted by whole', () => {
  expect(nameParts('ReplicationBytesOutPerSec')).toEqual(['Replication', 'Bytes', 'Out', 'PerSec']);
  expect(nameParts('UnderMinIsrPartitionCount').join('|')).toBe('Under|Min|Isr|Partition|Count');
  expect(nameParts('TotalTimeMs, FetchConsumer').join('|')).toBe('Total|Time|Ms, Fetch|Consumer');
  expect(nameParts('record-send-rate')).toEqual(['record-send-rate']);
});
