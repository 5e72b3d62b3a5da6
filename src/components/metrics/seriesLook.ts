import type { ChartView, SeriesView } from '../../store/metrics.ts';
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

export function isAbout({ source }: SeriesView, about: ReadonlySet<string>): boolean {
  return source !== '' && about.has(source);
}

/** How a line stands beside those of what is selected; undefined on a chart that has none of them. */
export function emphasisOf(series: SeriesView, chart: ChartView, about: ReadonlySet<string>): 'more' | 'less' | undefined {
  // As a rule nothing is selected that charts tell of, and no line has to be compared with the others.
  if (about.size === 0) return undefined;
  if (isAbout(series, about)) return 'more';
  return chart.series.some((each) => isAbout(each, about)) ? 'less' : undefined;
}
