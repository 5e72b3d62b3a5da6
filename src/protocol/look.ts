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
  /**
   * In a large cluster: whose partitions a frame tells one by one. `broker-7` all on a broker, `topic:orders` all of a topic, `broker-7/topic:orders`
   * those of a topic on a broker, `orders-0` or `7/orders-0` one.
   */
  readonly near: readonly string[];
}

export const NO_LOOK: Look = { detail: null, highlightKey: null, near: [] };
