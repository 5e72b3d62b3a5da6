import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, formatSize, MAX_DURATION_US, parseDuration, parseSize } from './units.ts';

describe('parseDuration', () => {
  it.each([
    ['200us', 200],
    ['250ms', 250_000],
    ['5s', 5_000_000],
    ['2m', 120_000_000],
    ['1h', 3_600_000_000],
    ['7d', 604_800_000_000],
    ['0s', 0],
    ['1.5s', 1_500_000],
    ['0.25ms', 250],
    ['10 ms', 10_000],
    ['10000d', MAX_DURATION_US],
  ])('%s is %d us', (text, us) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: us });
  });

  it.each([
    [5, 'notDuration'],
    ['5', 'notDuration'],
    ['', 'notDuration'],
    ['-5s', 'notDuration'],
    ['5 sec', 'notDuration'],
    ['5S', 'notDuration'],
    ['1e3s', 'notDuration'],
    ['.5s', 'notDuration'],
    ['5constructor', 'notDuration'],
    [null, 'notDuration'],
    [{}, 'notDuration'],
    ['0.5us', 'tooFine'],
    ['0.0001ms', 'tooFine'],
    ['10001d', 'tooLong'],
    ['99999999999999999999999999d', 'tooLong'],
    ['9'.repeat(100_000), 'notDuration'],
  ])('%j is refused: %s', (input, fault) => {
    expect(parseDuration(input)).toEqual({ ok: false, fault });
  });
});

describe('parseSize', () => {
  it.each([
    [16384, 16384],
    ['16KiB', 16384],
    ['1MiB', 1_048_576],
    ['1.5KiB', 1536],
    ['0B', 0],
    ['1GiB', 1_073_741_824],
  ])('%j is %d bytes', (input, bytes) => {
    expect(parseSize(input)).toEqual({ ok: true, value: bytes });
  });

  it.each([[-1], [1.5], ['16KB'], ['16'], [Number.NaN], ['0.3B'], [true], ['2000TiB'], [1e300]])('%j is refused', (input) => {
    expect(parseSize(input).ok).toBe(false);
  });
});

describe('formatting', () => {
  it.each([
    [0, '0 µs'],
    [200, '200 µs'],
    [1_000, '1 ms'],
    [1_234, '1.234 ms'],
    [250_000, '250 ms'],
    [9_000_000, '9 s'],
    [2_300_400, '2.3 s'],
    [59_999_600, '1 min'],
    [90_000_000, '1 min 30 s'],
    [90_500_000, '1 min 30.5 s'],
    [300_000_000, '5 min'],
    [7_500_000_000, '2 h 5 min'],
    [604_800_000_000, '7 d'],
    [90_000_000_000, '1 d 1 h'],
    [-1_500, '-1.5 ms'],
  ])('%d us reads %s', (us, text) => {
    expect(formatDuration(us)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [16_384, '16 KiB'],
    [1_572_864, '1.5 MiB'],
    [1_048_575, '1 MiB'],
    [1_073_741_824, '1 GiB'],
    [33_554_432, '32 MiB'],
  ])('%d bytes reads %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  it('reads back what it wrote when nothing was rounded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59_999 }), (ms) => {
        const text = formatDuration(ms * 1_000);
        expect(parseDuration(text)).toEqual({ ok: true, value: ms * 1_000 });
      }),
    );
  });
});
