import { expect, test } from 'vitest';
import { createPlayhead } from './playhead.ts';

test('goes forwards only, until another run begins', () => {
  const playhead = createPlayhead(() => false);
  playhead.moveTo(100);
  playhead.moveTo(40);
  expect(playhead.now()).toBe(100);
  playhead.reset(0);
  expect(playhead.now()).toBe(0);
});

test('lets everyone draw who subscribed, at once and then whenever it has moved', () => {
  const playhead = createPlayhead(() => false);
  const drawn: number[] = [];
  const unsubscribe = playhead.subscribe((now) => drawn.push(now));
  playhead.moveTo(5);
  playhead.draw(0, false);
  playhead.draw(16, false);
  playhead.moveTo(9);
  playhead.draw(32, false);
  unsubscribe();
  playhead.moveTo(12);
  playhead.draw(48, false);
  expect(drawn).toEqual([0, 5, 9]);
});

test('with reduced motion the picture moves on four times a second', () => {
  const playhead = createPlayhead(() => true);
  const drawn: number[] = [];
  playhead.subscribe((now) => drawn.push(now));
  for (let frame = 1; frame <= 120; frame += 1) {
    playhead.moveTo(frame);
    playhead.draw(frame * 16, false);
  }
  expect(drawn.length).toBeGreaterThan(6);
  expect(drawn.length).toBeLessThanOrEqual(10);
  playhead.draw(120 * 16, true);
  expect(drawn.at(-1)).toBe(120);
});
