import { Fragment, useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { ScaleLinear } from 'd3-scale';
import { highestOf, indexAt, niceTop } from '../../scene/charts/chartShapes.ts';
import { nameParts } from '../../scene/charts/nameParts.ts';
import { CATALOGUE, isWorrying, type ChartView, type MeasuredView, type MetricId, type MetricInfo, type SeriesView } from '../../store/metrics.ts';
import type { Lane } from '../../store/state.ts';
import * as words from '../../words/metrics/lens.ts';
import { useAppState } from '../simulatorContext.tsx';
import { clockText } from '../transport/clockText.ts';
import { ChartAbout } from './ChartAbout.tsx';
import { CHART_HEIGHT, ChartPlot, LEFT, PLOT_HEIGHT } from './ChartPlot.tsx';
import { usePointed } from './cursor.ts';
import { formatValue, formatWithUnit, unitAfter } from './formatValue.ts';
import { LifeMarks } from './LifeMarks.tsx';
import { emphasisOf, isAbout, lookOf, nameOf } from './seriesLook.ts';
import { useBrush } from './useBrush.ts';
import type { ShownLife } from './useLife.ts';

interface ChartFigureProps {
  readonly id: MetricId;
  readonly measured: MeasuredView;
  readonly x: ScaleLinear<number, number>;
  readonly width: number;
  readonly faults: Lane['rows'];
  readonly end: number;
  readonly life: ShownLife | null;
  /** Sources of what is selected. */
  readonly about: ReadonlySet<string>;
}

/** Less than a millisecond, or one of anything, is no reason to draw a scale to its top. */
const LEAST_TIME_US = 1_000;

/** One chart: its value where the playhead or the pointer is, its lines, and on demand what it means and its numbers. */
export function ChartFigure({ id, measured, x, width, faults, end, life, about }: ChartFigureProps): ReactNode {
  const info = CATALOGUE[id];
  const chart = measured.charts[id];
  const [isOpen, setOpen] = useState(false);
  const name = useId();
  const index = useIndex(measured);
  const top = niceTop(highestOf(chart.series.map(({ values, high }) => high ?? values)), info.unit === 'time' ? LEAST_TIME_US : 1, info.unit === 'bytes/s');
  const isWorse = chart.series.some(({ values }) => isWorrying(info, values[index] ?? null));
  const brush = useBrush(x, end);
  return (
    <figure className="chart" data-metric={id} data-worry={isWorse ? info.tone : undefined} data-open={isOpen ? '' : undefined} aria-labelledby={name}>
      <div className="chart-head">
        <h4 id={name}>{breakable(info.title)}</h4>
        <button type="button" className="chart-about" aria-expanded={isOpen} aria-label={words.about(info.title)} onClick={() => setOpen(!isOpen)}>
          ?
        </button>
        <Value info={info} chart={chart} index={index} isWorse={isWorse} />
      </div>
      <svg className="chart-svg" width={width} height={CHART_HEIGHT} aria-hidden="true" {...brush}>
        <ChartPlot info={info} chart={chart} measured={measured} x={x} top={top} width={width} faults={faults} isStepped={chart.series.some(({ low }) => low !== undefined)} about={about} />
        {life !== null && <LifeMarks life={life} x={x} />}
        <rect className="chart-veil" y={2} width="0" height={PLOT_HEIGHT + 9} />
        <line className="chart-playhead" y1={2} y2={6 + PLOT_HEIGHT} />
        <Crosshair x={x} />
        {chart.series.length === 0 && (
          <text className="chart-none" x={LEFT + 8} y={6 + PLOT_HEIGHT / 2}>
            {info.unit === 'time' || !info.unit.endsWith('/s') ? words.nobodyReports : words.noneSoFar}
          </text>
        )}
      </svg>
      {chart.series.length > 1 && <Legend info={info} chart={chart} index={index} about={about} />}
      <figcaption className="visually-hidden">{summary(info, chart, measured, index, about)}</figcaption>
      {isOpen && <ChartAbout info={info} chart={chart} measured={measured} />}
    </figure>
  );
}

function breakable(title: string): ReactNode {
  return nameParts(title).map((word, index) => (
    <Fragment key={word}>
      {index > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}

/** The point that was read last where the pointer is, or else the playhead. */
function useIndex({ times }: MeasuredView): number {
  const now = useAppState(({ frame }) => indexAt(times, frame?.now ?? 0));
  const pointed = usePointed((cursor) => (cursor === null ? null : indexAt(times, cursor.at)));
  return pointed ?? now;
}

interface ValueProps {
  readonly info: MetricInfo;
  readonly chart: ChartView;
  readonly index: number;
}

/** The number itself where one line has one; of several the legend has them. */
function Value({ info, chart, index, isWorse }: ValueProps & { readonly isWorse: boolean }): ReactNode {
  const [series] = chart.series;
  const value = chart.series.length === 1 ? (series?.values[index] ?? null) : null;
  return (
    <p className="chart-value">
      {isWorse && <span className="chart-alarm">{words.alarms[info.tone]}</span>}
      {value !== null && (
        <>
          <strong>{formatValue(value, info.unit)}</strong>
          {unitAfter(value, info.unit)}
        </>
      )}
      {value === null && chart.series.length <= 1 && <span>{index < 0 || chart.series.length > 0 ? words.noValue : ''}</span>}
      {chart.series.length > 1 && info.unit !== 'time' && <span>{words.units[info.unit].many}</span>}
    </p>
  );
}

function Legend({ info, chart, index, about }: ValueProps & { readonly about: ReadonlySet<string> }): ReactNode {
  const samples = info.unit === 'time' ? chart.series[0]?.samples?.[index] : undefined;
  return (
    <ul className="chart-legend">
      {chart.series.map((series, at) => {
        const { hue, dash } = lookOf(at, chart.series.length);
        const value = series.values[index] ?? null;
        return (
          <li key={`${series.source} ${series.label}`} data-emphasis={emphasisOf(series, chart, about)}>
            <svg width="18" height="8" aria-hidden="true">
              <line x1="0" x2="18" y1="4" y2="4" style={{ stroke: hue }} strokeDasharray={dash} />
            </svg>
            {nameOf(series)} <b>{value === null ? '–' : formatValue(value, info.unit)}</b>
          </li>
        );
      })}
      {samples !== undefined && <li className="chart-samples">{words.ofSamples(samples)}</li>}
      {chart.leftOut > 0 && <li className="chart-samples">{words.moreWithLess(chart.leftOut)}</li>}
    </ul>
  );
}

/** The line under the pointer, and what has been marked. */
function Crosshair({ x }: { readonly x: (time: number) => number }): ReactNode {
  const at = usePointed((cursor) => (cursor === null ? null : x(cursor.at)));
  const from = usePointed((cursor) => (cursor?.from === null || cursor === null ? null : x(cursor.from)));
  if (at === null) return null;
  return (
    <g className="chart-cross">
      {from !== null && <rect x={Math.min(from, at)} width={Math.abs(at - from)} y={6} height={PLOT_HEIGHT} />}
      <line x1={at} x2={at} y1={6} y2={6 + PLOT_HEIGHT} />
    </g>
  );
}

/** The chart in a sentence or two. */
function summary(info: MetricInfo, { series }: ChartView, { times }: MeasuredView, index: number, about: ReadonlySet<string>): string {
  if (series.length === 0) return words.nothingSoFar(info.title);
  const at = times[index];
  const ordered = [...series.filter((each) => isAbout(each, about)), ...series.filter((each) => !isAbout(each, about))];
  const lines = ordered.slice(0, 4).map((each) => lineWords(each, info, times, index));
  return at === undefined ? words.summary(info.title, lines) : words.summaryAt(info.title, clockText(at), lines);
}

function lineWords(series: SeriesView, info: MetricInfo, times: readonly number[], index: number): string {
  const value = series.values[index] ?? null;
  const name = nameOf(series);
  const now = value === null ? words.noValue : formatWithUnit(value, info.unit);
  let most = -1;
  series.values.forEach((each, at) => {
    if (each !== null && (most < 0 || each > (series.values[most] ?? 0))) most = at;
  });
  const highest = series.values[most] ?? null;
  const line = name === '' ? now : words.lineOf(name, now);
  return highest === null ? line : words.highest(line, formatWithUnit(highest, info.unit), clockText(times[most] ?? 0));
}
