import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseJsonText } from './jsonText.ts';

describe('parseJsonText', () => {
  it.each([
    ['', 'line 1, column 1: the text ends where a value should be'],
    ['{', 'line 1, column 2: the text ends where a name in double quotes or "}" should be'],
    ['[1,\n2,\n]', 'line 3, column 1: found "]" where a value should be'],
    ['{"a": 1,}', 'line 1, column 9: found "}" where a name in double quotes should be'],
    ['{"a" 1}', 'line 1, column 6: found "1" where ":" should be'],
    ['{a: 1}', 'line 1, column 2: found "a" where a name in double quotes or "}" should be'],
    ["{'a': 1}", 'line 1, column 2: found "\'" where a name'],
    ['[1 2]', 'line 1, column 4: found "2" where "," or "]" should be'],
    ['{"a": 1} x', 'line 1, column 10: found "x" where the end of the document should be'],
    ['{"a": "b\n"}', 'line 1, column 7: the text that begins here does not end'],
    ['{"a": "b', 'line 1, column 7: the text that begins here does not end'],
    ['[01]', 'line 1, column 2: found "0" where a value or "]" should be'],
    ['[1.]', 'line 1, column 2'],
    ['[nul]', 'line 1, column 2: found "n"'],
    ['[1]\r\n\r\n{', 'line 3, column 1: found "{" where the end of the document should be'],
    ['// comment\n{}', 'line 1, column 1: found "/" where a value should be'],
  ])('%j: %s', (text, fragment) => {
    const result = parseJsonText(text);
    expect(result.ok ? '' : result.message).toContain(`not JSON: ${fragment}`);
  });

  it('finds its way through a document of any depth', () => {
    const result = parseJsonText(`${'['.repeat(200_000)}1`);
    expect(result.ok ? '' : result.message).toContain('line 1, column 200002: the text ends');
  });

  it('agrees with JSON.parse about what is JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJsonText(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('names a place inside the text or right behind it', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('{', '}', '[', ']', ',', ':', '"', 'x', '\\', '\n'), (text, at, letter) => {
        const broken = text.slice(0, at % (text.length + 1)) + letter + text.slice(at % (text.length + 1));
        const result = parseJsonText(broken);
        if (result.ok) return;
        const [, line = '0', column = '0'] = /line (\d+), column (\d+)/.exec(result.message) ?? [];
        const lines = broken.split(/\r\n|\n|\r/);
        expect(Number(line)).toBeLessThanOrEqual(lines.length);
        expect(Number(column)).toBeLessThanOrEqual((lines[Number(line) - 1] ?? '').length + 1);
      }),
    );
  });
});
