const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;
const QUESTION_MARK = 0x3f;

/**
 * The 32-bit hash of the default partitioner, as a signed integer (Kafka: `Utils.murmur2`).
 * Reads little-endian words; all arithmetic wraps at 32 bits.
 */
export function murmur2(bytes: Uint8Array): number {
  return hashOf(bytes.length, (index) => bytes[index] ?? 0);
}

/** The same of a string's bytes. Those of ASCII, as nearly all keys are, need not be written down first. */
export function murmur2OfText(text: string): number {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return murmur2(utf8Bytes(text));
  return hashOf(text.length, (index) => text.charCodeAt(index));
}

function hashOf(length: number, byteAt: (index: number) => number): number {
  const wordsEnd = length & ~3;
  let h = SEED ^ length;
  for (let i = 0; i < wordsEnd; i += 4) {
    let k = byteAt(i) | (byteAt(i + 1) << 8) | (byteAt(i + 2) << 16) | (byteAt(i + 3) << 24);
    k = Math.imul(k, M);
    k ^= k >>> R;
    h = Math.imul(h, M) ^ Math.imul(k, M);
  }
  const tail = length - wordsEnd;
  if (tail >= 3) h ^= byteAt(wordsEnd + 2) << 16;
  if (tail >= 2) h ^= byteAt(wordsEnd + 1) << 8;
  if (tail >= 1) h = Math.imul(h ^ byteAt(wordsEnd), M);
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
}

/**
 * The bytes `StringSerializer` sends for a string. An unpaired surrogate becomes `?`, as in Java's `String.getBytes`,
 * where a browser's encoder would write U+FFFD: the partition of such a key would differ.
 */
export function utf8Bytes(s: string): Uint8Array {
  const out = new Uint8Array(s.length * 3);
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    if (unit < 0x80) {
      out[n++] = unit;
    } else if (unit < 0x800) {
      out[n++] = 0xc0 | (unit >> 6);
      out[n++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      out[n++] = 0xe0 | (unit >> 12);
      out[n++] = 0x80 | ((unit >> 6) & 0x3f);
      out[n++] = 0x80 | (unit & 0x3f);
    } else {
      const low = unit <= 0xdbff && i + 1 < s.length ? s.charCodeAt(i + 1) : 0;
      if (low < 0xdc00 || low > 0xdfff) {
        out[n++] = QUESTION_MARK;
        continue;
      }
      const point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
      out[n++] = 0xf0 | (point >> 18);
      out[n++] = 0x80 | ((point >> 12) & 0x3f);
      out[n++] = 0x80 | ((point >> 6) & 0x3f);
      out[n++] = 0x80 | (point & 0x3f);
      i++;
    }
  }
  return out.subarray(0, n);
}

/**
 * Partition of a keyed record (Kafka: `BuiltInPartitioner.partitionForKey`). `partitionCount` counts all partitions of
 * the topic, also those without a leader: a key must not move because a broker is down.
 */
export function partitionForKey(key: string, partitionCount: number): number {
  // A mask, not an absolute value: the latter would send other keys elsewhere.
  return (murmur2OfText(key) & 0x7fffffff) % partitionCount;
}
