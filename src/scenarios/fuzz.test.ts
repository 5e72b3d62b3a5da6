import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCENARIO_LIBRARY, loadScenario } from './library.ts';
import { knownNames } from './normalize/names.ts';
import { parseCommand, parseScenario, parseScenarioText } from './parse.ts';
import type { ParsedCommand, ParsedScenario } from './parse.ts';
import { MAX_PROBLEMS } from './problems.ts';

/** Whatever came in: an answer in the shape that was promised, and no fault of our own behind it. */
function expectAnswer(result: ParsedScenario | ParsedCommand): void {
  if (result.ok) return;
  expect(result.problems.length).toBeGreaterThan(0);
  expect(result.problems.length).toBeLessThanOrEqual(MAX_PROBLEMS);
  for (const { path, message } of result.problems) {
    expect(message).not.toContain('could not be read');
    expect(message).not.toMatch(/undefined|NaN|\[object|[\r\n]/);
    expect(message.length).toBeLessThan(1_000);
    expect(path.length).toBeLessThan(300);
  }
}

const documents = SCENARIO_LIBRARY.map(({ id }) => JSON.stringify(loadScenario(id)?.scenario));
const anyDocument = fc.constantFrom(...documents);

/** Every container of a document with every key in it. */
function places(value: unknown, found: [Record<string, unknown>, string][] = []): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push([value as Record<string, unknown>, key]);
    places((value as Record<string, unknown>)[key], found);
  }
  return found;
}

const wrongValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  fc.constantFrom<unknown>(null, '', -1, 0, 1.5, 1e308, Number.MAX_SAFE_INTEGER, '5s', '-5s', [], {}, [[]], '__proto__', 'toString', true, 'x'.repeat(500)),
);

describe('anything at all', () => {
  it('never throws for random text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => expectAnswer(parseScenarioText(text))), { numRuns: 300 });
  });

  it('never throws for random bytes', () => {
    const decoder = new TextDecoder();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => expectAnswer(parseScenarioText(decoder.decode(bytes)))), { numRuns: 500 });
  });

  it('never throws for a document with bytes changed', () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(), fc.string({ maxLength: 4 }), fc.nat(20), (text, at, patch, dropped) => {
        const start = at % text.length;
        expectAnswer(parseScenarioText(text.slice(0, start) + patch + text.slice(start + dropped)));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws for random JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expectAnswer(parseScenario(value))), { numRuns: 500 });
  });

  it('never throws for random objects, JSON or not', () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withSparseArray: true, withNullPrototype: true });
    // That NaN is none may be said by its name.
    fc.assert(fc.property(anything.filter((value) => !Number.isNaN(value)), (value) => expectAnswer(parseScenario(value))), { numRuns: 500 });
  });

  it('never throws for a document with values replaced, renamed or removed', () => {
    const change = fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'rename', 'remove'), value: wrongValue, name: fc.string({ maxLength: 12 }) });
    fc.assert(
      fc.property(anyDocument, fc.array(change, { minLength: 1, maxLength: 4 }), (text, changes) => {
        const document: unknown = JSON.parse(text);
        for (const { at, how, value, name } of changes) {
          const all = places(document);
          const place = all[at % Math.max(1, all.length)];
          if (place === undefined) continue;
          const [container, key] = place;
          const old = container[key];
          // A copy: the next change may be made in it, and one value stands in many documents.
          if (how === 'replace') container[key] = structuredClone(value);
          else delete container[key];
          if (how === 'rename' && !Array.isArray(container)) container[name] = old;
        }
        expectAnswer(parseScenario(document));
      }),
      { numRuns: 800 },
    );
  });

  // Seed -288479195 of the test before.
  it('says of a hole in a list that something is missing there', () => {
    const document = structuredClone(loadScenario('leader-dies')?.scenario) as unknown as { concepts?: string[] };
    document.concepts = [];
    document.concepts[1] = 'acks';
    const result = parseScenario(document);
    expect(result.ok ? [] : result.problems).toEqual([{ path: 'concepts[0]', message: 'is missing; it has to be there' }]);
  });

  it('accepts the same document again that it accepted', () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(), wrongValue, (text, at, value) => {
        const document: unknown = JSON.parse(text);
        const all = places(document);
        const place = all[at % all.length];
        // As it is in a file: JSON knows no -0.
        if (place !== undefined) place[0][place[1]] = JSON.parse(JSON.stringify(value));
        const first = parseScenario(document);
        if (first.ok) expect(parseScenarioText(JSON.stringify(first.scenario))).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws for random commands', () => {
    const loaded = loadScenario('leader-dies');
    if (loaded === null) throw new Error('there is such a scenario');
    const names = knownNames(loaded.spec);
    const kinds = fc.constantFrom('createTopic', 'alterConfig', 'holdLink', 'send', 'seek', 'addConsumer', 'addBroker', 'reassignPartitions');
    const fields = fc.dictionary(fc.constantFrom('topic', 'partition', 'broker', 'from', 'to', 'config', 'set', 'offset', 'consumer', 'group', 'producer', 'replicas', 'count', 'assignment'), wrongValue);
    fc.assert(fc.property(kinds, fields, (kind, rest) => expectAnswer(parseCommand({ kind, ...rest }, names))), { numRuns: 1_000 });
  });
});
