import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LENSES } from '../../base/lens.ts';
import { parseSavedRun, type SavedRun } from '../../scenarios/saved/savedRun.ts';
import { readLink, writeLink } from './codec.ts';

const CORRUPTED = Number(process.env['LINK_RUNS'] ?? 10_000);

const command = fc.oneof(
  fc.record({ kind: fc.constantFrom('killBroker' as const, 'restartBroker' as const, 'shutdownBroker' as const), broker: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('pauseNode' as const), node: fc.constantFrom('broker-1', 'broker-2', 'consumer:c1') }),
  fc.record({ kind: fc.constant('cutLink' as const), from: fc.constantFrom('broker-1', 'broker-3'), to: fc.constantFrom('brokers', 'controllers', 'broker-2') }),
);
const done = fc.oneof(
  { weight: 8, arbitrary: command.map((one) => ({ do: one })) },
  { weight: 1, arbitrary: fc.constant({ goOn: true }) },
  { weight: 1, arbitrary: fc.record({ answer: fc.record({ step: fc.nat(9), option: fc.nat(3) }) }) },
);
const hex = (length: number) => fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'), minLength: length, maxLength: length });

/** Sessions as readers make them: an action every few seconds, hundreds of events apart. */
const session = (actions: fc.Arbitrary<number>): fc.Arbitrary<SavedRun> =>
  fc
    .record({
      count: actions,
      seed: fc.integer({ min: 0, max: 0xffff_ffff }),
      gaps: fc.array(fc.tuple(fc.integer({ min: 0, max: 9_000_000 }), fc.integer({ min: 0, max: 2_000 }), done), { minLength: 200, maxLength: 200 }),
      hash: hex(16),
      marks: fc.array(hex(8), { minLength: 4, maxLength: 4 }),
      own: fc.boolean(),
      lens: fc.constantFrom(null, ...LENSES),
      bookmarks: fc.array(fc.record({ at: fc.nat(), events: fc.nat(), name: fc.string({ minLength: 1, maxLength: 30 }) }), { maxLength: 3 }),
      selected: fc.constantFrom(null, 'broker-2', 'partition:orders-0'),
    })
    .map(({ count, seed, gaps, hash, marks, own, lens, selected, bookmarks }) => {
      let at = 0;
      let events = 0;
      const did = gaps.slice(0, count).map(([time, more, what]) => {
        at += time;
        events += more;
        return { at, events, ...what };
      });
      const document = { v: 1, id: 'own', title: 'Own', cluster: { brokers: 3 } };
      return {
        v: 1 as const,
        kind: 'commit-log-run' as const,
        engine: 1,
        ...(own ? { document } : { scenario: 'leader-dies' }),
        seed,
        did,
        at: at + 1_234_567,
        events: events + 500,
        ...(lens === null ? {} : { lens }),
        ...(selected === null ? {} : { selected }),
        hash,
        ...(bookmarks.length === 0 ? {} : { bookmarks }),
        marks: marks.map((mark, index) => ({ events: (index + 1) * 97, hash: mark })),
      };
    });

describe('a link', () => {
  it('gives back what was put in', async () => {
    await fc.assert(
      fc.asyncProperty(session(fc.nat(200)), async (saved) => {
        const read = await readLink(await writeLink(saved));
        expect(read).toEqual({ ok: true, saved });
        expect(parseSavedRun(read.ok ? read.saved : null)).toEqual({ ok: true, saved });
      }),
      { numRuns: 100 },
    );
  });

  it('is under 600 characters for a typical session and under 4,000 for 200 actions', async () => {
    const lengths = async (actions: number): Promise<number[]> => {
      const sessions = fc.sample(session(fc.constant(actions)), { numRuns: 50, seed: 7 });
      return (await Promise.all(sessions.map(writeLink))).map(({ length }) => length);
    };
    const typical = await lengths(8);
    const long = await lengths(200);
    expect(Math.max(...typical)).toBeLessThan(600);
    expect(Math.max(...long)).toBeLessThan(4_000);
  });

  it(
    `that was damaged is refused with a sentence, or is as it was (${CORRUPTED} links)`,
    async () => {
      const saved = fc.sample(session(fc.constant(12)), { numRuns: 1, seed: 3 })[0];
      if (saved === undefined) throw new Error('a sample has one');
      const link = await writeLink(saved);
      const letters = fc.constantFrom('A', 'Z', 'b', 'y', '0', '9', '-', '_', '.', '%', '<', '>', '&', '"', '\u0000', 'é');
      const damage = fc.array(fc.record({ at: fc.nat(link.length), drop: fc.nat(3), put: fc.string({ unit: letters, maxLength: 3 }) }), { minLength: 1, maxLength: 3 });
      await fc.assert(
        fc.asyncProperty(damage, async (places) => {
          const damaged = places.reduce((text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop), link);
          const read = await readLink(damaged);
          if (read.ok) expect(read.saved).toEqual(saved);
          else expect(read.message).toMatch(/^The link /);
        }),
        { numRuns: CORRUPTED, verbose: 1 },
      );
    },
    120_000,
  );

  it.each([
    ['2.abc', /later version/],
    ['', /damaged/],
    ['1.', /damaged/],
    ['1.<script>alert(1)</script>', /damaged/],
    [`1.${'A'.repeat(300_000)}`, /damaged/],
  ])('%# is refused with its own sentence', async (text, message) => {
    const read = await readLink(text);
    expect(read.ok ? '' : read.message).toMatch(message);
  });

  it('that unfolds into more than memory should hold is refused', async () => {
    const zeros = new Blob([new Uint8Array(50_000_000)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    const bomb = Buffer.from(await new Response(zeros).arrayBuffer());
    expect(bomb.length).toBeLessThan(100_000);
    const text = `1.${Buffer.concat([Buffer.alloc(4), bomb]).toString('base64url')}`;
    const read = await readLink(text);
    expect(read.ok).toBe(false);
  });
});
