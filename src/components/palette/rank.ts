import type { PaletteItem } from './paletteItem.ts';

/** So many are shown at most; whoever looks for another one types more of it. */
export const MOST_SHOWN = 60;

/**
 * The items that have every word of the query, best first: words that begin with it before words that have it in them, what
 * is found in the name before what is found beside it; the order of the list decides between equals.
 */
export function rank(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  const wanted = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (wanted.length === 0) return items.slice(0, MOST_SHOWN);
  return items
    .flatMap((item) => {
      const score = scoreOf(item, wanted);
      return score === null ? [] : [{ item, score }];
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_SHOWN)
    .map(({ item }) => item);
}

function scoreOf({ words, about = '' }: PaletteItem, wanted: readonly string[]): number | null {
  const [name, rest] = [words.toLowerCase(), about.toLowerCase()];
  let score = 0;
  for (const word of wanted) {
    if (new RegExp(`(^|[^a-z0-9])${escaped(word)}`).test(name)) score += 4;
    else if (name.includes(word)) score += 2;
    else if (rest.includes(word)) score += 1;
    else return null;
  }
  return name.startsWith(wanted[0] ?? '') ? score + 2 : score;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
