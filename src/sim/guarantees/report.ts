import type { GuaranteeId } from '../kafka/guaranteeId.ts';
import { PROMISES, type Guarantee } from './promises.ts';
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

/** All promises that are checked of the run, in the order of the list. */
export function reportGuarantees(guarantees: Guarantees): GuaranteeStatus[] {
  return promisesOf(guarantees).map(({ id }) => {
    const first = guarantees.broken.find(({ guarantee }) => guarantee === id);
    if (first === undefined) return { id, status: 'holds', sentence: null, place: null, at: null, event: null };
    const { sentence, place, at, event } = first;
    return { id, status: 'broken', sentence, place, at, event };
  });
}

/** With ZooKeeper there is no quorum of controllers to promise anything. */
export function promisesOf({ hasQuorum }: Guarantees): readonly Guarantee[] {
  return hasQuorum ? PROMISES : PROMISES.filter(({ code }) => code.startsWith('R'));
}
