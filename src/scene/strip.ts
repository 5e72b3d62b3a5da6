/** Advance of a digit at 11 px in the monospaced face. */
const DIGIT = 6.7;
/** Around the digits of a cell, with the gap to the next: room for the prime of a diverged offset. */
const CELL_PAD = 8;
const CELL_MAX = 32;
const SLOTS_WANTED = 14;
const BAR = 8;
const SLOTS_MAX = 24;

/** How the cells of strips are spaced: the same on every replica, so that strips can be compared. */
export interface CellMetrics {
  /** From one offset to the next, pixels. */
  readonly pitch: number;
  readonly slots: number;
  /** Whether offsets are written into the cells. */
  readonly numbered: boolean;
}

/**
 * Cells for a strip of this width. `longest` is the largest offset to be written; cells widen when it gains a digit
 * and, up to a square, when there is room to spare.
 */
export function cellMetrics(width: number, cellHeight: number, longest: number, numbered: boolean): CellMetrics {
  if (!numbered) return { pitch: BAR, slots: Math.max(1, Math.min(SLOTS_MAX, Math.floor(width / BAR))), numbered };
  const digits = String(Math.max(10, longest)).length;
  const least = Math.ceil(digits * DIGIT) + CELL_PAD;
  const pitch = Math.max(least, Math.min(CELL_MAX, cellHeight + 3, width / SLOTS_WANTED));
  const slots = Math.max(1, Math.min(SLOTS_MAX, Math.floor(width / pitch)));
  const stretched = Math.min(pitch * 1.25, width / slots);
  return { pitch: Math.max(pitch, Math.floor(stretched * 2) / 2), slots, numbered };
}

/**
 * The first offset in the window. It moves in steps of a quarter of the window, so that cells stand still while the log
 * grows, and there is always a free slot after the end.
 */
export function windowStart(endOffset: number, slots: number): number {
  const over = endOffset + 1 - slots;
  if (over <= 0) return 0;
  const step = Math.max(1, Math.floor(slots / 4));
  return Math.ceil(over / step) * step;
}

/** Where the left edge of an offset's slot is, pixels from the strip's start; clamped to the window. */
export function slotX(offset: number, from: number, { pitch, slots }: CellMetrics): number {
  return Math.max(0, Math.min(slots, offset - from)) * pitch;
}

export interface Mark {
  readonly key: string;
  /** Where the triangle or the line is. */
  readonly x: number;
  /** Empty for a mark that only takes room. */
  readonly text: string;
  /** Pixels that the triangle takes left and right of `x`; 0 for a line, which ends above the texts. */
  readonly half: number;
}

export interface PlacedMark extends Mark {
  /** Left edge of the text; null when there is no room for it. */
  readonly textX: number | null;
  readonly textWidth: number;
  /** 0: beside the triangles. */
  readonly line: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Placed {
  readonly x: number;
  readonly half: number;
  readonly end: number;
}

const MARK_GAP = 3;

/**
 * Gives each mark's text a place near the mark, within `width`, so that texts cover neither one another nor anybody's
 * triangle. Earlier marks choose first. A text that finds no place within `reach` of its mark goes to the next of `lines`,
 * where it may stand under its triangle, and is left out where there is none.
 */
export function placeMarks(marks: readonly Mark[], width: number, reach: number, lines = 1): PlacedMark[] {
  const triangles: Span[] = marks.filter(({ half }) => half > 0).map(({ x, half }) => ({ from: x - half, to: x + half }));
  const taken = Array.from({ length: lines }, (_, line): Span[] => (line === 0 ? triangles : []));
  const placed: Placed[] = [];
  return marks.map((mark) => {
    const textWidth = mark.text.length * DIGIT;
    if (mark.text === '') return { ...mark, textX: null, textWidth, line: 0 };
    for (const [line, spans] of taken.entries()) {
      const fits = (x: number): boolean =>
        x >= 0 && x + textWidth <= width && spans.every(({ from, to }) => x + textWidth <= from + 1 || x >= to - 1);
      const textX = (line === 0 ? besideMark(mark, textWidth, reach, placed) : underMark(mark, textWidth)).find(fits);
      if (textX === undefined) continue;
      spans.push({ from: textX - MARK_GAP, to: textX + textWidth + MARK_GAP });
      if (line === 0) placed.push({ x: mark.x, half: mark.half, end: textX + textWidth });
      return { ...mark, textX, textWidth, line };
    }
    return { ...mark, textX: null, textWidth, line: 0 };
  });
}

/** Right or left of its mark. Readers at the same offset stand in a row; any other text so far from its mark would seem to be somebody else's. */
function besideMark({ x, half }: Mark, textWidth: number, reach: number, placed: readonly Placed[]): number[] {
  const beside = half + MARK_GAP;
  const beyond = half === 0 ? [] : placed.flatMap((other) => (other.half > 0 && other.x === x && other.end <= x + reach ? [other.end + MARK_GAP] : []));
  return [x + beside, x - beside - textWidth, ...beyond];
}

/** Under its triangle, or at either side of where its line would go on. */
function underMark({ x, half }: Mark, textWidth: number): number[] {
  return half === 0 ? [x + MARK_GAP, x - MARK_GAP - textWidth] : [x - textWidth / 2, x - half, x + half - textWidth];
}
