import { rect } from './geometry.ts';
import type { Rect } from './geometry.ts';
import type { Box, BrokerBox, GroupBox } from './types.ts';

const CONTROLLER_GAP = 10;
const CONTROLLER_MAX = 220;

/** Side by side over the brokers, no wider than they need to be. */
export function placeControllers(keys: readonly string[], row: Rect): Box[] {
  const width = Math.min(CONTROLLER_MAX, (row.width - CONTROLLER_GAP * (keys.length - 1)) / Math.max(1, keys.length));
  const start = row.x + (row.width - keys.length * width - (keys.length - 1) * CONTROLLER_GAP) / 2;
  return keys.map((key, index) => ({ key, rect: rect(start + index * (width + CONTROLLER_GAP), row.y, width, row.height) }));
}

export function nodesOf(
  controllers: readonly Box[],
  brokers: readonly BrokerBox[],
  producers: readonly Box[],
  groups: readonly GroupBox[],
  admin: Rect,
): Map<string, Rect> {
  const boxes = [...controllers, ...brokers, ...producers, ...groups.flatMap(({ members }) => members)];
  return new Map([...boxes.map(({ key, rect: area }): [string, Rect] => [key, area]), ['admin', admin]]);
}
