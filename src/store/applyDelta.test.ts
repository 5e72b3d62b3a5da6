import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffFrames } from '../protocol/diffFrames.ts';
import type { CollectionName, Frame } from '../protocol/views.ts';
import { COLLECTIONS } from '../protocol/views.ts';
import { applyDelta } from './applyDelta.ts';

/** Entities as the delta sees them: a key and anything plain. The collections' own fields do not matter to it. */
const anyEntity = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  n: fc.integer({ min: 0, max: 2 }),
  nullable: fc.option(fc.integer({ min: 0, max: 1 })),
  cells: fc.array(fc.record({ offset: fc.integer({ min: 0, max: 3 }) }), { maxLength: 3 }),
});
const anyCollection = fc.uniqueArray(anyEntity, { maxLength: 6, selector: (entity) => entity.key });
const anyFrame = fc
  .record({
    now: fc.nat(),
    events: fc.nat(),
    traceHash: fc.string(),
    metadata: fc.record({ epoch: fc.nat(3), offset: fc.nat(3), leader: fc.nat(3) }),
    ...Object.fromEntries(COLLECTIONS.map((name) => [name, anyCollection])),
  })
  .map((frame) => frame as unknown as Frame);

test('applying the difference of two frames to the first gives the second', () => {
  fc.assert(
    fc.property(anyFrame, anyFrame, (first, second) => {
      const delta = JSON.parse(JSON.stringify(diffFrames(first, second, 2))) as ReturnType<typeof diffFrames>;
      expect(applyDelta(first, delta)).toEqual(second);
    }),
    { numRuns: 400 },
  );
});

test('a full delta gives its frame whatever came before', () => {
  fc.assert(
    fc.property(fc.option(anyFrame), anyFrame, (first, second) => {
      expect(applyDelta(first, diffFrames(null, second, 1))).toEqual(second);
    }),
  );
});

test('what did not change is the same object as before', () => {
  fc.assert(
    fc.property(anyFrame, anyFrame, (first, second) => {
      const applied = applyDelta(first, diffFrames(first, JSON.parse(JSON.stringify(second)) as Frame, 2));
      for (const name of COLLECTIONS) expectShared(first, applied, name);
    }),
  );
});

function expectShared(before: Frame, after: Frame, name: CollectionName): void {
  if (JSON.stringify(before[name]) === JSON.stringify(after[name])) expect(after[name]).toBe(before[name]);
  const old = new Map<string, object>(before[name].map((entity) => [entity.key, entity]));
  for (const entity of after[name]) {
    const was = old.get(entity.key);
    if (JSON.stringify(was) === JSON.stringify(entity)) expect(entity).toBe(was);
  }
}

test('a changed entity keeps those of its fields that did not change', () => {
  const frame = (highWatermark: number): Frame =>
    ({
      ...Object.fromEntries(COLLECTIONS.map((name) => [name, []])),
      now: 1,
      events: 1,
      traceHash: '',
      metadata: { epoch: 0, offset: 0, leader: 0 },
      replicas: [{ key: '1/orders-0', highWatermark, cells: [{ offset: 0, hue: 1 }] }],
    }) as unknown as Frame;
  const first = frame(0);
  const applied = applyDelta(first, diffFrames(first, frame(1), 2));
  expect(applied.replicas[0]).not.toBe(first.replicas[0]);
  expect(applied.replicas[0]?.cells).toBe(first.replicas[0]?.cells);
});

test('a frame that is unchanged makes a delta without entities', () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      const delta = diffFrames(frame, JSON.parse(JSON.stringify(frame)) as Frame, 2);
      expect([delta.changed, delta.removed, delta.order]).toEqual([{}, {}, {}]);
    }),
  );
});

test('a delta that has nothing to stand on is refused', () => {
  const empty = Object.fromEntries(COLLECTIONS.map((name) => [name, []])) as unknown as Frame;
  const delta = diffFrames(empty, empty, 2);
  expect(() => applyDelta(null, delta)).toThrow('needs the frame before it');
});
