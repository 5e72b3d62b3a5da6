import { describe, expect, it } from 'vitest';
import type { LibraryEntry } from '../../store/facts.ts';
import { shelfWordOf, shelvesOf } from './shelves.ts';

function entry(id: string, level: string, concepts: readonly string[] = []): LibraryEntry {
  return { id, title: id, summary: '', level, concepts };
}

describe('shelvesOf', () => {
  it('groups by level, easiest first, and keeps the order within a level', () => {
    const shelves = shelvesOf([entry('c', 'core'), entry('a', 'basics'), entry('d', 'core'), entry('b', 'basics')]);
    expect(shelves.map(({ title, entries }) => [title, entries.map(({ id }) => id)])).toEqual([
      ['Basics', ['a', 'b']],
      ['Core', ['c', 'd']],
    ]);
  });

  it('puts rules of the past on a shelf of their own, last', () => {
    const shelves = shelvesOf([entry('old', 'advanced', ['isr', 'history']), entry('new', 'advanced', ['isr'])]);
    expect(shelves.map(({ title, entries }) => [title, entries.map(({ id }) => id)])).toEqual([
      ['Advanced', ['new']],
      ['History: Kafka as it was', ['old']],
    ]);
  });
});

it('what is running is named after its shelf', () => {
  expect(shelfWordOf({ level: 'core', concepts: ['isr'] })).toBe('Core');
  expect(shelfWordOf({ level: 'advanced', concepts: ['kip-101', 'history'] })).toBe('History');
  expect(shelfWordOf({ level: 'own', concepts: [] })).toBe('Your own');
  expect(shelfWordOf({ level: 'other', concepts: [] })).toBe('other');
});
