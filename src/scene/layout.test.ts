import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from './frame.ts';
import { bottom, contains, overlaps, rect, right } from './geometry.ts';
import type { Rect } from './geometry.ts';
import { layoutScene } from './layout.ts';
import { structureOf } from './structure.ts';
import { fixtureFrame } from './testing/fixtureFrame.ts';
import type { FixtureOptions } from './testing/fixtureFrame.ts';
import type { Scene, Viewport } from './types.ts';

const RUNS = 400;

function sceneOf(frame: Frame, viewport: Viewport, legendLines = 4): Scene {
  return layoutScene(structureOf(frame, { showInternalTopics: false, legendLines }), viewport);
}

/** Rectangles that may not touch each other, by name. */
function pieces(scene: Scene): Map<string, Rect> {
  const named = new Map<string, Rect>([['admin', scene.admin]]);
  if (scene.controllersTitle !== null) named.set('controllers title', scene.controllersTitle);
  if (scene.legend !== null) named.set('legend', scene.legend);
  for (const { name, title } of scene.racks) named.set(`rack ${name}`, title);
  for (const box of [...scene.controllers, ...scene.producers, ...scene.brokers]) named.set(box.key, box.rect);
  for (const { key, header, members } of scene.groups) {
    named.set(key, header);
    for (const member of members) named.set(member.key, member.rect);
  }
  return named;
}

function faults(scene: Scene): string[] {
  const all = [...pieces(scene)];
  const page = rect(0, 0, scene.width, scene.height);
  const outside = all.filter(([, area]) => !contains(page, area)).map(([name]) => `${name} leaves the picture`);
  const overlapping = all.flatMap(([name, area], index) =>
    all.slice(index + 1).flatMap(([other, otherArea]) => (overlaps(area, otherArea) ? [`${name} overlaps ${other}`] : [])),
  );
  return [...outside, ...overlapping, ...rackFaults(scene), ...scene.brokers.flatMap((broker) => brokerFaults(broker))];
}

function rackFaults({ racks, brokers, width, height }: Scene): string[] {
  const page = rect(0, 0, width, height);
  const outside = racks.filter((rack) => !contains(page, rect(0, rack.rect.y, 1, rack.rect.height)) || !contains(rack.rect, rect(rack.title.x, rack.title.y, rack.title.width, rack.title.height))).map(({ name }) => `rack ${name} leaves the picture`);
  const crossing = racks.flatMap((rack, index) => racks.slice(index + 1).flatMap((other) => (overlaps(rack.rect, other.rect) ? [`racks ${rack.name} and ${other.name} overlap`] : [])));
  const homeless = racks.length === 0 ? [] : brokers.filter(({ rect: card }) => racks.filter((rack) => contains(rack.rect, card)).length !== 1).map(({ key }) => `${key} is in no rack or in several`);
  return [...outside, ...crossing, ...homeless];
}

function brokerFaults({ key, rect: card, header, rows, tiles, tileTitles }: Scene['brokers'][number]): string[] {
  const inner = [['header', header] as const, ...rows.map((row) => [row.key, row.rect] as const), ...[...tiles, ...tileTitles.map(({ text, rect: area }) => ({ key: text, rect: area }))].map((tile) => [tile.key, tile.rect] as const)];
  const outside = inner.filter(([, area]) => !contains(card, area)).map(([name]) => `${name} leaves ${key}`);
  const overlapping = inner.flatMap(([name, area], index) =>
    inner.slice(index + 1).flatMap(([other, otherArea]) => (overlaps(area, otherArea) ? [`${name} overlaps ${other} in ${key}`] : [])),
  );
  const inRows = rows.flatMap((row) => {
    const parts = [row.label, row.cells, row.marks, ...(row.end === null ? [] : [row.end])].filter(({ height, width }) => height > 0 && width > 0);
    const leaving = parts.filter((part) => !contains(row.rect, part)).map((part) => `a part of ${row.key} leaves its row: ${JSON.stringify(part)}`);
    const crossing = parts.flatMap((part, index) => parts.slice(index + 1).flatMap((other) => (overlaps(part, other) ? [`parts of ${row.key} overlap`] : [])));
    return [...leaving, ...crossing];
  });
  return [...outside, ...overlapping, ...inRows];
}

