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
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const MARK_GAP = 3;

/**
 * Gives each mark's text a place near the mark, within `width`, so that texts cover neither one another nor anybody's
 * triangle. Earlier marks choose first. A text that finds no place within `reach` of its mark is left out.
 */
export function placeMarks(marks: readonly Mark[], width: number, reach: number): PlacedMark[] {
  const taken: Span[] = marks.filter(({ half }) => half > 0).map(({ x, half }) => ({ from: x - half, to: x + half }));
  const placed: { readonly x: number; readonly half: number; readonly end: number }[] = [];
  return marks.map((mark) => {
    if (mark.text === '') return { ...mark, textX: null, textWidth: 0 };
    const textWidth = mark.text.length * DIGIT;
    const beside = mark.half + MARK_GAP;
    const right = mark.x + beside;
    const fits = (x: number): boolean =>
      x >= 0 && x + textWidth <= width && taken.every(({ from, to }) => x + textWidth <= from + 1 || x >= to - 1);
    // Readers at the same offset stand in a row; any other text so far from its mark would seem to be somebody else's.
    const beyond = mark.half === 0 ? [] : placed.flatMap((other) => (other.half > 0 && other.x === mark.x && other.end <= mark.x + reach ? [other.end + MARK_GAP] : []));
    const textX = [right, mark.x - beside - textWidth, ...beyond].find(fits) ?? null;
    if (textX !== null) {
      taken.push({ from: textX - MARK_GAP, to: textX + textWidth + MARK_GAP });
      placed.push({ x: mark.x, half: mark.half, end: textX + textWidth });
    }
    return { ...mark, textX, textWidth };
  });
}
