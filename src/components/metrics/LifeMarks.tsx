import { memo } from 'react';
import type { ReactNode } from 'react';
import type { LifeMark } from '../../scene/charts/lifeMarks.ts';
import * as words from '../../words/metrics/lens.ts';
import { localText } from '../format/readersNumbers.ts';
import { clockText } from '../transport/clockText.ts';
import { PLOT_HEIGHT } from './ChartPlot.tsx';
import type { ShownLife } from './useLife.ts';

interface LifeMarksProps {
  readonly life: ShownLife;
  readonly x: (time: number) => number;
}

const TOP = 6;

/** When something happened to the record that is followed: a line to the axis with a diamond, or a cross where the worst did. */
export const LifeMarks = memo(function LifeMarks({ life: { record, marks }, x }: LifeMarksProps): ReactNode {
  return marks.map((mark) => (
    <g key={mark.from} className="chart-life" data-from={mark.from} data-to={mark.to} data-steps={mark.steps.length} data-tone={mark.isBad ? 'bad' : undefined} transform={`translate(${x(mark.from).toFixed(1)} ${TOP})`}>
      <line y2={PLOT_HEIGHT} />
      {mark.to > mark.from && <path className="chart-life-span" d={`M0 ${PLOT_HEIGHT}H${(x(mark.to) - x(mark.from)).toFixed(1)}`} />}
      <path d={mark.isBad ? CROSS : DIAMOND} transform={`translate(0 ${PLOT_HEIGHT})`} />
      <title>{words.markTitle(record, timeOf(mark), mark.steps.map(({ sentence }) => localText(sentence)))}</title>
    </g>
  ));
});

const DIAMOND = 'M0 -5l4.5 5l-4.5 5l-4.5 -5z';
const CROSS = 'M-4 -4l8 8m0 -8l-8 8';

function timeOf({ from, to, steps }: LifeMark): string {
  return words.stepsAt(steps.length, clockText(from), clockText(to));
}

/** Where the life lies, as a sentence over the charts. */
export function lifeWords({ record, marks }: ShownLife): string {
  return marks.length === 0 ? words.lifeElsewhere(record) : words.lifeMarked(record, marks.map(timeOf));
}
