import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curve, pathData, pointOnLink, roundedPath } from './bezier.ts';
import type { Point } from './geometry.ts';
import { contains, rect } from './geometry.ts';
import { layoutScene } from './layout.ts';
import { isFirst, linkBetween, linkKey } from './links.ts';
import { structureOf } from './structure.ts';
import { fixtureFrame } from './testing/fixtureFrame.ts';
import type { FixtureOptions } from './testing/fixtureFrame.ts';
import type { Scene, Viewport } from './types.ts';

function sceneOf(viewport: Viewport, options: FixtureOptions = {}): Scene {
  return layoutScene(structureOf(fixtureFrame(options), { showInternalTopics: false, legendLines: 4 }), viewport);
}

const SCENES: readonly (readonly [string, Scene])[] = [
  ['a stack', sceneOf({ kind: 'wide', width: 800, height: 604 })],
  ['columns', sceneOf({ kind: 'embed', width: 760, height: 306 })],
  ['a phone', sceneOf({ kind: 'phone', width: 390, height: 0 })],
  ['a small embed', sceneOf({ kind: 'embed', width: 480, height: 186 })],
  ['a grid of tiles', sceneOf({ kind: 'wide', width: 800, height: 604 }, { brokers: 12, partitions: 60 })],
  ['two producers and two groups on a phone', sceneOf({ kind: 'phone', width: 390, height: 0 }, { producers: ['p', 'q'], groups: { a: ['a1', 'a2', 'a3', 'a4'], b: ['b1'] } })],
];

/** Points along the link between two nodes, from the first. */
function points(scene: Scene, a: string, b: string): Point[] {
  const link = linkBetween(scene, a, b);
  expect(link, `${a} to ${b}`).not.toBeNull();
  return Array.from({ length: 41 }, (_, index) => {
    const point = { x: 0, y: 0, dx: 0, dy: 0 };
    if (link !== null) pointOnLink(link.path, index / 40, point);
    return point;
  });
}

describe.each(SCENES)('links of %s', (_name, scene) => {
  const nodes = [...scene.nodes.keys()];
  const pairs = nodes.flatMap((a, index) => nodes.slice(index + 1).map((b) => [a, b] as const));

  it('join the two nodes and stay in the picture', () => {
    const page = rect(0, 0, scene.width, scene.height);
    for (const [a, b] of pairs) {
      const path = points(scene, a, b);
      for (const { x, y } of path) expect(contains(page, rect(x, y, 0, 0)), `${a} to ${b} at ${x} ${y}`).toBe(true);
      const [from, to] = isFirst(a, b) ? [a, b] : [b, a];
      expect(touches(scene, from, path[0]), `${a} to ${b} starts at ${from}`).toBe(true);
      expect(touches(scene, to, path.at(-1)), `${a} to ${b} ends at ${to}`).toBe(true);
    }
  });

  it('do not jump: a small step in time is a small step on the way', () => {
    for (const [a, b] of pairs) {
      const path = points(scene, a, b);
      const length = linkBetween(scene, a, b)?.path.length ?? 0;
      path.slice(1).forEach((point, index) => {
        const before = path[index] ?? point;
        expect(Math.hypot(point.x - before.x, point.y - before.y)).toBeLessThanOrEqual(length / 40 * 3 + 1);
      });
    }
  });
});

function touches(scene: Scene, node: string, point: Point | undefined): boolean {
  const area = scene.nodes.get(node);
  if (area === undefined || point === undefined) return false;
  return contains(rect(area.x - 0.5, area.y - 0.5, area.width + 1, area.height + 1), rect(point.x, point.y, 0, 0));
}

describe('links', () => {
  const scene = sceneOf({ kind: 'wide', width: 800, height: 604 });

  it('are the same for both directions', () => {
    expect(linkBetween(scene, 'broker-1', 'producer:checkout')).toEqual(linkBetween(scene, 'producer:checkout', 'broker-1'));
    expect(linkKey('broker-2', 'broker-1')).toBe(linkKey('broker-1', 'broker-2'));
  });

  it('are null for a node that is not drawn, and from a node to itself', () => {
    expect(linkBetween(scene, 'broker-1', 'broker-9')).toBeNull();
    expect(linkBetween(scene, 'broker-1', 'broker-1')).toBeNull();
  });
});

describe('pointOnLink', () => {
  it('is at the ends for 0 and 1, and beyond them', () => {
    const path = curve({ x: 10, y: 20 }, { x: 40, y: 20 }, { x: 40, y: 90 }, { x: 70, y: 90 });
    const point = { x: 0, y: 0, dx: 0, dy: 0 };
    for (const [t, x, y] of [[0, 10, 20], [1, 70, 90], [-3, 10, 20], [7, 70, 90], [0.5, 40, 55]] as const) {
      pointOnLink(path, t, point);
      expect([point.x, point.y]).toEqual([x, y]);
    }
  });

  it('walks a rounded path evenly', () => {
    const corners = fc.array(fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 400 }) }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(corners, (list) => {
        const path = roundedPath(list, 9);
        if (path.length < 5) return;
        const point = { x: 0, y: 0, dx: 0, dy: 0 };
        let last = list[0] ?? { x: 0, y: 0 };
        for (let step = 1; step <= 60; step += 1) {
          pointOnLink(path, step / 60, point);
          expect(Math.hypot(point.x - last.x, point.y - last.y)).toBeLessThan((path.length / 60) * 1.8 + 0.5);
          last = { x: point.x, y: point.y };
        }
      }),
    );
  });

  it('has a direction of length one', () => {
    const point = { x: 0, y: 0, dx: 0, dy: 0 };
    pointOnLink(curve({ x: 0, y: 0 }, { x: 30, y: 0 }, { x: 70, y: 0 }, { x: 100, y: 0 }), 0.3, point);
    expect([point.dx, point.dy]).toEqual([1, 0]);
  });

  it('writes a path that SVG understands', () => {
    expect(pathData(curve({ x: 0, y: 0 }, { x: 30, y: 0 }, { x: 70.25, y: 0 }, { x: 100, y: 1 }))).toBe('M0 0C30 0 70.3 0 100 1');
  });
});

describe('the admin client of a phone', () => {
  it('has its links below the keys and above the producers', () => {
    for (const legendLines of [0, 2, 6, 12]) {
      const scene = layoutScene(structureOf(fixtureFrame(), { showInternalTopics: false, legendLines }), { kind: 'phone', width: 390, height: 0 });
      const legend = scene.legend ?? rect(0, 0, 0, 0);
      const across = points(scene, 'admin', 'broker-1').filter(({ x }) => x > legend.x + 20 && x < legend.x + legend.width);
      expect(across.length > 0 || scene.legend === null).toBe(true);
      for (const { y } of across) expect([y > legend.y + legend.height, y < (scene.producers[0]?.rect.y ?? Infinity)], `${legendLines} lines`).toEqual([true, true]);
    }
  });
});
