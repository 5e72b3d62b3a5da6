import type { Point } from '../geometry.ts';

/** Something with a few words beside its mark, at a place. */
export interface Marked {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly words: string;
  /** What matters more keeps its words. */
  readonly weight: number;
  /** Where else its words may stand, in order: over the middle of its own arrow, say. */
  readonly elsewhere?: readonly Point[];
}

/** What no words may lie over: an arrow, from end to end. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface Label extends Point {
  readonly anchor: 'start' | 'end' | 'middle';
}

export interface PlacedMark extends Marked {
  /** Null where there is no room: the mark alone is drawn. */
  readonly label: Label | null;
}

const LINE = 15;
const CHARACTER = 6.3;
const GAP = 9;
/** Of the words' height, above and below their middle, what a line would strike through. */
const HALF = 5;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** Gives each mark its words at its right or left, or elsewhere, where they lie over no others, no arrow strikes them, and within the picture. */
export function placeLabels(marks: readonly Marked[], arrows: readonly Segment[], left: number, right: number): readonly PlacedMark[] {
  const taken: Box[] = marks.map(({ x, y }) => ({ left: x - 5, right: x + 5, y }));
  const placed = new Map<string, Label>();
  for (const mark of [...marks].toSorted((a, b) => b.weight - a.weight || a.y - b.y)) {
    const found = choicesFor(mark).find(({ box }) => box.left >= left && box.right <= right && !taken.some((other) => touches(box, other)) && !arrows.some((arrow) => strikes(arrow, box)));
    if (found === undefined) continue;
    taken.push(found.box);
    placed.set(mark.key, found.label);
  }
  return marks.map((mark) => ({ ...mark, label: placed.get(mark.key) ?? null }));
}

function choicesFor({ x, y, words, elsewhere = [] }: Marked): { readonly box: Box; readonly label: Label }[] {
  const width = words.length * CHARACTER;
  return [
    { box: { left: x + GAP - 2, right: x + GAP + width, y }, label: { x: x + GAP, y, anchor: 'start' } },
    { box: { left: x - GAP - width, right: x - GAP + 2, y }, label: { x: x - GAP, y, anchor: 'end' } },
    ...elsewhere.map((at) => ({ box: { left: at.x - width / 2 - 2, right: at.x + width / 2 + 2, y: at.y }, label: { ...at, anchor: 'middle' as const } })),
  ];
}

function touches(box: Box, other: Box): boolean {
  return Math.abs(other.y - box.y) < LINE && other.left < box.right && other.right > box.left;
}

/** Whether any part of the line lies within the box: the line is cut to the box's width, and what is left of it compared with its height. */
function strikes({ x1, y1, x2, y2 }: Segment, { left, right, y }: Box): boolean {
  const [from, to] = [Math.max(left, Math.min(x1, x2)), Math.min(right, Math.max(x1, x2))];
  if (from > to) return false;
  const yAt = (x: number): number => (x1 === x2 ? y1 : y1 + ((x - x1) / (x2 - x1)) * (y2 - y1));
  const [a, b] = x1 === x2 ? [y1, y2] : [yAt(from), yAt(to)];
  return Math.min(a, b) < y + HALF && Math.max(a, b) > y - HALF;
}
