import type { ReactNode } from 'react';
import { logNameOf } from '../../base/logName.ts';
import { CATALOGUE_ORDER, type MeasuredView, type MeasureWindow } from '../../store/metrics.ts';
import * as words from '../../words/metrics/lens.ts';
import { useAppState } from '../simulatorContext.tsx';
import { lifeWords } from './LifeMarks.tsx';
import type { ShownLife } from './useLife.ts';

interface MetricsLitProps {
  readonly life: ShownLife | null;
  readonly about: ReadonlySet<string>;
  readonly by: MeasureWindow['by'];
  readonly measured: MeasuredView | null;
}

/** What on the charts is of the thing that is selected; nothing where nothing is. */
export function MetricsLit({ life, about, by, measured }: MetricsLitProps): ReactNode {
  const selected = useAppState((state) => state.selected);
  if (life !== null) {
    return (
      <p className="metrics-lit">
        <svg className="chart-life" width="10" height="11" viewBox="-5 -5.5 10 11" aria-hidden="true">
          <path d="M0 -5l4.5 5l-4.5 5l-4.5 -5z" />
        </svg>
        <span>{lifeWords(life)}</span>
      </p>
    );
  }
  const [first] = about;
  if (first === undefined || selected === null || measured === null) return null;
  const teller = tellerOf(selected, first);
  if (by === 'all') {
    return (
      <p className="metrics-lit">
        <span>{words.standOutPerNode(teller)}</span>
      </p>
    );
  }
  const charts = CATALOGUE_ORDER.filter((id) => measured.charts[id].series.some(({ source }) => about.has(source))).length;
  return (
    <p className="metrics-lit">
      <span>{charts === 0 ? words.noLineOf(teller) : words.linesOf(teller, charts)}</span>
    </p>
  );
}

function tellerOf(selected: string, first: string): string {
  if (first.startsWith('group:')) return words.groupAndConsumers(first.slice('group:'.length));
  const name = first === selected ? null : logNameOf(selected);
  if (name === null) return words.source(first);
  return (name.broker === null ? words.leaderOf : words.holderOf)(name.name, words.source(first));
}
