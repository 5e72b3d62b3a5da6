/** Whether two plain values (objects, arrays, maps and sets of them) hold the same. What is the same object is not looked into. */
export function sameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) return Array.isArray(one) && Array.isArray(other) && sameItems(one, other);
  if (one instanceof Map || other instanceof Map) return one instanceof Map && other instanceof Map && sameEntries(one, other);
  if (one instanceof Set || other instanceof Set) return one instanceof Set && other instanceof Set && sameItems([...one], [...other]);
  return sameFields(one as Record<string, unknown>, other as Record<string, unknown>);
}

function sameItems(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (!sameData(one[index], other[index])) return false;
  return true;
}

/** The order counts: it decides what is done first. */
function sameEntries(one: ReadonlyMap<unknown, unknown>, other: ReadonlyMap<unknown, unknown>): boolean {
  if (one.size !== other.size) return false;
  const others = other.entries();
  for (const [key, value] of one) {
    const [otherKey, otherValue] = others.next().value ?? [];
    if (!Object.is(key, otherKey) || !sameData(value, otherValue)) return false;
  }
  return true;
}

function sameFields(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && sameData(one[key], other[key]));
}
