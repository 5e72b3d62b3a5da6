import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Processor time of this process so far, in microseconds. Wall time would count what other programs take. */
export function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Least processor time of several rounds, in nanoseconds a unit of work. `work` returns how many units it did. */
export function leastNs(rounds: number, work: () => number): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const began = cpuUs();
    const units = work();
    least = Math.min(least, ((cpuUs() - began) * 1000) / units);
  }
  return least;
}

/** Middle and 95th percentile of the processor time of one call, in microseconds. */
export function callUs(calls: number, call: () => void): { readonly median: number; readonly p95: number } {
  const times: number[] = [];
  for (let index = 0; index < calls; index += 1) {
    const began = performance.now();
    call();
    times.push((performance.now() - began) * 1000);
  }
  return percentiles(times);
}

export function percentiles(values: readonly number[]): { readonly median: number; readonly p95: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

/** Memory in use, with what nobody needs any more collected. */
export function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Bytes of memory that each of `count` kept results takes, beyond what they share with what was there before. */
export function retainedBytes(count: number, make: () => unknown): number {
  const before = heapBytes();
  const kept = Array.from({ length: count }, make);
  return (heapBytes() - before) / kept.length;
}

export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it should reach; null where there is no aim. */
  readonly aim: string | null;
  readonly reached: boolean | null;
}

export function row(what: string, value: number, unit: string, aim: { readonly text: string; readonly holds: boolean } | null = null): Row {
  const rounded = value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
  return { what, value: rounded, unit, aim: aim?.text ?? null, reached: aim?.holds ?? null };
}

export function print(rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, value, unit, aim, reached } of rows) {
    const verdict = aim === null ? '' : `   ${reached === true ? 'reached' : 'NOT reached'}: ${aim}`;
    process.stdout.write(`${what.padEnd(width)}  ${value.toLocaleString('en').padStart(11)} ${unit.padEnd(12)}${verdict}\n`);
  }
}
