/** Something with a few words beside its mark, at a place. */
export interface Marked {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly words: string;
  /** What matters more keeps its words. */
  readonly weight: number;
}

export interface PlacedMark extends Marked {
  /** Null where there is no room: the mark alone is drawn. */
  readonly label: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' } | null;
}

const LINE = 15;
const CHARACTER = 6.3;
const GAP = 9;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** Gives each mark its words at its right or left where they lie over no others and within the picture. */
export function placeLabels(marks: readonly Marked[], left: number, right: number): readonly PlacedMark[] {
  const taken: Box[] = marks.map(({ x, y }) => ({ left: x - 5, right: x + 5, y }));
  const placed = new Map<string, PlacedMark['label']>();
  for (const { key, x, y, words } of [...marks].toSorted((a, b) => b.weight - a.weight || a.y - b.y)) {
    const width = words.length * CHARACTER;
    const choices: (readonly [Box, 'start' | 'end', number])[] = [
      [{ left: x + GAP - 2, right: x + GAP + width, y }, 'start', x + GAP],
      [{ left: x - GAP - width, right: x - GAP + 2, y }, 'end', x - GAP],
    ];
    const found = choices.find(([box]) => box.left >= left && box.right <= right && !taken.some((other) => Math.abs(other.y - y) < LINE && other.left < box.right && other.right > box.left));
    if (found === undefined) continue;
    taken.push(found[0]);
    placed.set(key, { x: found[2], y, anchor: found[1] });
  }
  return marks.map((mark) => ({ ...mark, label: placed.get(mark.key) ?? null }));
}
