import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ScaleLinear } from 'd3-scale';
import { linePath, runsWhere } from '../../scene/charts/chartShapes.ts';
import type { ChartView, MeasuredView, MetricInfo, SeriesView } from '../../store/metrics.ts';
import { isWorrying } from '../../store/metrics.ts';
import type { Lane } from '../../store/state.ts';
import { tickTexts, timeTicks } from '../timeline/ticks.ts';
import { formatValue } from './formatValue.ts';
import { emphasisOf, lookOf } from './seriesLook.ts';

export const LEFT = 54;
export const RIGHT = 10;
const TOP = 6;
export const PLOT_HEIGHT = 74;
const AXIS = 18;
export const CHART_HEIGHT = TOP + PLOT_HEIGHT + AXIS;
const TICK_ROOM = 60;

export interface PlotProps {
  readonly info: MetricInfo;
  readonly chart: ChartView;
  readonly measured: MeasuredView;
  readonly x: ScaleLinear<number, number>;
  readonly top: number;
  readonly width: number;
  readonly faults: Lane['rows'];
  readonly isStepped: boolean;
  /** Sources of what is selected. */
  readonly about: ReadonlySet<string>;
}

/** Everything of a chart that moves only when there is something new to show. */
export const ChartPlot = memo(function ChartPlot({ info, chart, measured, x, top, width, faults, isStepped, about }: PlotProps): ReactNode {
  const y = (value: number): number => TOP + PLOT_HEIGHT * (1 - value / top);
  const [from = 0, to = 0] = x.domain();
  const ticks = timeTicks(from, to, Math.max(2, Math.floor((width - LEFT) / TICK_ROOM)));
  const texts = tickTexts(ticks);
  const { times, stepUs } = measured;
  const worrying = runsWhere(times, (index) => chart.series.some(({ values, high }) => isWorrying(info, high?.[index] ?? values[index] ?? null)), stepUs);
  return (
    <>
      <Faults rows={faults} x={x} from={from} to={to} known={measured.measuredTo} />
      {[0, top].map((value) => (
        <g key={value} className="chart-level">
          <line x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} />
          <text x={LEFT - 6} y={y(value) + (value === 0 ? 1 : 7)}>{formatValue(value, info.unit)}</text>
        </g>
      ))}
      {ticks.map((tick, index) => (
        <text key={tick} className="chart-tick" x={x(tick)} y={CHART_HEIGHT - 4} data-end={x(tick) > width - 30 ? '' : undefined}>
          {texts[index]}
        </text>
      ))}
      {worrying.map((run) => (
        <rect key={run.from} className="chart-worry" data-tone={info.tone} x={x(Math.max(run.from, from))} width={Math.max(2, x(run.to) - x(Math.max(run.from, from)))} y={TOP + PLOT_HEIGHT + 1} height={3} />
      ))}
      {chart.series.map((series, index) => (
        <Line key={`${series.source} ${series.label}`} series={series} times={times} x={x} y={y} isStepped={isStepped} index={index} count={chart.series.length} emphasis={emphasisOf(series, chart, about)} />
      ))}
    </>
  );
});

interface LineProps {
  readonly series: SeriesView;
  readonly times: readonly number[];
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
  readonly isStepped: boolean;
  readonly index: number;
  readonly count: number;
  readonly emphasis: 'more' | 'less' | undefined;
}

function Line({ series, times, x, y, isStepped, index, count, emphasis }: LineProps): ReactNode {
  const { hue, dash } = lookOf(index, count);
  const { low, high } = series;
  return (
    <g className="chart-series" style={{ stroke: hue }} data-source={series.source} data-emphasis={emphasis}>
      {/* Where a piece holds several readings, they lie in between. */}
      {low?.map((lowest, at) => {
        const highest = high?.[at] ?? null;
        const time = times[at];
        return lowest === null || highest === null || highest === lowest || time === undefined ? null : <line key={time} className="chart-range" x1={x(time)} x2={x(time)} y1={y(lowest)} y2={y(highest)} />;
      })}
      <path className="chart-line" d={linePath(times, series.values, x, y, isStepped)} strokeDasharray={dash} />
    </g>
  );
}

interface FaultsProps {
  readonly rows: Lane['rows'];
  readonly x: (time: number) => number;
  readonly from: number;
  readonly to: number;
  /** What lasts, lasts up to here as far as anybody knows. */
  readonly known: number;
}

/** What was wrong when, behind the lines. */
function Faults({ rows, x, from, to, known }: FaultsProps): ReactNode {
  return rows.flatMap(({ key, spans }) =>
    spans
      .filter((span) => span.from <= to && (span.to ?? known) >= from)
      .map((span) => {
        const left = x(Math.max(span.from, from));
        const width = Math.max(2, x(Math.min(span.to ?? known, to)) - left);
        return (
          <g key={`${key} ${span.from}`} className="chart-fault" data-tone={span.tone} data-lasts={span.to === null ? '' : undefined}>
            <rect x={left} width={width} y={TOP} height={PLOT_HEIGHT} />
            <line x1={left} x2={left} y1={TOP} y2={TOP + PLOT_HEIGHT} />
            <title>{span.label}</title>
          </g>
        );
      }),
  );
}
