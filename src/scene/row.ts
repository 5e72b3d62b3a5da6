import { bottom, clamp, rect } from './geometry.ts';
import type { Rect } from './geometry.ts';
import type { RowStyle } from './rowStyle.ts';
import type { RowBox } from './types.ts';

const LABEL_LINE = 13;
/** Names under cells take a line; triangles alone a few pixels. */
const MARKS_NAMED = 13;
const MARKS_BARE = 5;
/** And a line more, for names that have no place on the first, where cells are large all the same. */
export const MARKS_LINE = 12;
const CELL_LARGE = 22;
const CELL_MAX = 30;
/** Cells in narrow rows are no higher than this share of the row's width, so that they do not tower. */
const NARROW_CELLS = 7;

/** Divides a row among name, cells, marks and end; `wash` is how far the row reaches out beside its contents. */
export function placeRow(key: string, area: Rect, wash: number, style: RowStyle): RowBox {
  const outer = rect(area.x - wash, area.y, area.width + 2 * wash, area.height);
  return style.labels === 'above' ? above(key, area, outer, style) : beside(key, area, outer, style);
}

function beside(key: string, area: Rect, outer: Rect, style: RowStyle): RowBox {
  const marksHeight = style.level === 'compact' ? 0 : style.level === 'dense' ? MARKS_BARE : MARKS_NAMED;
  const room = area.height - marksHeight - (style.level === 'full' ? 6 : style.level === 'line' ? 2 : 1);
  const cellHeight = style.level === 'compact' ? Math.min(area.height - 4, 12) : Math.min(room, clamp(area.height * 0.45, 22, CELL_MAX));
  const top = area.y + (area.height - cellHeight - marksHeight) / 2 + (style.level === 'dense' ? 0.5 : 0);
  const cells = rect(area.x + style.labelWidth, top, area.width - style.labelWidth - style.endWidth, cellHeight);
  const marks = rect(cells.x, top + cellHeight, cells.width, marksHeight);
  return {
    key,
    rect: outer,
    label: style.level === 'dense' ? rect(area.x, cells.y, style.labelWidth, cellHeight) : rect(area.x, area.y, style.labelWidth, area.height),
    cells,
    marks: withSpareLine(marks, area),
    end: style.endWidth === 0 ? null : rect(area.x + area.width - style.endWidth, area.y, style.endWidth, area.height),
  };
}

function above(key: string, area: Rect, outer: Rect, style: RowStyle): RowBox {
  const isRoomy = area.height >= LABEL_LINE + CELL_LARGE + MARKS_NAMED + MARKS_LINE + 2;
  const marksHeight = style.level === 'dense' ? MARKS_BARE : isRoomy ? MARKS_NAMED + MARKS_LINE : MARKS_NAMED;
  const most = clamp(area.width / NARROW_CELLS, area.height > 60 ? CELL_LARGE : 18, CELL_MAX);
  const cellHeight = Math.min(area.height - LABEL_LINE - marksHeight, most);
  const top = area.y + (area.height - LABEL_LINE - cellHeight - marksHeight) / 2;
  const cells = rect(area.x, top + LABEL_LINE, area.width, cellHeight);
  const labelWidth = area.width - style.endWidth;
  return {
    key,
    rect: outer,
    label: rect(area.x, top, labelWidth, LABEL_LINE),
    cells,
    marks: rect(cells.x, cells.y + cellHeight, cells.width, marksHeight),
    end: style.endWidth === 0 ? null : rect(area.x + labelWidth, top, style.endWidth, LABEL_LINE),
  };
}

/** How many lines of names there are under cells. */
export function linesOfNames(marks: Rect): number {
  return marks.height < MARKS_NAMED ? 0 : 1 + Math.floor((marks.height - MARKS_NAMED) / MARKS_LINE);
}

function withSpareLine(marks: Rect, area: Rect): Rect {
  const isSpare = marks.height === MARKS_NAMED && bottom(area) - bottom(marks) >= MARKS_LINE;
  return isSpare ? { ...marks, height: MARKS_NAMED + MARKS_LINE } : marks;
}
