/** A running 64-bit digest of everything that happened, as two 32-bit words. */
export interface TraceHash {
  high: number;
  low: number;
}

export function emptyTraceHash(): TraceHash {
  return { high: 0x243f6a88, low: 0x85a308d3 };
}

/** Folds one integer into the digest. Order matters. */
export function mixTrace(hash: TraceHash, value: number): void {
  const low = Math.imul(hash.low ^ value, 0x01000193);
  hash.low = low ^ (low >>> 15);
  const high = Math.imul((hash.high + value) | 0, 0x85ebca6b) ^ low;
  hash.high = high ^ (high >>> 13);
}

/** Sixteen lower-case hex digits. */
export function formatTraceHash(hash: TraceHash): string {
  return hex32(hash.high) + hex32(hash.low);
}

function hex32(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
