import { rect } from './geometry.ts';
import type { Rect } from './geometry.ts';
import type { Box } from './types.ts';

const TILE_MIN = 4;
const TILE_MAX = 24;

/** Tiles as large as fit, row by row; all of them at the smallest size if there is no room. */
export function placeTiles(keys: readonly string[], area: Rect): Box[] {
  let size = TILE_MAX;
  while (size > TILE_MIN && Math.ceil(keys.length / perRow(area.width, size)) * pitch(size) > area.height) size -= 1;
  const lines = Math.ceil(keys.length / perRow(area.width, size));
  const across = Math.max(1, Math.ceil(keys.length / Math.max(1, lines)));
  return keys.map((key, index) => ({
    key,
    rect: rect(area.x + (index % across) * pitch(size), area.y + Math.floor(index / across) * pitch(size), size, size),
  }));
}

/** The least height in which `count` tiles fit. */
export function tilesHeight(width: number, count: number): number {
  return Math.ceil(count / perRow(width, TILE_MIN)) * pitch(TILE_MIN);
}

function perRow(width: number, size: number): number {
  return Math.max(1, Math.floor(width / pitch(size)));
}

function pitch(size: number): number {
  return size + (size > 6 ? 2 : 1);
}
