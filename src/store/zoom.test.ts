import { expect, it } from 'vitest';
import { zoomAround, zoomBetween } from './zoom.ts';

const SECOND = 1_000_000;

it('a stretch stays while the playhead is in it, and turns to it when it has left, as long as before', () => {
  const zoom = { from: 10 * SECOND, to: 20 * SECOND };
  expect(zoomAround(zoom, 15 * SECOND)).toBe(zoom);
  expect(zoomAround(zoom, 20 * SECOND)).toBe(zoom);
  expect(zoomAround(zoom, 21 * SECOND)).toEqual({ from: 20 * SECOND, to: 30 * SECOND });
  expect(zoomAround(zoom, 4 * SECOND)).toEqual({ from: 3 * SECOND, to: 13 * SECOND });
  expect(zoomAround(zoom, 0)).toEqual({ from: 0, to: 10 * SECOND });
  expect(zoomAround(null, 5)).toBeNull();
});

it('a stretch may be marked from either end, lies within the run, and is never too short to show anything', () => {
  expect(zoomBetween(9 * SECOND, 3 * SECOND, 20 * SECOND)).toEqual({ from: 3 * SECOND, to: 9 * SECOND });
  expect(zoomBetween(-SECOND, 30 * SECOND, 20 * SECOND)).toEqual({ from: 0, to: 20 * SECOND });
  expect(zoomBetween(5_000_000, 5_200_000, 20 * SECOND)).toEqual({ from: 4_100_000, to: 6_100_000 });
  expect(zoomBetween(5 * SECOND, 5 * SECOND, 20 * SECOND)).toBeNull();
});
