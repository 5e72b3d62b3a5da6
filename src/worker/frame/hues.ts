import { HUES, keyHue } from '../../base/keyHue.ts';
import type { ClusterSpec } from '../../sim/index.ts';

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
    of: (key) => (key === null ? -1 : (known.get(key) ?? keyHue(key))),
  };
}
