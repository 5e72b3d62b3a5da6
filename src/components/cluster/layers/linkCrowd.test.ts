import { describe, expect, it } from 'vitest';
import { curve } from '../../../scene/bezier.ts';
import { drawnLink, fade, light } from './drawnLink.ts';
import type { DrawnLink } from './drawnLink.ts';
import { lastUsed, nearestLink } from './linkCrowd.ts';

/** A level line across, at a height. */
function line(y: number, usedAt = -Infinity): DrawnLink {
  const path = curve({ x: 0, y }, { x: 30, y }, { x: 70, y }, { x: 100, y });
  return { ...drawnLink({ key: `a|b${y}`, from: 'a', to: `b${y}`, path }), usedAt, shown: usedAt > -Infinity };
}

describe('links that are drawn together', () => {
  it('are all that are in use while there is room, in the order in which they were made', () => {
    const links = [line(1, 30), line(2), line(3, 10), line(4, 20)];
    expect(lastUsed(links, 3).map(({ key }) => key)).toEqual(['a|b1', 'a|b3', 'a|b4']);
  });

  it('are those that were used last where there are more, and never more than that', () => {
    expect(lastUsed([line(1, 30), line(2, 40), line(3, 10), line(4, 20)], 2).map(({ key }) => key)).toEqual(['a|b1', 'a|b2']);
    expect(lastUsed([line(1, 7), line(2, 7), line(3, 7)], 2).map(({ key }) => key)).toEqual(['a|b1', 'a|b2']);
  });

  it('are taken by a pointer that is near enough, the nearest first', () => {
    const links = [line(10), line(20), line(90)];
    expect(nearestLink(links, 50, 14, 7)?.to).toBe('b10');
    expect(nearestLink(links, 50, 16, 7)?.to).toBe('b20');
    expect(nearestLink(links, 50, 50, 7)).toBeNull();
    expect(nearestLink(links, 105, 90, 7)?.to).toBe('b90');
    expect(nearestLink(links, 108, 90, 7)).toBeNull();
  });
});

describe('a link', () => {
  it('is shown from its last message on for as long as is said, and lit for as long as it has energy', () => {
    const link = line(1, 1_000);
    fade(link, 1_500, 0.5, 700);
    expect([link.shown, link.level]).toEqual([true, 0]);
    fade(link, 1_700, 0.5, 700);
    expect(link.shown).toBe(false);
    light(link, 15, 3);
    fade(link, 1_800, 0.5, 700);
    expect([link.shown, link.hue, link.level]).toEqual([true, 3, 4]);
    for (let clock = 1_800; clock < 2_000; clock += 20) fade(link, clock, 0.5, 700);
    expect(link.level).toBe(0);
    fade(link, 2_650, 0.5, 700);
    expect(link.shown).toBe(false);
  });
});
