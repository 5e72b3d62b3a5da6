import { readFileSync } from 'node:fs';

/**
 * One worked example from Kafka's own tests: what goes in and what Kafka's suite expects to come out.
 * The shapes of `in` and `expect` depend on `fn`; the test that runs the case names them as type arguments.
 */
export type ConformanceCase<In = unknown, Expect = unknown> = {
  readonly id: string;
  /** Kafka's test class, with the method where it matters. */
  readonly suite: string;
  /** The rule under test; several ids share one. */
  readonly fn: string;
  readonly in: In;
  readonly expect: Expect;
  readonly note?: string;
};

/** Every case in `kafka-cases.jsonl`, in file order. */
export function allCases(): ConformanceCase[] {
  const text = readFileSync(new URL('./kafka-cases.jsonl', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as ConformanceCase);
}

/** The cases of one rule. Throws when there are none, so that a misspelt name cannot pass as a green test. */
export function casesOf<In, Expect>(fn: string): ConformanceCase<In, Expect>[] {
  const found = allCases().filter((one) => one.fn === fn);
  if (found.length === 0) throw new Error(`No conformance case has fn "${fn}"`);
  return found as ConformanceCase<In, Expect>[];
}
