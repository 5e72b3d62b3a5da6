import type { ReactNode } from 'react';

/** One thing that a picture shows, and what it means. */
export interface KeyEntry {
  readonly id: string;
  /** Drawn in 40 by 24. */
  readonly glyph: ReactNode;
  /** With its terms in brackets. */
  readonly meaning: string;
}
