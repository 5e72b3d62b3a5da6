import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import { murmur2, murmur2OfText, partitionForKey, utf8Bytes } from './murmur2.ts';

describe('murmur2', () => {
  for (const c of casesOf<{ utf8: string }, number>('murmur2')) {
    it(c.id, () => {
      expect(murmur2(utf8Bytes(c.in.utf8))).toBe(c.expect);
      expect(murmur2OfText(c.in.utf8)).toBe(c.expect);
    });
  }

  // Worked out with a JVM: byte i is 250 - 37i, so that every tail length and the sign bit of bytes are met.
  it.each([
    [1, 1019148183],
    [2, 1447649649],
    [3, -2065420978],
    [4, -1603705185],
    [5, -408393375],
    [6, 747123225],
    [7, -1181570836],
  ])('hashes %i raw bytes', (length, hash) => {
    expect(murmur2(Uint8Array.from({ length }, (_, i) => (250 - i * 37) & 0xff))).toBe(hash);
  });

  it('hashes no bytes at all', () => expect(murmur2(new Uint8Array(0))).toBe(275646681));
});

describe('utf8Bytes', () => {
  it('agrees with the platform on well-formed text', () => {
    for (const text of ['', 'user:1', 'été', '\u0800\u07ff\u007f\u0080\uffff', '\u{1F600} key \u{1F389}']) {
      expect([...utf8Bytes(text)]).toEqual([...new TextEncoder().encode(text)]);
    }
  });

  it.each([
    ['x\ud800y', [120, 63, 121]],
    ['\udc00', [63]],
    ['\udfff', [63]],
    ['\ud800', [63]],
    ['\ud800\udc00\udbff\udfff', [240, 144, 128, 128, 244, 143, 191, 191]],
    ['\ud83d\ue000', [63, 238, 128, 128]],
    ['k\ud83d', [107, 63]],
    ['\ud83d\ud83d\ude00', [63, 240, 159, 152, 128]],
  ])('replaces unpaired surrogates by a question mark, as Java does (%#)', (text, bytes) => {
    expect([...utf8Bytes(text)]).toEqual(bytes);
  });
});

describe('partitionForKey', () => {
  // From a JVM: (murmur2(getBytes(UTF_8)) & 0x7fffffff) % n. user:2 and été hash to negative numbers.
  it.each([
    ['user:1', 6, 2],
    ['user:1', 3, 2],
    ['user:2', 6, 5],
    ['user:2', 3, 2],
    ['été', 6, 1],
    ['\u{1F600}', 6, 3],
    ['', 6, 3],
    ['', 3, 0],
  ])('%s over %i partitions', (key, count, partition) => {
    expect(partitionForKey(key, count)).toBe(partition);
  });
});
