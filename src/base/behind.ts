/**
 * How far an offset is behind the end that may be read; -1 where one of them is not known (below 0). From a group's committed
 * offset that is its lag, as `kafka-consumer-groups` counts; from a consumer's position it is what is left to read, which its metric
 * `records-lag` counts. A new leader may know less to be committed than was read already, and nothing is behind then.
 */
export function behind(end: number, offset: number): number {
  return end < 0 || offset < 0 ? -1 : Math.max(0, end - offset);
}
