import { expect, test } from 'vitest';
import { spanThickness } from './laneLayout.ts';

test('how many copies are in sync is told by thickness, not by colour alone', () => {
  const thick = (['good', 'warn', 'bad'] as const).map((tone) => spanThickness('isr', tone, { step: 15, thickness: 6 }));
  expect(thick[1]).toBeGreaterThan((thick[0] ?? 0) + 2);
  expect(thick[2]).toBeGreaterThan((thick[1] ?? 0) + 2);
  expect(thick[2]).toBeLessThanOrEqual(15);
});
