import type { SeriesView } from '../../store/metrics.ts';
import * as words from '../../words/metrics/lens.ts';

/** Lines are told apart by hue and by dashes. */
const DASHES = ['', '6 3', '2 3', '8 3 2 3', '1 2', '10 4', '4 2 1 2', '3 6'] as const;

export interface SeriesLook {
  readonly hue: string;
  readonly dash: string;
}

export function lookOf(index: number, count: number): SeriesLook {
  return { hue: count === 1 ? 'var(--accent)' : `var(--key-${index % 8})`, dash: DASHES[index % DASHES.length] ?? '' };
}

/** What a line is called: the node and what else tells it from the others; empty where there is one line only. */
export function nameOf({ source, label }: SeriesView): string {
  return [words.source(source), label].filter((part) => part !== '').join(' · ');
}
