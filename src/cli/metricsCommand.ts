import { CATALOGUE, CATALOGUE_ORDER, metricName } from '../protocol/metrics/catalogue.ts';
import { measureUntil, startMeasurement } from '../scenarios/measurement.ts';
import { startTimeline } from '../scenarios/scenarioPlayer.ts';
import { readSeries, seriesName, STEP_US, type Reading, type Stretch } from '../sim/index.ts';
import { seedOf, timeOf } from './numbers.ts';
import type { Parsed } from './openFile.ts';

export interface MetricsInvocation {
  readonly command: 'metrics';
  readonly file: string;
  readonly fromUs: number;
  /** Null: up to where a saved run was left, 30 s of a document. */
  readonly untilUs: number | null;
  /** All nodes together instead of each. */
  readonly total: boolean;
  readonly seed: number | null;
}

/** Reads the words after `metrics`; a sentence when they cannot be taken. */
export function parseMetrics(words: readonly string[]): MetricsInvocation | string {
  const files: string[] = [];
  let [fromUs, untilUs, total, seed]: [number, number | null, boolean, number | null] = [0, null, false, null];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    if (word === '--total') {
      total = true;
      continue;
    }
    if (!word.startsWith('--')) {
      files.push(word);
      continue;
    }
    if (!['--from', '--until', '--seed'].includes(word)) return `there is no option ${word}`;
    index += 1;
    const value = words[index];
    if (value === undefined) return `${word} needs a value`;
    if (word === '--seed') {
      const given = seedOf(word, value);
      if (typeof given === 'string') return given;
      seed = given;
      continue;
    }
    const time = timeOf(word, value);
    if (typeof time === 'string') return time;
    if (word === '--from') fromUs = time;
    else untilUs = time;
  }
  const [file] = files;
  if (file === undefined || files.length > 1) return 'metrics takes one file';
  if (fromUs > (untilUs ?? Infinity)) return '--from: the window ends before it begins';
  return { command: 'metrics', file, fromUs, untilUs, total, seed };
}

/** What an operator would have seen of a run: a line for every half second and series, to `say`. */
export function printMetrics(parsed: Parsed, { fromUs, total, seed }: MetricsInvocation, untilUs: number, say: (line: string) => void): void {
  const measurement = startMeasurement(startTimeline(parsed, seed, 'main'));
  measureUntil(measurement, untilUs, () => false);
  const { stretches } = readSeries(measurement.meter, { from: fromUs, to: untilUs, most: Math.ceil(untilUs / STEP_US) + 1, by: total ? 'all' : 'source' });
  for (const stretch of stretches) for (const line of linesOf(stretch)) say(line);
}

/** In the catalogue's order, then in that of names. */
function linesOf({ from, to, readings }: Stretch): string[] {
  const rows = [...readings].map(([key, reading]) => ({ ...seriesName(key), reading }));
  rows.sort((one, other) => CATALOGUE_ORDER.indexOf(one.metric) - CATALOGUE_ORDER.indexOf(other.metric) || compare(one.source, other.source) || compare(one.label, other.label));
  return rows.map(({ metric, source, label, reading }) =>
    JSON.stringify({ at: to, metric, name: metricName(CATALOGUE[metric]), ...(source !== '' && { source }), ...(label !== '' && { label }), ...valueOf(reading, to - from) }),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function valueOf(reading: Reading, lengthUs: number): Record<string, number> {
  if (reading.kind === 'rate') return { count: reading.count, perSecond: (reading.count * 1_000_000) / lengthUs };
  if (reading.kind === 'gauge') return { value: reading.last };
  const { samples, p50, p95, p99, mean, max } = reading;
  return { samples, p50Us: p50, p95Us: p95, p99Us: p99, meanUs: mean, maxUs: max };
}
