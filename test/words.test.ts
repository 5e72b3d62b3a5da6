import { describe, expect, it } from 'vitest';
import { looseWords } from './looseWords.ts';
import { accented, accentedModule } from './pseudoLanguage.ts';
import { shippedModules } from './sourceFiles.ts';

describe('the catalogue of words', () => {
  it('has every sentence that is said to people', () => {
    expect(shippedModules().flatMap(looseWords)).toEqual([]);
  });

  it.each([
    ['text between tags', 'export const a = <p>Two words</p>;'],
    ['a label', 'export const a = <button aria-label="Close" />;'],
    ['a sentence in code', "export const a = (n: number) => (n > 1 ? 'many of them' : null);"],
    ['halves that are glued', "export const a = (n: number) => 'many of them ' + n;"],
    ['one with a value in it', 'export const a = (n: number) => `Broker ${n} is dead`;'],
    ['a property that is read', "export const a = { label: 'Close' };"],
  ])('would not let pass %s', (_what, text) => {
    expect(looseWords({ path: 'src/components/a.tsx', text })).toHaveLength(1);
  });

  it.each([
    ['class names', 'export const a = <p className="two words" />;'],
    ['what a developer did wrong', "throw new Error('no such thing');"],
    ['what is compared', "export const a = (b: string) => b === 'two words';"],
    ['types', "export type A = 'two words';"],
    ['content of documents', "export const a = 'Two words';", 'src/scenarios/library/a.ts'],
    ['the catalogue', "export const a = 'Two words';", 'src/words/a.ts'],
  ])('lets %s pass', (_what, text, path = 'src/components/a.tsx') => {
    expect(looseWords({ path, text })).toEqual([]);
  });
});

describe('the language that nobody speaks', () => {
  it('can be read by anyone', () => {
    expect(accented('Step back by {count} events')).toBe('Stép báck bý {count} événts');
  });

  it('is that of sentences, and not of names, keys and types', () => {
    const module = "export const a: 'one' | 'two' = n === 'one' ? 'is one' : 'no'; export const b = { dead: 'dead', at: `at ${time(a)}\\u00a0s`, c: 'min.insync.replicas' } as const satisfies R<'dead'>;";
    expect(accentedModule('a.ts', module)).toBe(
      "export const a: 'one' | 'two' = n === 'one' ? 'ís óné' : 'nó'; export const b = { dead: 'déád', at: `át ${time(a)}\\u00a0s`, c: 'min.insync.replicas' } as const satisfies R<'dead'>;",
    );
    expect(accentedModule('a.ts', "export { a } from './names.ts'; export const b = 'one of them';")).toBe("export { a } from './names.ts'; export const b = 'óné óf thém';");
  });
});
