import { bottom, rect, right } from './geometry.ts';
import type { Rect } from './geometry.ts';
import type { RackBox } from './types.ts';

/** Over a rack's first brokers, for its name, and under its last ones. */
export const RACK_TITLE = 18;
export const RACK_FOOT = 5;
/** The wash reaches out beside the cards. */
const SIDE = 3;

export interface RackCard {
  readonly rack: string | null;
  readonly card: Rect;
}

/** A wash behind all cards of each rack, whose brokers follow one another. */
export function placeRacks(cards: readonly RackCard[]): RackBox[] {
  const names = [...new Set(cards.map(({ rack }) => rack))];
  return names.map((name) => {
    const own = cards.flatMap(({ rack, card }) => (rack === name ? [card] : []));
    const x = Math.min(...own.map((card) => card.x)) - SIDE;
    const y = Math.min(...own.map((card) => card.y)) - RACK_TITLE;
    const width = Math.max(...own.map(right)) + SIDE - x;
    const height = Math.max(...own.map(bottom)) + RACK_FOOT - y;
    return { name, rect: rect(x, y, width, height), title: rect(x + SIDE, y, width - 2 * SIDE, RACK_TITLE) };
  });
}
