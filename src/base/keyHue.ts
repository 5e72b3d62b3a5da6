/** So many hues there are for keys. */
export const HUES = 8;

/** The hue of a key that no document names: by its number where it ends in one, so that neighbours differ, and else by its letters. It has it whenever it turns up. */
export function keyHue(key: string): number {
  const number = /\d{1,9}$/.exec(key);
  if (number !== null) return (Number(number[0]) + HUES - 1) % HUES;
  let sum = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) sum = Math.imul(sum ^ key.charCodeAt(index), 0x01000193) >>> 0;
  return (sum >>> 16) % HUES;
}
