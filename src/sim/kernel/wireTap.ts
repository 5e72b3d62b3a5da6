import type { TimeUs } from '../../base/flavor.ts';
import type { Envelope } from './networkTypes.ts';

/** What becomes of a message, told as it happens. One that was lost or waited is told anew when it is sent again. */
export type WireNews<M> =
  | { readonly kind: 'left'; readonly envelope: Envelope<M>; readonly arrivesAt: TimeUs }
  /** It does not leave, or (`lost`) does not arrive; it is sent again later, or goes with its connection. */
  | { readonly kind: 'stopped'; readonly envelope: Envelope<M>; readonly reason: 'lost' | 'held' | 'behind' }
  /** The connection is over for the end that it was for: nobody reads it. `event` is null where it had not left. */
  | { readonly kind: 'dropped'; readonly envelope: Envelope<M>; readonly event: number | null }
  /** It is there, and its node has not taken it up: it is paused, or busy with what came before. */
  | { readonly kind: 'waits'; readonly envelope: Envelope<M>; readonly event: number }
  /** Its node does with it what it does. */
  | { readonly kind: 'handled'; readonly envelope: Envelope<M>; readonly event: number };

/**
 * Somebody who listens at the wires while a run is played once more. Nothing flows back, and no copy of a run has it: what is played with
 * a tap is what is played without.
 */
export type WireTap<M> = (news: WireNews<M>, now: TimeUs) => void;
