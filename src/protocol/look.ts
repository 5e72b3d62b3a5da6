import type { GroupsDetail } from './groupsDetail.ts';
import type { LogWindow, PartitionsDetail } from './partitionsDetail.ts';

/**
 * What a lens needs of the present moment beyond the frame. Each kind belongs to one lens; the worker computes it from the state that
 * the frame is of, so the two never tell of different moments.
 */
export type DetailRequest = { readonly kind: 'partitions'; readonly windows: readonly LogWindow[] } | { readonly kind: 'groups' };

export type Detail = PartitionsDetail | GroupsDetail;

/** What the page looks at: it stays in force until another one is told. */
export interface Look {
  readonly detail: DetailRequest | null;
  /** Records with this key are marked wherever there are any. */
  readonly highlightKey: string | null;
}

export const NO_LOOK: Look = { detail: null, highlightKey: null };
