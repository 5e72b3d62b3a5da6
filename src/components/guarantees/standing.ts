import type { BrokenGuarantee, GuaranteeInfo } from '../../store/facts.ts';

/** What is selected while the list of guarantees is open. No entity has this key. */
export const GUARANTEES = 'guarantees';

/** A guarantee and what broke it first; null while it holds. */
export interface Standing {
  readonly info: GuaranteeInfo;
  readonly broken: BrokenGuarantee | null;
  /** Other places where it is broken, too. */
  readonly alsoAt: readonly string[];
}

/** Broken ones first, in the order in which they broke; then the others as they are listed. */
export function standings(list: readonly GuaranteeInfo[], broken: readonly BrokenGuarantee[]): readonly Standing[] {
  const all = list.map((info): Standing => {
    const own = broken.filter(({ guarantee }) => guarantee === info.id);
    return { info, broken: own[0] ?? null, alsoAt: own.slice(1).map(({ place }) => place) };
  });
  const order = (one: Standing): number => (one.broken === null ? broken.length : broken.indexOf(one.broken));
  return all.toSorted((a, b) => order(a) - order(b));
}

/** How many guarantees are broken, wherever. */
export function brokenCount(broken: readonly BrokenGuarantee[]): number {
  return new Set(broken.map(({ guarantee }) => guarantee)).size;
}
