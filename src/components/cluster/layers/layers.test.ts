import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../../scene/frame.ts';
import { appearanceOf } from './appearance.ts';
import { hasStopped, progressOf } from './progress.ts';

const MESSAGE: MessageView = {
  key: '1',
  from: 'producer:checkout',
  to: 'broker-1',
  api: 'Produce',
  response: false,
  category: 'produce',
  sentAt: 1_000,
  arrivesAt: 2_000,
  hue: 3,
  records: 1,
  label: 'Produce, orders-0, 1 record',
  fate: 'travelling',
  error: false,
};

describe('progressOf', () => {
  it('is the share of the way, and nothing before the start and after the end', () => {
    expect([999, 1_000, 1_250, 1_999, 2_000].map((now) => progressOf(MESSAGE, now, 0, false))).toEqual([null, 0, 0.25, 0.999, null]);
  });

  it('stops half way for a lost message, and before that for held ones in line', () => {
    const lost: MessageView = { ...MESSAGE, fate: 'lost' };
    expect([1_250, 1_600, 9_000].map((now) => progressOf(lost, now, 0, false))).toEqual([0.25, 0.5, 0.5]);
    const held: MessageView = { ...MESSAGE, fate: 'held' };
    expect(progressOf(held, 9_000, 0, false)).toBe(0.5);
    expect(progressOf(held, 9_000, 2, false)).toBeLessThan(0.5);
    expect(hasStopped(held, 0.41)).toBe(true);
    expect(hasStopped(lost, 0.1)).toBe(false);
    expect(hasStopped(MESSAGE, 0.9)).toBe(false);
  });

  it('shows one that was lost at once where it was lost', () => {
    expect(progressOf({ ...MESSAGE, fate: 'lost', arrivesAt: 1_000 }, 1_000, 0, false)).toBe(0.5);
    expect(progressOf({ ...MESSAGE, fate: 'lost', arrivesAt: 1_000 }, 999, 0, false)).toBeNull();
  });

  it('jumps from place to place for readers who want less motion', () => {
    const places = new Set(Array.from({ length: 100 }, (_, step) => progressOf(MESSAGE, 1_000 + step * 10, 0, true)));
    expect(places.size).toBe(4);
  });
});

describe('what a message looks like', () => {
  it('has the hue of its record, violet for control, grey for the rest, red for an error', () => {
    expect(appearanceOf(MESSAGE)).toMatchObject({ tint: 'key-3', hollow: false });
    expect(appearanceOf({ ...MESSAGE, hue: -1 }).tint).toBe('key-none');
    expect(appearanceOf({ ...MESSAGE, hue: null, records: 0, response: true })).toMatchObject({ tint: 'plain', hollow: true });
    expect(appearanceOf({ ...MESSAGE, hue: null, records: 0, category: 'control' }).tint).toBe('control');
    expect(appearanceOf({ ...MESSAGE, error: true }).tint).toBe('bad');
  });

  it('grows with its records up to a point', () => {
    const radius = (records: number): number => appearanceOf({ ...MESSAGE, records }).radius;
    expect(radius(5)).toBeGreaterThan(radius(1));
    expect(radius(5_000)).toBe(radius(500));
  });
});
