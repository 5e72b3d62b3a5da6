import { assert } from './assert.ts';

const CHUNK_BITS = 6;
const CHUNK_LENGTH = 64;
const CHUNK_MASK = 63;

/**
 * An append-only list that can be cut at both ends and copied cheaply. Full chunks are never written
 * again, so copies share them: a checkpoint of a log costs the last chunk, not the log.
 */
export interface ChunkedList<T> {
  /** Full chunks of exactly 64 items, shared between copies. */
  chunks: (readonly T[])[];
  tail: T[];
  /** Items at the front that were dropped, fewer than a chunk. */
  head: number;
}

export function emptyList<T>(): ChunkedList<T> {
  return { chunks: [], tail: [], head: 0 };
}

export function listLength<T>(list: ChunkedList<T>): number {
  return list.chunks.length * CHUNK_LENGTH + list.tail.length - list.head;
}

export function listPush<T>(list: ChunkedList<T>, item: T): void {
  list.tail.push(item);
  if (list.tail.length === CHUNK_LENGTH) {
    list.chunks.push(list.tail);
    list.tail = [];
  }
}

/** The item at `index`, which must be inside the list. */
export function listAt<T>(list: ChunkedList<T>, index: number): T {
  const place = index + list.head;
  const item = chunkOf(list, place >>> CHUNK_BITS)?.[place & CHUNK_MASK];
  assert(item !== undefined && index >= 0, 'list index out of range');
  return item;
}

/** Items `from` up to but not including `to`, which must be inside the list. */
export function listSlice<T>(list: ChunkedList<T>, from: number, to: number): T[] {
  const begin = from + list.head;
  const last = to - 1 + list.head;
  const first = begin >>> CHUNK_BITS;
  if (first === last >>> CHUNK_BITS) return (chunkOf(list, first) ?? []).slice(begin & CHUNK_MASK, (last & CHUNK_MASK) + 1);
  const items: T[] = [];
  for (let index = from; index < to; index += 1) items.push(listAt(list, index));
  return items;
}

function chunkOf<T>(list: ChunkedList<T>, chunkIndex: number): readonly T[] | undefined {
  const full = list.chunks.length;
  if (chunkIndex === full) return list.tail;
  return chunkIndex < full ? list.chunks[chunkIndex] : undefined;
}

/** Keeps the first `length` items. */
export function listTruncate<T>(list: ChunkedList<T>, length: number): void {
  assert(length >= 0 && length <= listLength(list), 'cannot truncate to a longer list');
  const kept = length + list.head;
  const fullChunks = Math.floor(kept / CHUNK_LENGTH);
  const source = fullChunks < list.chunks.length ? list.chunks[fullChunks] : list.tail;
  list.tail = (source ?? []).slice(0, kept % CHUNK_LENGTH);
  list.chunks.length = fullChunks;
}

/** Drops the first `count` items. */
export function listDropFront<T>(list: ChunkedList<T>, count: number): void {
  assert(count >= 0 && count <= listLength(list), 'cannot drop more than there is');
  const dropped = list.head + count;
  const chunks = Math.min(dropped >>> CHUNK_BITS, list.chunks.length);
  list.chunks.splice(0, chunks);
  list.head = dropped - chunks * CHUNK_LENGTH;
}

/** Independent copy; items and full chunks are shared and so must never be changed. */
export function listClone<T>(list: ChunkedList<T>): ChunkedList<T> {
  return { chunks: list.chunks.slice(), tail: list.tail.slice(), head: list.head };
}

/**
 * Index of the first item whose key is at least `key`, or the list's length. Keys must not fall
 * along the list.
 */
export function listLowerBound<T>(
  list: ChunkedList<T>,
  key: number,
  keyOf: (item: T) => number,
): number {
  let high = listLength(list);
  let low = high;
  // Steps back from the end in growing strides first: logs are mostly read at their end.
  for (let stride = 1; low > 0; stride *= 2) {
    low = Math.max(0, high - stride);
    if (keyOf(listAt(list, low)) < key) break;
    high = low;
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(listAt(list, middle)) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
