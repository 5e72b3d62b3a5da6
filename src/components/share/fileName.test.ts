import { expect, test } from 'vitest';
import { fileStem, momentFileName } from './fileName.ts';

test.each([
  ['leader-dies', 'A leader dies', 'leader-dies'],
  [undefined, 'Two racks, one broker!', 'two-racks-one-broker'],
  [undefined, '日本', 'run'],
])('%s, %s is kept in files that begin with %s', (scenario, title, stem) => {
  expect(fileStem(scenario, title)).toBe(stem);
});

test.each([
  [0, 'run-at-0s'],
  [7_250_000, 'run-at-7.25s'],
  [3_600_000_499, 'run-at-3600s'],
])('the moment %s is part of the name', (at, name) => {
  expect(momentFileName('run', at)).toBe(name);
});
