import { createContext, use } from 'react';
import type { Differences } from '../../store/compare/differences.ts';

/** What a picture is, where there is more than one. */
export interface PictureOf {
  /** What it shows, for who cannot see where it is. */
  readonly name: string;
  /** Nothing can be done to what it shows. */
  readonly isReadOnly: boolean;
}

/** Null where there is one picture only. */
export const PictureContext = createContext<PictureOf | null>(null);

/** What of the picture differs from the one beside it, by entity; null where there is none beside it. */
export const DifferencesContext = createContext<Differences | null>(null);

/** In which of the chosen sets a node is; null where nothing is chosen. */
export const PickedContext = createContext<ReadonlyMap<string, 'these' | 'those'> | null>(null);

/** What of an entity differs from the picture beside this one, in a clause; null where nothing does, and where there is none. */
export function useDiffers(entityKey: string): string | null {
  return use(DifferencesContext)?.get(entityKey)?.join('; ') ?? null;
}
