/** When it happened, in seconds to the tenth of a millisecond, so that a round trip can be told apart: `14.7023`. */
export function eventTime(at: number): string {
  return (Math.floor(at / 100) / 10_000).toFixed(4);
}
