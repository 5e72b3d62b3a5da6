/** Names as a sentence lists them: `a`, `a and b`, `a, b and c`. Of more than `most` the first by name: `a, b and 3 more`. */
export function listed(names: readonly string[], most: number): string {
  if (names.length > most) return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
