import { flatFact, type FactView } from '../kafka/factView.ts';
import type { Recording } from './recording.ts';

/** Which fact is meant: the `nth` of a type, from 1, or the last (null), whose fields have these values, written as text. */
export interface FactQuestion {
  readonly type: string;
  readonly where: readonly (readonly [name: string, value: string])[];
  readonly nth: number | null;
}

export function findFact({ facts }: Recording, { type, where, nth }: FactQuestion): FactView | null {
  const found = facts.filter((view) => {
    if (view.fact.type !== type) return false;
    const flat = flatFact(view);
    return where.every(([name, value]) => name in flat && asText(flat[name]) === value);
  });
  return (nth === null ? found.at(-1) : found[nth - 1]) ?? null;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
