/** `1 record`, `3 records`. `shown` is the number as it is to be read, where that differs: grouped, or not known to the last one. */
export function counted(n: number, one: string, many: string, shown: string = String(n)): string {
  return `${shown} ${n === 1 ? one : many}`;
}

/** What ends a list that is not told whole. */
export const andMore = (count: number): string => `and ${count} more`;
