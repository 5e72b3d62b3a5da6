/**
 * Sharing of plain data: numbers, text, booleans, null, and arrays and records of these. No cycles, no class instances, no undefined
 * fields that differ from absent ones.
 */

function fieldsOf(record: object): Readonly<Record<string, unknown>> {
  return record as Readonly<Record<string, unknown>>;
}

/**
 * `after`, with every part that says the same as it did in `before` taken from `before`, so that whoever compares by
 * reference sees only what changed.
 */
export function shareUnchanged<T>(before: unknown, after: T): T;
export function shareUnchanged(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after;
  if (Array.isArray(before) && Array.isArray(after)) return shareList(before, after);
  if (Array.isArray(before) || Array.isArray(after)) return after;
  return shareRecord(before, after);
}

function shareList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  let same = before.length === after.length;
  const shared = after.map((value, index) => {
    const kept = shareUnchanged<unknown>(before[index], value);
    if (!Object.is(kept, before[index])) same = false;
    return kept;
  });
  return same ? before : shared;
}

function shareRecord(before: object, after: object): object {
  const old = fieldsOf(before);
  const names = Object.keys(after);
  let same = names.length === Object.keys(before).length;
  const shared: Record<string, unknown> = {};
  for (const name of names) {
    const kept = shareUnchanged<unknown>(old[name], fieldsOf(after)[name]);
    if (!Object.hasOwn(old, name) || !Object.is(kept, old[name])) same = false;
    shared[name] = kept;
  }
  return same ? before : shared;
}