const viewports = fc.oneof(
  fc.record({ kind: fc.constant('wide' as const), width: fc.integer({ min: 620, max: 1900 }), height: fc.integer({ min: 240, max: 1200 }) }),
  fc.record({ kind: fc.constant('embed' as const), width: fc.integer({ min: 440, max: 1200 }), height: fc.integer({ min: 170, max: 700 }) }),
  fc.record({ kind: fc.constant('phone' as const), width: fc.integer({ min: 320, max: 480 }), height: fc.integer({ min: 0, max: 900 }) }),
);

const clusters: fc.Arbitrary<FixtureOptions> = fc.record({
  brokers: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.integer({ min: 1, max: 30 })),
  partitions: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 8 }) }, fc.integer({ min: 1, max: 120 })),
  replicationFactor: fc.integer({ min: 1, max: 5 }),
  topic: fc.constantFrom('t', 'orders', 'customer-order-updates'),
  controllers: fc.integer({ min: 0, max: 5 }),
  producers: fc.integer({ min: 0, max: 12 }).map((count) => Array.from({ length: count }, (_, index) => `p${index}`)),
  groups: fc
    .array(fc.integer({ min: 0, max: 10 }), { maxLength: 4 })
    .map((sizes) => Object.fromEntries(sizes.map((size, group) => [`g${group}`, Array.from({ length: size }, (_, index) => `g${group}c${index}`)]))),
});

