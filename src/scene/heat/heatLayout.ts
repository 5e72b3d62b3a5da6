import { rect, type Rect } from '../geometry.ts';
import type { HeatGrid, HeatPlace } from './heatGrid.ts';

/** Where the map's parts are, in pixels of its own. */
export interface HeatLayout {
  readonly width: number;
  readonly height: number;
  /** Of one cell, with the gap after it. */
  readonly cell: { readonly width: number; readonly height: number };
  /** All cells. */
  readonly cells: Rect;
  /** Names of topics, left of the cells. */
  readonly names: Rect;
  /** Racks and numbers of brokers, above the cells. */
  readonly racks: Rect | null;
  readonly numbers: Rect;
  /** Sums of topics, right of the cells; null where there is no room. */
  readonly sums: Rect | null;
  /** Every so many topics and brokers are named. */
  readonly nameEvery: number;
  readonly numberEvery: number;
}

const LINE = 14;
const NAMES_SHARE = 0.22;
const NAMES_MOST = 150;
const NAMES_LEAST = 76;
const CHARACTER = 6.8;
const SUMS = 56;
const SUMS_FROM = 620;
const ROW_LEAST = 4;
const ROW_MOST = 24;
/** Room that the number of a broker wants. */
const NUMBER = 26;

/** `height` is what there is: rows are as high as fit, and the map is higher only if they cannot be any lower. */
export function layoutHeat(grid: HeatGrid, width: number, height: number): HeatLayout {
  const longest = grid.topics.reduce((most, { name }) => Math.max(most, name.length), 0);
  const names = Math.min(Math.max(NAMES_LEAST, width * NAMES_SHARE), NAMES_MOST, longest * CHARACTER + 12);
  const sums = width >= SUMS_FROM ? SUMS : 0;
  const top = (grid.racks.length > 0 ? LINE + 2 : 0) + LINE + 4;
  const cellWidth = (width - names - sums) / Math.max(1, grid.brokers.length);
  const rows = Math.max(1, grid.topics.length);
  const cellHeight = Math.min(ROW_MOST, Math.max(ROW_LEAST, Math.floor((height - top) / rows)));
  const cells = rect(names, top, cellWidth * grid.brokers.length, cellHeight * rows);
  return {
    width,
    height: top + cells.height,
    cell: { width: cellWidth, height: cellHeight },
    cells,
    names: rect(0, top, names, cells.height),
    racks: grid.racks.length > 0 ? rect(names, 0, cells.width, LINE) : null,
    numbers: rect(names, top - LINE - 4, cells.width, LINE),
    sums: sums > 0 ? rect(width - sums, top, sums, cells.height) : null,
    nameEvery: Math.ceil(LINE / cellHeight),
    numberEvery: stepFor(NUMBER / cellWidth),
  };
}

/** Numbers are shown at 1, 2, 5, 10 and so on: what is skipped is easy to count. */
function stepFor(least: number): number {
  return [1, 2, 5, 10, 20, 50, 100].find((step) => step >= least) ?? 100;
}

/** Digits of a number over the cells, and what is kept free beside it. */
const DIGIT = 6.7;
const BESIDE_NUMBER = 3;

/**
 * Columns whose brokers have their numbers over them: those that do not run, as long as they do not lie over each other, and of the
 * others every so many, where there is room.
 */
export function numbered({ cells, cell, numberEvery, width }: HeatLayout, brokers: readonly { readonly id: number; readonly state: string }[]): number[] {
  const taken: { readonly from: number; readonly to: number }[] = [];
  const columns = brokers.map((_, column) => column);
  const [troubled, due] = [columns.filter((column) => brokers[column]?.state !== 'running'), columns.filter((column) => column % numberEvery === 0)];
  return [...troubled, ...due.filter((column) => !troubled.includes(column))].filter((column) => {
    const middle = cells.x + (column + 0.5) * cell.width;
    const half = (String(brokers[column]?.id).length * DIGIT) / 2 + BESIDE_NUMBER;
    const [from, to] = [middle - half, middle + half];
    if (to > width || taken.some((other) => from < other.to && to > other.from)) return false;
    taken.push({ from, to });
    return true;
  });
}

/** A cell, or the whole row, column or map of a header. */
export function rectOf({ cells, cell }: HeatLayout, { row, column }: HeatPlace): Rect {
  const x = column < 0 ? cells.x : cells.x + column * cell.width;
  const y = row < 0 ? cells.y : cells.y + row * cell.height;
  return rect(x, y, column < 0 ? cells.width : cell.width, row < 0 ? cells.height : cell.height);
}

/** What is at a point: left of the cells a topic, above them a broker. Null off the map. */
export function placeAt({ cells, cell }: HeatLayout, grid: HeatGrid, x: number, y: number): HeatPlace | null {
  const column = x < cells.x ? -1 : Math.floor((x - cells.x) / cell.width);
  const row = y < cells.y ? -1 : Math.floor((y - cells.y) / cell.height);
  if (column >= grid.brokers.length || row >= grid.topics.length || (row < 0 && column < 0)) return null;
  return { row, column };
}
