import { describe, expect, it, test } from 'vitest';
import { formatDuration, formatSize } from '../../base/units.ts';
import { clockText } from '../transport/clockText.ts';
import { localNumbers } from './localNumbers.ts';

test.each([
  ['en', '14.702', '12,345'],
  ['de-DE', '14,702', '12.345'],
  ['fr-FR', '14,702', '12\u202f345'],
  ['de-CH', '14.702', expect.stringMatching(/^12['’]345$/)],
  ['pt-BR', '14,702', '12.345'],
  // Other digits would not stand in line with the offsets beside them.
  ['ar-EG', '14.702', '12,345'],
])('numbers in %s', (locale, decimal, count) => {
  const numbers = localNumbers(locale);
  expect(numbers.decimal('14.702')).toBe(decimal);
  expect(numbers.count(12_345)).toEqual(count);
  expect(numbers.count(1_234)).toBe('1234');
});

describe('sentences of the simulator', () => {
  const { text } = localNumbers('de-DE');

  it.each([
    ['Producer p has its response after 1.5 ms.', 'Producer p has its response after 1,5 ms.'],
    ['Broker 1 starts: 12.25 KiB of 1.5 MiB.', 'Broker 1 starts: 12,25 KiB of 1,5 MiB.'],
    ['unreachable 2.3 s, session expires in 6.7 s', 'unreachable 2,3 s, session expires in 6,7 s'],
    ['100.5% of 2.5 k', '100,5% of 2,5 k'],
  ])('%s', (written, read) => {
    expect(text(written)).toBe(read);
  });

  it('leaves names, versions and ends of sentences alone', () => {
    for (const words of ['Kafka 4.3 sets min.insync.replicas to 2.', 'topic v1.2s-x has 3. 4 s later', 'orders-0, epoch 4. In sync: 2, 3.', 'address 10.0.0.1 s']) expect(text(words)).toBe(words);
  });

  it('finds every number that a duration or a size is written with', () => {
    for (const us of [1, 1_500, 1_234_567, 61_500_000, 3_661_000_000]) expect(text(formatDuration(us))).toBe(formatDuration(us).replaceAll('.', ','));
    for (const bytes of [12, 1_536, 1_700_000]) expect(text(formatSize(bytes))).toBe(formatSize(bytes).replaceAll('.', ','));
    expect(text(clockText(124_500_045, 6))).toBe('2 min 04,500045 s');
  });
});