describe('layoutScene', () => {
  it('overlaps nothing and leaves nothing out, for random clusters and sizes', () => {
    fc.assert(
      fc.property(clusters, viewports, fc.integer({ min: 0, max: 8 }), (options, viewport, legendLines) => {
        const scene = sceneOf(fixtureFrame({ ...options, messages: 0 }), viewport, legendLines);
        expect(faults(scene)).toEqual([]);
        expect(scene.width).toBe(viewport.width);
        expect(scene.height).toBeGreaterThanOrEqual(viewport.height);
      }),
      { numRuns: RUNS },
    );
  });

  it('draws every entity once', () => {
    fc.assert(
      fc.property(clusters, viewports, (options, viewport) => {
        const frame = fixtureFrame({ ...options, messages: 0 });
        const scene = sceneOf(frame, viewport);
        const drawn = scene.brokers.flatMap(({ rows, tiles }) => [...rows, ...tiles].map(({ key }) => key));
        expect(drawn.toSorted()).toEqual(frame.replicas.map(({ key }) => key).toSorted());
        const members = scene.groups.flatMap((group) => group.members.map(({ key }) => key));
        expect(members.toSorted()).toEqual(frame.consumers.map(({ key }) => key).toSorted());
        for (const { node } of [...frame.brokers, ...frame.controllers, ...frame.producers, ...frame.consumers]) {
          expect(scene.nodes.has(node)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('does not move while states change', () => {
    const viewport: Viewport = { kind: 'wide', width: 832, height: 640 };
    const before = sceneOf(fixtureFrame({ size: 7 }), viewport);
    const after = sceneOf(fixtureFrame({ size: 4_000, dead: true, now: 99_000_000, messages: 3 }), viewport);
    expect(after).toEqual(before);
  });

  it.each<[string, Viewport, FixtureOptions]>([
    ['the main page', { kind: 'wide', width: 800, height: 604 }, {}],
    ['a large screen', { kind: 'wide', width: 1240, height: 800 }, {}],
    ['an embed', { kind: 'embed', width: 760, height: 306 }, { partitions: 3 }],
    ['an embed of six partitions', { kind: 'embed', width: 760, height: 306 }, {}],
    ['a phone', { kind: 'phone', width: 390, height: 0 }, {}],
  ])('numbers the cells of the first scenarios on %s', (_name, viewport, options) => {
    expect(['full', 'line', 'dense']).toContain(sceneOf(fixtureFrame(options), viewport).level);
  });

  it('fills the room: brokers reach from the controllers to the foot, sides reach the edges', () => {
    const scene = sceneOf(fixtureFrame(), { kind: 'wide', width: 832, height: 640 });
    const lowest = Math.max(...scene.brokers.map(({ rect: card }) => bottom(card)));
    expect(640 - lowest).toBeLessThan(24);
    expect(Math.max(...scene.groups.map(({ rect: group }) => right(group)))).toBeGreaterThan(832 - 20);
    expect(Math.min(...scene.producers.map(({ rect: card }) => card.x))).toBeLessThan(20);
  });

  it('draws thirty brokers with a hundred replicas each as tiles, without growing', () => {
    const frame = fixtureFrame({ brokers: 30, partitions: 1_000, replicationFactor: 3, messages: 0 });
    const scene = sceneOf(frame, { kind: 'wide', width: 832, height: 760 });
    expect(scene.level).toBe('heat');
    expect(scene.height).toBe(760);
    expect(faults(scene)).toEqual([]);
  });

  it('puts the tiles of each topic under its name', () => {
    const frame = fixtureFrame({ messages: 0 });
    const offsets = fixtureFrame({ messages: 0, topic: '__consumer_offsets', partitions: 50, replicationFactor: 1 });
    const both: Frame = { ...frame, topics: [...frame.topics, ...offsets.topics], replicas: [...frame.replicas, ...offsets.replicas] };
    const scene = sceneOf(both, { kind: 'wide', width: 620, height: 480 });
    expect(scene.level).toBe('heat');
    expect(faults(scene)).toEqual([]);
    for (const { tiles, tileTitles } of scene.brokers) {
      expect(tileTitles.map(({ text }) => text)).toEqual(['orders', '__consumer_offsets']);
      const second = tileTitles[1]?.rect.y ?? 0;
      for (const { key, rect: area } of tiles) expect(key.includes('/orders-') ? bottom(area) <= second : area.y >= second, key).toBe(true);
    }
  });

  it('names the topic also on a broker that holds no other', () => {
    const frame = fixtureFrame({ messages: 0, partitions: 150 });
    const offsets = fixtureFrame({ messages: 0, topic: '__consumer_offsets', partitions: 3, replicationFactor: 1 });
    const both: Frame = { ...frame, topics: [...frame.topics, ...offsets.topics], replicas: [...frame.replicas, ...offsets.replicas.filter(({ broker }) => broker !== 3)] };
    const size = { kind: 'wide', width: 838, height: 620 } as const;
    const scene = sceneOf(both, size);
    expect(faults(scene)).toEqual([]);
    expect(scene.brokers.map(({ tileTitles }) => tileTitles.map(({ text }) => text))).toEqual([['orders', '__consumer_offsets'], ['orders', '__consumer_offsets'], ['orders']]);
    expect(sceneOf(frame, size).brokers.flatMap(({ tileTitles }) => tileTitles)).toEqual([]);
  });

  it('keeps rows of internal topics out unless they are asked for', () => {
    const frame = fixtureFrame();
    const internal: Frame = { ...frame, topics: frame.topics.map((topic) => ({ ...topic, internal: true })) };
    const rows = (showInternalTopics: boolean): number => structureOf(internal, { showInternalTopics, legendLines: 0 }).brokers.reduce((sum, { replicas }) => sum + replicas.length, 0);
    expect(rows(false)).toBe(0);
    expect(rows(true)).toBe(18);
  });
});

describe('racks', () => {
  const rackedScene = (viewport: Viewport): Scene => sceneOf(fixtureFrame({ brokers: 6, messages: 0 }), viewport);
  const kinds = [
    { kind: 'wide', width: 820, height: 620 },
    { kind: 'wide', width: 1500, height: 900 },
    { kind: 'embed', width: 760, height: 410 },
    { kind: 'phone', width: 390, height: 0 },
  ] as const;

  it.each(kinds)('stand together under their names, at $width in $kind', (viewport) => {
    const { racks, brokers } = rackedScene(viewport);
    expect(racks.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(brokers.map(({ key }) => key)).toEqual(['broker-1', 'broker-4', 'broker-2', 'broker-5', 'broker-3', 'broker-6']);
    for (const [index, { rect: card }] of brokers.entries()) {
      expect(racks.findIndex((rack) => contains(rack.rect, card))).toBe(Math.floor(index / 2));
    }
  });

  it('have no heading where each has one broker only, which says it itself', () => {
    expect(sceneOf(fixtureFrame({ brokers: 3 }), kinds[0]).racks).toEqual([]);
  });

  it('have those without a rack at the end', () => {
    const frame = fixtureFrame({ brokers: 4 });
    const brokers = frame.brokers.map((broker) => (broker.id === 1 ? { ...broker, rack: null } : { ...broker, rack: 'z' }));
    expect(sceneOf({ ...frame, brokers }, kinds[0]).racks.map(({ name }) => name)).toEqual(['z', null]);
  });
});
