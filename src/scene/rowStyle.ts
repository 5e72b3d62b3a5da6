import type { LabelPlace, StripLevel } from './types.ts';

/** How the rows of replicas look, the same for all of a picture. Pixels. */
export interface RowStyle {
  readonly level: Exclude<StripLevel, 'heat'>;
  readonly labels: LabelPlace;
  readonly labelWidth: number;
  readonly endWidth: number;
  readonly minHeight: number;
  readonly maxHeight: number;
  /** How well it reads: numbered cells, many of them, in roomy rows. */
  readonly score: number;
}

/** Advance of a character of the monospaced face at 11 px, with a hair to spare. */
const MONO_11 = 6.7;
const MONO_12 = 7.3;
/** Words beside or under a name, the longest being `leader epoch 12` and `leader e12`. */
const ROLE_LONG = 92;
const ROLE_SHORT = 58;
const ROLE_COMPACT = 58;
const END_DENSE = 55;
const END_FROM = 340;
const END_ABOVE = 78;
const END_READER = 26;
/** A cell with a number of two or three digits. */
const CELL = 24;
const CELLS_ENOUGH = 12;

/** The styles that fit a row of this inner width, whatever its height. */
export function rowStyles(width: number, nameLength: number): RowStyle[] {
  const cap = (wanted: number): number => Math.min(wanted, width * 0.44);
  const twoLines = cap(Math.max(nameLength * MONO_12, ROLE_LONG) + 10);
  const oneLine = cap(nameLength * MONO_11 + 6 + ROLE_SHORT + 8);
  const nameOnly = cap(nameLength * MONO_11 + 10);
  const styles: RowStyle[] = [
    numbered('full', 'side', 4.5, 40, 92, twoLines, 0, width),
    numbered('line', 'side', 4, 28, 40, twoLines, 0, width),
    numbered('line', 'above', 4.2, 46, 76, 0, 0, width),
    { ...numbered('dense', 'above', 3.8, 30, 46, 0, 0, width), endWidth: spareAbove(width - nameLength * MONO_11 - 8 - ROLE_SHORT) },
    numbered('dense', 'side', 3.5, 17, 28, oneLine, width >= END_FROM ? END_DENSE : END_READER, width),
    compact(nameOnly, width),
  ];
  return styles.filter((style) => cellsWidth(style, width) >= (style.level === 'compact' ? 56 : 4.4 * CELL));
}

function cellsWidth(style: RowStyle, width: number): number {
  return width - style.labelWidth - (style.labels === 'above' ? 0 : style.endWidth);
}

/** What is left of a line above the cells for the high watermark and readers, or for readers alone, or nothing. */
function spareAbove(room: number): number {
  if (room >= END_ABOVE) return END_ABOVE;
  return room >= END_READER ? END_READER : 0;
}

function numbered(
  level: RowStyle['level'],
  labels: LabelPlace,
  rank: number,
  minHeight: number,
  maxHeight: number,
  labelWidth: number,
  endWidth: number,
  width: number,
): RowStyle {
  const cells = (width - labelWidth - endWidth) / CELL;
  const score = rank + (Math.min(cells, CELLS_ENOUGH) / CELLS_ENOUGH) * 4;
  return { level, labels, labelWidth, endWidth, minHeight, maxHeight, score };
}

function compact(labelWidth: number, width: number): RowStyle {
  const cells = (width - labelWidth - ROLE_COMPACT) / 8;
  return {
    level: 'compact',
    labels: 'side',
    labelWidth,
    endWidth: ROLE_COMPACT,
    minHeight: 13,
    maxHeight: 18,
    score: 1.5 + Math.min(1, cells / 24) * 2,
  };
}
