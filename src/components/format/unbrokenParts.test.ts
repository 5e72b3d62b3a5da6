import { describe, expect, it } from 'vitest';
import { unbrokenParts } from './unbrokenParts.ts';

function whole(words: string): string[] {
  const parts = unbrokenParts(words);
  expect(parts.map(({ text }) => text).join('')).toBe(words);
  return parts.filter(({ isWhole }) => isWhole).map(({ text }) => text);
}

describe('what a line is not to end in', () => {
  it('is a number with its unit', () => {
    expect(whole('broker 93, 3 partitions, answered within 480 ms')).toEqual(['480 ms']);
    expect(whole('429,515 ms ago')).toEqual(['429,515 ms']);
    expect(whole('times out in 1 min 20 s, of 5 min')).toEqual(['1 min 20 s', '5 min']);
    expect(whole('208 B with its key')).toEqual(['208 B']);
    expect(whole('3 brokers, 5 sent')).toEqual([]);
  });

  it('is a name with hyphens, unless no line would have room for it', () => {
    expect(whole('topic-01-94, orders-0 and 80 more, and 1 internal')).toEqual(['topic-01-94', 'orders-0']);
    expect(whole('a-topic-with-a-name-that-is-far-too-long-0')).toEqual([]);
    expect(whole('in-sync')).toEqual(['in-sync']);
  });
});
