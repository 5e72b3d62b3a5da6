import type { BrokerView } from './frame.ts';

/** How many partitions a broker leads that refuse acks=all, of all topics. */
export function underMinIsrOf({ holds: { own, internal } }: Pick<BrokerView, 'holds'>): number {
  return own.underMinIsr + internal.underMinIsr;
}
