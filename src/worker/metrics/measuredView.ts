import type { ChartView, MeasuredView, MeasureWindow, SeriesView } from '../../protocol/metrics/measured.ts';
import { measuredTo, METRIC_IDS, readSeries, seriesKey, seriesName, type Meter, type MetricId, type Reading, type Stretch } from '../../sim/index.ts';

/** Lines that a chart can show and a reader can tell apart. */
const MOST_SERIES = 8;

/** What a meter has of a stretch of time, for the page. */
export function measuredView(meter: Meter, window: MeasureWindow, branch: number, isComplete: boolean): MeasuredView {
  const { stepUs, stretches } = readSeries(meter, window);
  const keys = keysOf(stretches);
  const charts = Object.fromEntries(METRIC_IDS.map((metric) => [metric, chartOf(metric, keys.get(metric) ?? [], stretches)])) as Record<MetricId, ChartView>;
  return { branch, window, measuredTo: measuredTo(meter), isComplete, stepUs, times: stretches.map(({ to }) => to), charts };
}

/** The series of each metric, in the order in which they were first told of. */
function keysOf(stretches: readonly Stretch[]): Map<MetricId, readonly string[]> {
  const found = new Map<MetricId, Set<string>>();
  for (const { readings } of stretches) {
    for (const key of readings.keys()) {
      const { metric } = seriesName(key);
      const keys = found.get(metric);
      if (keys === undefined) found.set(metric, new Set([key]));
      else keys.add(key);
    }
  }
  return new Map([...found].map(([metric, keys]) => [metric, [...keys]]));
}

function chartOf(metric: MetricId, keys: readonly string[], stretches: readonly Stretch[]): ChartView {
  const weights = new Map(keys.map((key) => [key, weightOf(key, stretches)]));
  const ordered = [...keys].sort(bySource);
  const largest = [...ordered].sort((one, other) => (weights.get(other) ?? 0) - (weights.get(one) ?? 0)).slice(0, MOST_SERIES);
  const series = ordered.filter((key) => largest.includes(key)).flatMap((key) => seriesOf(metric, key, stretches));
  return { series, leftOut: keys.length - largest.length };
}

/** Nodes in the order of their numbers; what one of them tells stays in its order. */
function bySource(one: string, other: string): number {
  const [a, b] = [seriesName(one).source, seriesName(other).source];
  if (a === b) return 0;
  return a.length - b.length || (a < b ? -1 : 1);
}

function weightOf(key: string, stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { readings }) => sum + sizeOf(readings.get(key)), 0);
}

function sizeOf(reading: Reading | undefined): number {
  if (reading === undefined) return 0;
  if (reading.kind === 'gauge') return reading.high;
  return reading.kind === 'rate' ? reading.count : reading.samples;
}

/** A broker that reports no gauges is not there to report that nothing happened. */
function isSilent(source: string, stretch: Stretch | undefined): boolean {
  return source.startsWith('broker-') && stretch?.readings.has(seriesKey('leaderCount', source)) !== true;
}

type Stat = 'p50' | 'p95' | 'p99' | 'mean' | 'max';
const STAT_LABELS: Readonly<Record<Stat, string>> = { p50: 'p50', p95: 'p95', p99: 'p99', mean: 'avg', max: 'max' };

function seriesOf(metric: MetricId, key: string, stretches: readonly Stretch[]): SeriesView[] {
  const { source, label } = seriesName(key);
  const readings = stretches.map((stretch) => stretch.readings.get(key));
  const kind = readings.find((reading) => reading !== undefined)?.kind;
  if (kind === 'rate') {
    const values = readings.map((reading, index) => (reading?.kind === 'rate' ? (reading.count * 1_000_000) / lengthOf(stretches, index) : isSilent(source, stretches[index]) ? null : 0));
    return [{ source, label, values }];
  }
  if (kind === 'gauge') {
    const part = (name: 'last' | 'low' | 'high'): (number | null)[] => readings.map((reading) => (reading?.kind === 'gauge' ? reading[name] : null));
    return [{ source, label, values: part('last'), low: part('low'), high: part('high') }];
  }
  const samples = readings.map((reading) => (reading?.kind === 'times' ? reading.samples : 0));
  return statsOf(metric, source).map((stat) => ({
    source,
    label: STAT_LABELS[stat],
    values: readings.map((reading) => (reading?.kind === 'times' ? reading[stat] : null)),
    samples,
  }));
}

/** Clients know averages and maxima only; of one node among several one line has to do. */
function statsOf(metric: MetricId, source: string): readonly Stat[] {
  if (metric === 'requestLatency') return source === '' ? ['mean', 'max'] : ['mean'];
  return source === '' ? ['p50', 'p95', 'p99'] : ['p99'];
}

function lengthOf(stretches: readonly Stretch[], index: number): number {
  const stretch = stretches[index];
  return stretch === undefined ? 1 : stretch.to - stretch.from;
}
