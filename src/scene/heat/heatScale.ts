import { scaleThreshold } from 'd3-scale';
import type { HeatMeasure } from '../frame.ts';

/** Shades of the map, lightest first. Nothing at all has none. */
export const SHADES = 5;

/** Whether something is wrong where there is any of it. */
export function isTrouble(measure: HeatMeasure): boolean {
  return measure === 'under' || measure === 'out' || measure === 'offline';
}

/** Values that have one shade. */
export interface HeatBin {
  readonly shade: number;
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

export interface HeatScale {
  /** 0 for nothing, else 1 to `SHADES`. */
  shadeOf(value: number): number;
  /** In order; fewer where values are few. */
  readonly bins: readonly HeatBin[];
}

/** Shades for whole numbers up to `most`: equal steps of a round length, so that the legend is read at a glance and seldom changes. */
export function heatScale(most: number): HeatScale {
  const step = roundUp(Math.max(1, most) / SHADES);
  const starts = Array.from({ length: SHADES }, (_, index) => index * step + 1);
  const shadeOf = scaleThreshold<number, number>().domain(starts).range(Array.from({ length: SHADES + 1 }, (_, shade) => shade));
  const bins = starts.map((from, index) => ({ shade: index + 1, from, to: from + step - 1 })).filter(({ from }) => from <= Math.max(1, most));
  return { shadeOf, bins };
}

/** The least of 1, 2, 5, 10, 20, 50 and so on that is no smaller. */
function roundUp(value: number): number {
  let unit = 1;
  while (unit * 10 < value) unit *= 10;
  return [1, 2, 5, 10].map((times) => times * unit).find((candidate) => candidate >= value) ?? unit * 10;
}
