/**
 * sfc32, a small fast counting generator (Chris Doty-Humphrey): four 32-bit words, integer
 * arithmetic only, so that every JavaScript engine draws the same numbers.
 */
export interface Sfc32 {
  a: number;
  b: number;
  c: number;
  counter: number;
}

/** FNV-1a over UTF-16 code units: turns a stream's name into a number, the same everywhere. */
function hashString(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A stream of its own for every (seed, name): drawing from one never shifts another. */
export function createStream(seed: number, name: string): Sfc32 {
  const low = seed >>> 0;
  const high = Math.floor(seed / 0x1_0000_0000) >>> 0;
  const rng: Sfc32 = { a: low, b: high ^ 0x9e3779b9, c: hashString(name), counter: 1 };
  for (let round = 0; round < 12; round += 1) nextUint32(rng);
  return rng;
}

/** The next 32 random bits, 0 to 2^32 - 1. */
export function nextUint32(rng: Sfc32): number {
  const sum = (((rng.a + rng.b) | 0) + rng.counter) | 0;
  rng.counter = (rng.counter + 1) | 0;
  rng.a = rng.b ^ (rng.b >>> 9);
  rng.b = (rng.c + (rng.c << 3)) | 0;
  rng.c = (((rng.c << 21) | (rng.c >>> 11)) + sum) | 0;
  return sum >>> 0;
}

/**
 * Maps 32 random bits to 0..bound-1 by taking the high part of the product: at most one value in
 * 2^32 / bound is favoured, which no run of ours can notice.
 */
export function scaleToBound(bits: number, bound: number): number {
  return Math.floor((bits / 0x1_0000_0000) * bound);
}

export function cloneStream(rng: Sfc32): Sfc32 {
  return { a: rng.a, b: rng.b, c: rng.c, counter: rng.counter };
}
