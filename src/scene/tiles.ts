import { rect } from './geometry.ts';
import type { Rect } from './geometry.ts';
import type { Box, TitleBox } from './types.ts';

const TILE_MIN = 4;
const TILE_MAX = 24;
const TITLE = 14;
/** A tile in which two digits are read at ease. */
const NUMBERED = 19;
/** Under smaller tiles names help nobody: no number fits into them. */
const TITLED_MIN = 10;

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

/** Tiles topic by topic, each under its name; null without any, or where there is no room for the names. */
export function placeTopics(keys: readonly string[], area: Rect): { readonly tiles: readonly Box[]; readonly titles: readonly TitleBox[] } | null {
  const topics = byTopic(keys);
  if (topics.size === 0) return null;
  const linesAt = (size: number): number => [...topics.values()].reduce((sum, each) => sum + Math.ceil(each.length / perRow(area.width, size)), 0);
  let size = TILE_MAX;
  while (size >= TITLED_MIN && linesAt(size) * pitch(size) + topics.size * TITLE > area.height) size -= 1;
  if (size < TITLED_MIN) return null;
  const tiles: Box[] = [];
  const titles: TitleBox[] = [];
  let { y } = area;
  for (const [text, own] of topics) {
    titles.push({ text, rect: rect(area.x, y, area.width, TITLE) });
    const across = perRow(area.width, size);
    own.forEach((key, index) =>
      tiles.push({ key, rect: rect(area.x + (index % across) * pitch(size), y + TITLE + Math.floor(index / across) * pitch(size), size, size) }),
    );
    y += TITLE + Math.ceil(own.length / across) * pitch(size);
  }
  return { tiles, titles };
}

/** The height that numbered tiles want, each topic under its name. */
export function topicsHeight(width: number, keys: readonly string[]): number {
  return [...byTopic(keys).values()].reduce((sum, { length }) => sum + TITLE + Math.ceil(length / perRow(width, NUMBERED)) * pitch(NUMBERED), 0);
}

function byTopic(keys: readonly string[]): Map<string, string[]> {
  const topics = new Map<string, string[]>();
  for (const key of keys) {
    const own = topics.get(topicOf(key));
    if (own === undefined) topics.set(topicOf(key), [key]);
    else own.push(key);
  }
  return topics;
}

/** The topic of a replica's key, `1/orders-0`. */
export function topicOf(key: string): string {
  return key.slice(key.indexOf('/') + 1, key.lastIndexOf('-'));
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
