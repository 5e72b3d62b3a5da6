import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, env, execPath, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { binOf } from '../../scripts/tools.mjs';
import { problemsOf, rowsOf, type Mark } from './marks.ts';

/**
 * `npm run marks`: runs the tests that docs/fidelity.marks.json names and sees whether each passes through what it is to
 * hold. With `--read DIR` it runs nothing and reads what a run with MARKS_OUT=DIR has written down.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const marks = JSON.parse(readFileSync(join(ROOT, 'docs', 'fidelity.marks.json'), 'utf8')) as Mark[];
const rows = rowsOf(readFileSync(join(ROOT, 'docs', 'fidelity.md'), 'utf8'));
const tests = [...new Set(marks.map(({ test }) => test))].filter((test) => existsSync(join(ROOT, test)));

/** Whether the tests passed. */
function runTests(out: string): boolean {
  const words = [binOf('vitest'), 'run', '--reporter=dot', ...tests];
  try {
    execFileSync(execPath, words, { cwd: ROOT, env: { ...env, MARKS_OUT: out }, stdio: 'inherit' });
    return true;
  } catch {
    return false;
  }
}

function recorded(out: string): ReadonlyMap<string, ReadonlySet<string>> {
  const ran = new Map<string, ReadonlySet<string>>();
  for (const file of readdirSync(out)) {
    const { test, ran: names } = JSON.parse(readFileSync(join(out, file), 'utf8')) as { test: string; ran: string[] };
    ran.set(test, new Set(names));
  }
  return ran;
}

function judge(out: string): boolean {
  const problems = problemsOf(rows, marks, recorded(out));
  for (const problem of problems) console.log(problem);
  console.log(`${rows.filter(({ here }) => here !== '').length} rules, ${marks.length} marks, ${tests.length} tests, ${problems.length} problems`);
  return problems.length === 0;
}

const [option, written] = argv.slice(2);
if (option === '--read' && written !== undefined) exit(judge(written) ? 0 : 1);
if (option !== undefined) {
  console.error('npm run marks [-- --read DIR]');
  exit(2);
}
const out = mkdtempSync(join(tmpdir(), 'marks-'));
const passed = runTests(out);
const marked = judge(out);
rmSync(out, { recursive: true, force: true });
exit(passed && marked ? 0 : 1);
