/** Throws when a condition that the code relies on does not hold; `message` says which one. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${message}`);
}

/** Ends an exhaustive switch: compiling proves that no case is left, running throws with the value that arrived. */
export function assertNever(value: never, context?: string): never {
  const where = context === undefined ? '' : ` in ${context}`;
  throw new Error(`Unexpected case${where}: ${JSON.stringify(value)}`);
}

/** Marks a branch that the surrounding invariants exclude; `why` names the invariant. */
export function unreachable(why: string): never {
  throw new Error(`Unreachable: ${why}`);
}
