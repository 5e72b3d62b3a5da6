import type { CollectionName, Frame } from './views.ts';

type Entities = { readonly [Name in CollectionName]: Frame[Name] };

/** What differs from the frame before: changed and new entities whole, removed ones by key. */
export interface FrameDelta {
  /** Counts frames of a session from 1; a delta applies to the frame before it. */
  readonly number: number;
  /** Stands for itself alone: nothing of an earlier frame is kept. */
  readonly full: boolean;
  readonly now: Frame['now'];
  readonly events: number;
  readonly traceHash: string;
  readonly metadata: Frame['metadata'];
  readonly changed: Partial<Entities>;
  readonly removed: Partial<Record<CollectionName, readonly string[]>>;
  /** New order of keys, for collections whose order or membership changed. */
  readonly order: Partial<Record<CollectionName, readonly string[]>>;
}
