import { describe, expect, it } from 'vitest';
import type { PaletteItem } from './paletteItem.ts';
import { MOST_SHOWN, rank } from './rank.ts';

function item(words: string, about?: string): PaletteItem {
  return { id: words, words, ...(about === undefined ? {} : { about }), shelf: 'Cluster', act: () => undefined };
}

const ITEMS = [item('Restart broker 1'), item('Kill broker 1', 'The process ends at once.'), item('Kill broker 11'), item('Shut down broker 1'), item('Play')];
const wordsOf = (query: string): readonly string[] => rank(ITEMS, query).map(({ words }) => words);

describe('the list of commands', () => {
  it('shows what has every word, in any order', () => {
    expect(wordsOf('1 kill')).toEqual(['Kill broker 1', 'Kill broker 11']);
    expect(wordsOf('restart broker')).toEqual(['Restart broker 1']);
    expect(wordsOf('fly')).toEqual([]);
  });

  it('puts what begins with it before what has it inside, and names before what is said beside them', () => {
    expect(rank([item('Replay'), item('Play'), item('Stop', 'the play ends')], 'play').map(({ words }) => words)).toEqual(['Play', 'Replay', 'Stop']);
  });

  it('takes signs for themselves, and shows only so many', () => {
    expect(wordsOf('.*')).toEqual([]);
    expect(rank(Array.from({ length: 100 }, (_, index) => item(`Open ${index}`)), '')).toHaveLength(MOST_SHOWN);
  });
});
