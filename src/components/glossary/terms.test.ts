import { describe, expect, it } from 'vitest';
import { findTerm, TERMS } from './terms.ts';

/** Every word that can be asked for, in the spelling in which two of them would collide. */
function words(): string[] {
  return TERMS.flatMap(({ name, also }) => [name, ...(also ?? [])]).map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, ''));
}

describe('the glossary', () => {
  it('explains each word once', () => {
    const all = words();
    expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
    expect(TERMS.length).toBeGreaterThanOrEqual(80);
  });

  it.each(['ISR', 'isr', 'high watermark', 'high-watermark', 'HighWatermark', 'min.insync.replicas', 'in sync', '__consumer_offsets'])('finds %s', (word) => {
    expect(findTerm(word)).toBeDefined();
  });

  it('has nothing for a word it does not know', () => {
    expect(findTerm('zookeeper quorum')).toBeUndefined();
    expect(findTerm('')).toBeUndefined();
  });

  it('is plain: one to four sentences, no exclamation', () => {
    for (const { name, text } of TERMS) {
      const sentences = text.split(/[.:;](?:\s|$)/).filter((part) => part !== '').length;
      expect(sentences, name).toBeLessThanOrEqual(6);
      expect(text, name).toMatch(/\.$/);
      expect(text, name).not.toMatch(/!/);
      expect(text.length, name).toBeLessThan(300);
    }
  });
});
