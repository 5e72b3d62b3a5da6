import type { ClusterSpec } from '../../sim/index.ts';

const HUES = 8;

/** Which of the eight hues a key has: the same everywhere and for the whole run. */
export interface Hues {
  /** The document's keys, whose hues are handed out in turn. */
  readonly keys: readonly string[];
  of(key: string | null): number;
}

/** What cells are drawn by: the hues, and the key whose records are to be marked. */
export interface CellColours {
  readonly hues: Hues;
  readonly highlightKey: string | null;
}

export function huesFor(spec: ClusterSpec): Hues {
  const keys: string[] = [];
  for (const producer of spec.producers) {
    if (producer.keys.kind !== 'list') continue;
    for (const key of producer.keys.keys) if (!keys.includes(key)) keys.push(key);
  }
  const known = new Map(keys.map((key, index) => [key, index % HUES]));
  return {
    keys,
    of: (key) => (key === null ? -1 : (known.get(key) ?? spread(key))),
  };
}

/** Other keys: by their letters, so that a key has its hue whenever it turns up. */
function spread(key: string): number {
  let sum = 7;
  for (let index = 0; index < key.length; index += 1) sum = (Math.imul(sum, 31) + key.charCodeAt(index)) >>> 0;
  return (sum >>> 8) % HUES;
}
