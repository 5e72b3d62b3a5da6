import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellMetrics, placeMarks, slotX, windowStart } from './strip.ts';
import type { Mark } from './strip.ts';

describe('cellMetrics', () => {
  it('fits its slots into the width and its digits into the slots', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 900 }), fc.integer({ min: 11, max: 28 }), fc.integer({ min: 0, max: 9_999_999 }), (width, height, longest) => {
        const { pitch, slots } = cellMetrics(width, height, longest, true);
        expect(slots).toBeGreaterThanOrEqual(1);
        expect(slots).toBeLessThanOrEqual(24);
        if (slots > 1) expect(slots * pitch).toBeLessThanOrEqual(width + 0.01);
        expect(pitch - 2).toBeGreaterThanOrEqual(String(longest).length * 6.6);
      }),
    );
  });

  it('stays as it is while offsets have the same number of digits', () => {
    expect(cellMetrics(240, 16, 99, true)).toEqual(cellMetrics(240, 16, 10, true));
    expect(cellMetrics(240, 16, 999, true).slots).toBeLessThan(cellMetrics(240, 16, 99, true).slots);
  });

  it('shows more cells when they are not numbered', () => {
    expect(cellMetrics(200, 10, 5_000, false)).toEqual({ pitch: 8, slots: 24, numbered: false });
  });
});

describe('windowStart', () => {
  it('shows the end of the log and a free slot after it, and never starts before 0', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 24 }), (end, slots) => {
        const from = windowStart(end, slots);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(end - from).toBeLessThan(slots);
        expect(end - from).toBeGreaterThanOrEqual(Math.min(end, slots - 1 - Math.floor(slots / 4)));
      }),
    );
  });

  it('moves in steps: a window of 12 stands still for three records', () => {
    expect([11, 12, 13, 14, 15].map((end) => windowStart(end, 12))).toEqual([0, 3, 3, 3, 6]);
  });
});

describe('slotX', () => {
  const metrics = { pitch: 20, slots: 10, numbered: true };
  it('is the left edge of the slot, within the window', () => {
    expect([3, 4, 13, 99, 0].map((offset) => slotX(offset, 3, metrics))).toEqual([0, 20, 200, 200, 0]);
  });
});

describe('placeMarks', () => {
  const marks: fc.Arbitrary<Mark[]> = fc.array(
    fc.record({ key: fc.uuid(), x: fc.integer({ min: 5, max: 295 }), text: fc.constantFrom('', 'c1', 'HW 1204', 'payments-reader'), half: fc.constantFrom(0, 4) }),
    { maxLength: 6 },
  );

  it('lets no text cover another, or a triangle, or leave the strip', () => {
    fc.assert(
      fc.property(marks, fc.integer({ min: 1, max: 2 }), (list, lines) => {
        const placed = placeMarks(list, 300, 40, lines);
        const texts = placed.flatMap(({ textX, textWidth, line }) => (textX === null ? [] : [{ from: textX, to: textX + textWidth, line }]));
        texts.forEach(({ from, to, line }, index) => {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(300);
          expect(line).toBeLessThan(lines);
          for (const other of texts.slice(index + 1)) expect(line !== other.line || to <= other.from || from >= other.to).toBe(true);
        });
        for (const { x, half } of list.filter((mark) => mark.half > 0)) {
          for (const { from, to } of texts.filter(({ line }) => line === 0)) expect(to <= x - half + 1.01 || from >= x + half - 1.01).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('puts a name right of its mark, or left of it at the end of the strip', () => {
    const [early] = placeMarks([{ key: 'a', x: 100, text: 'c1', half: 4 }], 300, 40);
    expect(early?.textX).toBe(107);
    const [late] = placeMarks([{ key: 'a', x: 290, text: 'c1', half: 4 }], 300, 40);
    expect(late?.textX).toBeCloseTo(290 - 7 - 13.4);
  });

  it('goes to the next line with a name that has no place on the first, under its mark', () => {
    // Two readers and the high watermark at the end of a log, at which a strip ends too.
    const end = [
      { key: 'hw', x: 290, text: 'HW 31', half: 0 },
      { key: 'near', x: 278, text: 'near', half: 4 },
      { key: 'far', x: 302, text: 'far', half: 4 },
    ];
    expect(placeMarks(end, 322, 40).map(({ textX }) => textX === null)).toEqual([true, false, true]);
    const placed = placeMarks(end, 322, 40, 2);
    expect(placed.map(({ line }) => line)).toEqual([1, 0, 1]);
    const [hw, , far] = placed;
    expect(hw?.textX).toBeCloseTo(290 - 3 - 33.5);
    expect(far?.textX).toBeCloseTo(302 - 10.05);
  });
});
