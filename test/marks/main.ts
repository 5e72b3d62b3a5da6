import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { binOf } from '../../scripts/tools.mjs';
import { problemsOf, rowsOf, type Mark } from './marks.ts';

/** `npm run marks`: runs the tests that docs/fidelity.marks.json names and sees whether each passes through what it is to hold. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const marks = JSON.parse(readFileSync(join(ROOT, 'docs', 'fidelity.marks.json'), 'utf8')) as Mark[];
const rows = rowsOf(readFileSync(join(ROOT, 'docs', 'fidelity.md'), 'utf8'));
const out = mkdtempSync(join(tmpdir(), 'marks-'));
const tests = [...new Set(marks.map(({ test }) => test))].filter((test) => existsSync(join(ROOT, test)));

let failed = false;
try {
  const words = [binOf('vitest'), 'run', '--config', join('test', 'marks', 'vitest.config.ts'), ...tests];
  execFileSync(execPath, words, { cwd: ROOT, env: { ...env, MARKS_OUT: out }, stdio: 'inherit' });
} catch {
  failed = true;
}
const ran = new Map<string, ReadonlySet<string>>();
for (const file of readdirSync(out)) {
  const { test, ran: names } = JSON.parse(readFileSync(join(out, file), 'utf8')) as { test: string; ran: string[] };
  ran.set(test, new Set(names));
}
rmSync(out, { recursive: true, force: true });
const problems = problemsOf(rows, marks, ran);
for (const problem of problems) console.log(problem);
console.log(`${rows.filter(({ here }) => here !== '').length} rules, ${marks.length} marks, ${tests.length} tests, ${problems.length} problems`);
exit(failed || problems.length > 0 ? 1 : 0);
