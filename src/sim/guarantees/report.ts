import type { GuaranteeId } from '../kafka/guaranteeId.ts';
import { PROMISES } from './promises.ts';
import type { Guarantees } from './state.ts';

/** How one promise stands, in the form of the contract's state. The rest says what broke it first; null while it holds. */
export interface GuaranteeStatus {
  readonly id: GuaranteeId;
  readonly status: 'holds' | 'broken';
  readonly sentence: string | null;
  readonly place: string | null;
  readonly at: number | null;
  readonly event: number | null;
}

/** All promises, in the order of the list. */
export function reportGuarantees(guarantees: Guarantees): GuaranteeStatus[] {
  return PROMISES.map(({ id }) => {
    const first = guarantees.broken.find(({ guarantee }) => guarantee === id);
    if (first === undefined) return { id, status: 'holds', sentence: null, place: null, at: null, event: null };
    const { sentence, place, at, event } = first;
    return { id, status: 'broken', sentence, place, at, event };
  });
}
