import { createContext, use, useSyncExternalStore } from 'react';
import type { TimeUs } from '../../base/flavor.ts';

/** What the pointer is at, on all charts at once; and what it has marked since it was pressed. */
export interface Pointed {
  readonly at: TimeUs;
  /** Where it was pressed; null while it only hovers. */
  readonly from: TimeUs | null;
}

export interface Cursor {
  get(this: void): Pointed | null;
  set(this: void, pointed: Pointed | null): void;
  subscribe(this: void, listener: () => void): () => void;
}

/** Outside of React's state: it changes with every movement, and a chart draws again only when it comes to another of its points. */
export function createCursor(): Cursor {
  const listeners = new Set<() => void>();
  let pointed: Pointed | null = null;
  return {
    get: () => pointed,
    set(next) {
      pointed = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const CursorContext = createContext<Cursor | null>(null);

export function useCursor(): Cursor {
  const cursor = use(CursorContext);
  if (cursor === null) throw new Error('useCursor needs a CursorContext above it.');
  return cursor;
}

/** What `pick` makes of where the pointer is; draws again only when that is another value. */
export function usePointed<T extends number | string | null>(pick: (pointed: Pointed | null) => T): T {
  const cursor = useCursor();
  return useSyncExternalStore(cursor.subscribe, () => pick(cursor.get()));
}
