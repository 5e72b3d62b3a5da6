import { assert } from './assert.ts';

const CHUNK_LENGTH = 64;

/**
 * An append-only list that can be cut at its end and copied cheaply. Full chunks are never written
 * again, so copies share them: a checkpoint of a log costs the last chunk, not the log.
 */
export interface ChunkedList<T> {
  /** Full chunks of exactly 64 items, shared between copies. */
  chunks: (readonly T[])[];
  tail: T[];
}

export function emptyList<T>(): ChunkedList<T> {
  return { chunks: [], tail: [] };
}

export function listLength<T>(list: ChunkedList<T>): number {
  return list.chunks.length * CHUNK_LENGTH + list.tail.length;
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
  const chunkIndex = Math.floor(index / CHUNK_LENGTH);
  const chunk = chunkIndex < list.chunks.length ? list.chunks[chunkIndex] : list.tail;
  const item = chunk?.[index % CHUNK_LENGTH];
  assert(item !== undefined && index >= 0 && index < listLength(list), 'list index out of range');
  return item;
}

/** Keeps the first `length` items. */
export function listTruncate<T>(list: ChunkedList<T>, length: number): void {
  assert(length >= 0 && length <= listLength(list), 'cannot truncate to a longer list');
  const fullChunks = Math.floor(length / CHUNK_LENGTH);
  const source = fullChunks < list.chunks.length ? list.chunks[fullChunks] : list.tail;
  list.tail = (source ?? []).slice(0, length % CHUNK_LENGTH);
  list.chunks.length = fullChunks;
}

/** Independent copy; items and full chunks are shared and so must never be changed. */
export function listClone<T>(list: ChunkedList<T>): ChunkedList<T> {
  return { chunks: list.chunks.slice(), tail: list.tail.slice() };
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
  let low = 0;
  let high = listLength(list);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(listAt(list, middle)) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
