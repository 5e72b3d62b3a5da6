import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LENSES } from '../../base/lens.ts';
import { everyMark, nextMark, type Mark } from '../../scenarios/saved/marks.ts';
import { parseSavedRun, type SavedRun, type SavedView } from '../../scenarios/saved/savedRun.ts';
import { linkOf, readLink, writeLink, writeShortLink } from './codec.ts';

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
      marks: fc.oneof(fc.array(hex(4), { minLength: 90, maxLength: 120 }), fc.array(hex(8), { minLength: 4, maxLength: 4 })),
      view: fc.constantFrom<SavedView | undefined>(undefined, { control: true, internal: true }, { why: { seq: 812, at: 5_000_000 }, beside: { kind: 'config', scope: 'producer', name: 'acks', value: 1 } }, { beside: { kind: 'seed', seed: 7 } }),
      own: fc.boolean(),
      lens: fc.constantFrom(null, ...LENSES),
      bookmarks: fc.array(fc.record({ at: fc.nat(), events: fc.nat(), name: fc.string({ minLength: 1, maxLength: 30 }) }), { maxLength: 3 }),
      selected: fc.constantFrom(null, 'broker-2', 'partition:orders-0'),
    })
    .map(({ count, seed, gaps, hash, marks, own, lens, selected, view, bookmarks }) => {
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
        ...(view === undefined ? {} : { view }),
        marks: marks.reduce<Mark[]>((list, mark) => [...list, { events: mark.length === 4 ? nextMark(list.at(-1)?.events ?? 0) : (list.length + 1) * 97, hash: mark }], []),
      };
    });

const NAMES = ['3.2 s', 'the leader is dead', 'before it comes back'];

describe('a link', () => {
  it('gives back what was put in', async () => {
    await fc.assert(
      fc.asyncProperty(session(fc.nat(200)), async (saved) => {
        const read = await readLink(await writeLink(saved));
        const again: unknown = read.ok ? JSON.parse(read.text) : null;
        expect(again).toEqual(saved);
        expect(parseSavedRun(again)).toEqual({ ok: true, saved });
      }),
      { numRuns: 100 },
    );
  });

  it('has every so many marks when all of them would make it too long', async () => {
    for (const count of [3, 200]) {
      const [saved] = fc.sample(session(fc.constant(count)).filter(({ marks = [] }) => marks.length > 10), { numRuns: 1, seed: 5 });
      if (saved === undefined) throw new Error('a sample has one');
      const read = await readLink(await writeShortLink(saved));
      const { marks, ...rest } = JSON.parse(read.ok ? read.text : 'null') as SavedRun;
      expect({ ...rest, marks: saved.marks }).toEqual(saved);
      const every = Math.floor((saved.marks?.length ?? 0) / (marks?.length ?? 0));
      expect(every).toBeLessThan(count === 3 ? 4 : 5);
      expect(marks).toEqual(everyMark(saved.marks ?? [], every));
    }
  });

  it('with the marks of an older page still opens: they lie a third apart', async () => {
    const read = await readLink(await linkOf(JSON.stringify([1, 'leader-dies', 7, 2_000_000, 900, '0'.repeat(16), null, '0123456789abcdef', []])));
    expect((JSON.parse(read.ok ? read.text : 'null') as SavedRun).marks).toEqual([
      { events: 32, hash: '0123' },
      { events: 42, hash: '4567' },
      { events: 56, hash: '89ab' },
      { events: 74, hash: 'cdef' },
    ]);
  });

  it('of an older page still opens', async () => {
    const read = await readLink('1.3K2P5E2MQQrCMBRE7zLrKfyftMZ06TVCFq2JEBIU4lK8uxiwOLuB915QouUt5T6lkp-goxo7Lyd3pplFCPl9v-3XlG8g9v6ouU8KBrP8IaDKVznQyGBljE6EL9RyT1hRS2uXETlqWO2bQqXQDENpvWcw1BjjBw');
    expect(JSON.parse(read.ok ? read.text : 'null')).toEqual({
      v: 1,
      kind: 'commit-log-run',
      engine: 1,
      scenario: 'leader-dies',
      seed: 7,
      did: [
        { at: 3_000_000, events: 700, do: { kind: 'killBroker', broker: 3 } },
        { at: 3_000_000, events: 701, goOn: true },
        { at: 5_000_001, events: 1_100, answer: { step: 2, option: 1 } },
      ],
      at: 12_345_678,
      events: 2_400,
      selected: 'broker-1',
      hash: '0123456789abcdef',
      marks: [
        { events: 250, hash: '01234567' },
        { events: 1_000, hash: '89abcdef' },
      ],
    });
  });

  it('leaves out what it cannot hold: other futures, and one of them beside the run', async () => {
    const [saved] = fc.sample(session(fc.constant(3)), { numRuns: 1, seed: 3 });
    if (saved === undefined) throw new Error('a sample has one');
    const end = { at: saved.at, events: saved.events };
    const whole: SavedRun = { ...saved, view: { control: true, beside: { kind: 'branch', branch: 1 } }, branches: [{ name: 'main', did: saved.did, end }, { name: 'other', from: 0, forked: end, shared: 3, did: [], end }], branch: 0, undo: { taken: [], without: [] } };
    const read = await readLink(await writeLink(whole));
    expect(JSON.parse(read.ok ? read.text : 'null')).toEqual({ ...saved, view: { control: true } });
  });

  it('is under 600 characters for a typical session and under 4,000 for 200 actions', async () => {
    const lengths = async (actions: number): Promise<number[]> => {
      const sessions = fc.sample(session(fc.constant(actions)), { numRuns: 50, seed: 7 });
      // Nobody writes noise, which cannot be deflated, or bookmarks what is not there.
      const named = sessions.map(({ bookmarks, ...saved }) => ({ ...saved, ...(bookmarks === undefined ? {} : { bookmarks: bookmarks.slice(0, 1).map((_, index) => ({ at: saved.did[index]?.at ?? 0, events: saved.did[index]?.events ?? 0, name: NAMES[index] ?? '' })) }) }));
      return (await Promise.all(named.map(writeShortLink))).map(({ length }) => length);
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
          if (read.ok) expect(JSON.parse(read.text)).toEqual(saved);
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
