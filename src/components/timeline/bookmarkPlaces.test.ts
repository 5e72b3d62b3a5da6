import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bookmarkPlaces } from './bookmarkPlaces.ts';

test('a flag hangs where its moment is, with its name where there is room', () => {
  expect(bookmarkPlaces([100, 400, 460], 1000)).toEqual([
    { left: 89, width: 180, named: true },
    { left: 389, width: 60, named: false },
    { left: 449, width: 180, named: true },
  ]);
});

test('none lies over another or past the end, wherever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 78, max: 972 }), { maxLength: 15 }), (xs) => {
      const places = bookmarkPlaces(xs.toSorted((a, b) => a - b), 1000);
      places.forEach(({ left, width }, index) => {
        expect(width).toBeGreaterThanOrEqual(48);
        expect(left + width).toBeLessThanOrEqual(places[index + 1]?.left ?? 1000);
      });
    }),
  );
});
