import type { Lane, LaneSpan } from '../../store/state.ts';

export interface LanePlace {
  readonly lane: Lane;
  readonly y: number;
  /** How many of its rows there is room for. */
  readonly rows: number;
  readonly step: number;
  readonly thickness: number;
}

const GAP = 5;
const LEAST = 15;
const MOST_ROWS = 12;

/** Of the lane of latency, which is below the others. */
export const LATENCY_HEIGHT = 18;

/** Lanes under one another. The more rows a lane has, the thinner they are. */
export function laneLayout(lanes: readonly Lane[]): { readonly lanes: readonly LanePlace[]; readonly latencyY: number; readonly height: number } {
  let y = 0;
  const places = lanes.map((lane): LanePlace => {
    const rows = Math.min(lane.rows.length, MOST_ROWS);
    const step = rows <= 1 ? LEAST : rows <= 4 ? 6 : rows <= 8 ? 4 : 3;
    const thickness = rows <= 1 ? 6 : rows <= 4 ? 4 : rows <= 8 ? 2.5 : 2;
    const place = { lane, y, rows, step, thickness };
    y += Math.max(LEAST, rows * step) + GAP;
    return place;
  });
  return { lanes: places, latencyY: y, height: y + LATENCY_HEIGHT };
}

/** How much of its step a span fills: the worse, the thicker, so that it is told without its colour. */
const FILLS: Readonly<Record<LaneSpan['tone'], number>> = { plain: 0.2, good: 0.2, warn: 0.45, bad: 0.75 };

/** Of spans that differ by tone alone, the thickness says which: those of in-sync replicas. */
export function spanThickness(lane: Lane['id'], tone: LaneSpan['tone'], { step, thickness }: Pick<LanePlace, 'step' | 'thickness'>): number {
  return lane === 'isr' ? step * FILLS[tone] : thickness;
}
