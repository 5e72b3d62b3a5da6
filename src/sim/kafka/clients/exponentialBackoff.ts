/** `maxMs` bounds every answer; `jitterPermille` 200 spreads a term over 80 to 120 percent. All integers. */
export type ExponentialBackoff = {
  readonly initialMs: number;
  readonly maxMs: number;
  readonly multiplier: number;
  readonly jitterPermille: number;
};

const PERMILLE = 1000;
const HALF = 65_536;

/**
 * Milliseconds to wait before the next attempt, `attempts` failures after the first (0 gives `initialMs`).
 * `drawUint32` places the answer within the jitter; without jitter it is not looked at. Kafka: `ExponentialBackoff.backoff`,
 * with its quirk that an initial value not below the maximum is a constant `maxMs` without jitter. Kafka computes
 * in floating point; here the same term is reached by multiplication, cut off at `maxMs`, so all engines agree.
 */
export function exponentialBackoffMs(backoff: ExponentialBackoff, attempts: number, drawUint32: number): number {
  const { initialMs, maxMs, multiplier, jitterPermille } = backoff;
  if (initialMs >= maxMs) return maxMs;
  let term = initialMs;
  if (multiplier > 1 && initialMs > 0) {
    for (let i = 0; i < attempts && term < maxMs; i++) term *= multiplier;
  }
  if (term > maxMs) term = maxMs;
  if (jitterPermille === 0) return term;
  const lowest = term * (PERMILLE - jitterPermille);
  const jittered = Math.floor((lowest + scaled(term * 2 * jitterPermille, drawUint32)) / PERMILLE);
  return jittered < maxMs ? jittered : maxMs;
}

/** floor(span * draw / 2^32), in two halves because the product alone could leave the exact integers. */
function scaled(span: number, drawUint32: number): number {
  const high = drawUint32 >>> 16;
  const low = drawUint32 & 0xffff;
  return Math.floor((span * high + Math.floor((span * low) / HALF)) / HALF);
}
