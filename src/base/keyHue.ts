/** So many hues there are for keys. */
export const HUES = 8;

/** The hue of a key that no document names: `user:3` by its number, so that neighbours differ, and any other by its letters. It has it whenever it turns up. */
export function keyHue(key: string): number {
  const number = /^[\w-]+:(\d{1,9})$/.exec(key)?.[1];
  if (number !== undefined) return (Number(number) + HUES - 1) % HUES;
  let sum = 7;
  for (let index = 0; index < key.length; index += 1) sum = (Math.imul(sum, 31) + key.charCodeAt(index)) >>> 0;
  return (sum >>> 8) % HUES;
}
