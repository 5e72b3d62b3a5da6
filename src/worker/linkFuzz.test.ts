import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentOf } from '../sim/index.ts';
import { loadScenario } from '../scenarios/library.ts';
import { resumeProgress } from '../scenarios/saved/resume.ts';
import { LONGEST_US, type SavedRun } from '../scenarios/saved/savedRun.ts';
import { compactOf, linkOf, readLink } from '../store/link/codec.ts';
import { openSaved, saveWhole, takeResumed } from './savedRuns.ts';
import { openSession, submit, tell } from './session.ts';
import type { Session } from './sessionState.ts';
import { beginJourney, RESUME, travelOn } from './time/seek.ts';

const RUNS = Number(process.env['LINK_RUNS'] ?? 150);
const SEED = process.env['LINK_SEED'];
const options = { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) };
/** Pieces of 32 events that a run is led on for, and those of one that says it is near. */
const PIECES = 12;

function seek(session: Session, at: number): void {
  const journey = beginJourney(session, { kind: 'time', at });
  while (!travelOn(session, journey, () => false));
}

function saved(id: string, asDocument: boolean): SavedRun {
  const document = loadScenario(id)?.scenario;
  const source = asDocument ? ({ kind: 'text', text: JSON.stringify(document), name: 'mine' } as const) : ({ kind: 'library', id } as const);
  const opened = openSession(loadScenario, source, 7);
  if (!opened.ok) throw new Error('It is valid.');
  const { session } = opened;
  seek(session, 400_000);
  submit(session, { kind: 'killBroker', broker: 1 });
  seek(session, 700_000);
  submit(session, { kind: 'restartBroker', broker: 1 });
  seek(session, 900_000);
  seek(session, 300_000 + RUNS * 500);
  submit(session, { kind: 'pauseNode', node: 'broker-2', for: '2s' });
  seek(session, 800_000);
  return saveWhole(loadScenario, session, { lens: 'groups', selected: 'broker-1', view: { control: true, why: { seq: 12, at: 4_000 }, beside: { kind: 'seed', seed: 8 } } });
}

const markup = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
/** Stands for so many lists in one another: nested for real, it could not be printed. */
const deep = (depth: number): string => `nested ${depth}`;
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  fc.constantFrom<unknown>(null, '', -1, 0, 1.5, 1e308, Number.MAX_SAFE_INTEGER, LONGEST_US, LONGEST_US + 1, 2 ** 32, [], {}, [[]], true, markup, '__proto__', 'constructor', 'x'.repeat(2_000), { kind: 'killBroker', broker: 3 }, { kind: 'killBroker', broker: 99 }),
  fc.integer({ min: 1, max: 5_000 }).map(deep),
);
const changes = fc.array(fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'replace', 'remove', 'twice', 'swap'), value: odd }), { minLength: 1, maxLength: 3 });

/** Every container in a value with every key in it; not those that go on for ever. */
function places(value: unknown, found: [Record<string, unknown>, string][] = [], depth = 0): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null || depth > 12) return found;
  for (const key of Object.keys(value)) {
    found.push([value as Record<string, unknown>, key]);
    places((value as Record<string, unknown>)[key], found, depth + 1);
  }
  return found;
}

/** As the text of a file. */
function changed(value: unknown, list: readonly { readonly at: number; readonly how: string; readonly value: unknown }[]): string {
  const whole = [JSON.parse(JSON.stringify(value)) as unknown];
  for (const { at, how, value: put } of list) {
    const all = places(whole);
    const [container, key] = all[at % Math.max(1, all.length)] ?? [{}, ''];
    // A copy: the next change may be made in it.
    if (how === 'replace') container[key] = structuredClone(put);
    if (how === 'remove') {
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else delete container[key];
    }
    if (how === 'twice' && Array.isArray(container)) container.splice(Number(key), 0, container[Number(key)]);
    if (how === 'swap' && Array.isArray(container)) container.reverse();
  }
  return (JSON.stringify(whole[0]) ?? 'null').replaceAll(/"nested (\d+)"/g, (_, depth) => `${'['.repeat(Number(depth))}${']'.repeat(Number(depth))}`);
}

/** Refused with sentences, or a run that can be led on. Never anything else. */
function expectAnswer(text: string): 'refused' | 'opened' {
  const open = openSaved(loadScenario, text, 'The link');
  if (!open.ok) {
    expect(open.problems.length).toBeGreaterThan(0);
    for (const { path, message } of open.problems) {
      expect(message).not.toMatch(/undefined|NaN|\[object|[\r\n]/);
      expect(`${path}: ${message}`.length, path).toBeLessThan(1_300);
    }
    return 'refused';
  }
  const { session } = open;
  tell(session, true);
  for (let piece = 0; piece < PIECES && !travelOn(session, RESUME, () => true); piece += 1) {
    const { at, to } = session.resuming === null ? { at: 0, to: 0 } : resumeProgress(session.resuming, momentOf(session.timeline).at);
    expect(at).toBeLessThanOrEqual(to);
  }
  takeResumed(session);
  tell(session);
  return 'opened';
}

describe('links whose checksum is right and whose contents are not', () => {
  const sources = [saved('leader-dies', false), saved('leader-dies', true), saved('kraft-failover', true)];

  it(
    `are refused with sentences or make a run, whatever they hold (${RUNS} links)`,
    async () => {
      const answers = { refused: 0, opened: 0 };
      await fc.assert(
        fc.asyncProperty(fc.nat(sources.length - 1), changes, async (index, list) => {
          const read = await readLink(await linkOf(changed(compactOf(sources[index]!), list)));
          if (read.ok) answers[expectAnswer(read.text)] += 1;
          else expect(read.message).toMatch(/^The link /);
        }),
        options,
      );
      // Both happen, or the damage would prove little.
      expect(Math.min(answers.refused, answers.opened)).toBeGreaterThan(RUNS / 20);
    },
    300_000 + RUNS * 500,
  );

  it(
    `and so are files (${RUNS} files)`,
    () => {
      fc.assert(
        fc.property(fc.nat(sources.length - 1), changes, (index, list) => void expectAnswer(changed(sources[index], list))),
        options,
      );
    },
    300_000 + RUNS * 500,
  );
});
