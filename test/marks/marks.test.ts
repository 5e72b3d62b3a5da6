import { describe, expect, it } from 'vitest';
import { problemsOf, rowsOf, type Mark } from './marks.ts';

const MARKDOWN = `
| mechanism | follows | here | simplified or left out |
|---|---|---|---|
| Cutting logs (\`"by": "epoch"\`): after the last common epoch ● | KIP-101 | \`broker/truncation.ts\` | |
| Share groups | KIP-932 | | left out |
`;
const ROWS = rowsOf(MARKDOWN);
const MARK: Mark = { rule: 'Cutting logs (`"by": "epoch"`)', passes: ['src/a.ts#cut'], test: 'src/a.test.ts' };
const RAN = new Map([['src/a.test.ts', new Set(['src/a.ts#cut', 'src/a.ts#other'])]]);

describe('marks', () => {
  it('are read from the rows that have a place', () => {
    expect(ROWS).toEqual([
      { rule: 'Cutting logs (`"by": "epoch"`)', here: '`broker/truncation.ts`' },
      { rule: 'Share groups', here: '' },
    ]);
    expect(problemsOf(ROWS, [MARK], RAN)).toEqual([]);
  });

  it('have the order of the rows, which have a name each', () => {
    const shared: Mark = { ...MARK, rule: 'Share groups' };
    expect(problemsOf(ROWS, [MARK, shared], RAN)).toEqual([]);
    expect(problemsOf(ROWS, [shared, MARK], RAN).join()).toContain('out of the order');
    expect(problemsOf([...ROWS, ...ROWS.slice(1)], [MARK], RAN).join()).toContain('two rows');
  });

  it.each([
    ['a rule without a mark', [], RAN, 'has no mark'],
    ['a mark of no rule', [MARK, { ...MARK, rule: 'Mending logs' }], RAN, 'has no row'],
    ['a mark without a function', [{ ...MARK, passes: [] }], RAN, 'without a function'],
    ['a test that goes elsewhere', [{ ...MARK, passes: ['src/a.ts#mend'] }], RAN, 'does not pass through src/a.ts#mend'],
    ['a test that is not there', [{ ...MARK, test: 'src/b.test.ts' }], RAN, 'did not run'],
  ])('refuse %s', (_, marks, ran, sentence) => {
    const problems = problemsOf(ROWS, marks, ran);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(sentence);
  });
});
