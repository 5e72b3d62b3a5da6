/**
 * `npm test`: every check, in order, each with its time. Names of steps after `--` run those alone, as in
 * `npm test -- types unit`. The last line is `N passed, N failed`, counting tests and, for the other checks, gates.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { argv, env, exit, stdout } from 'node:process';
import { build } from './build.mjs';
import { ROOT, binOf, freePort, installIfNeeded, runNode } from './tools.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

const RESULTS = join(ROOT, '.cache', 'results');
/** What the closing summary says besides numbers, each once. */
const notes = new Set();
/** Where the unit tests write down which functions each file went through. */
const MARKS = join(RESULTS, 'marks');
const SECOND_ENGINE = 'test/secondEngine.test.ts';

/**
 * A tool that either passes or does not.
 * @param {() => string[]} words
 * @returns {() => Promise<Count>}
 */
function gate(words) {
  return async () => {
    const code = await runNode(words());
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  };
}

/**
 * Counts from a runner's report. A runner that failed without naming a failed test (a file that does not load, an
 * unhandled error), or that ran nothing, counts as one failure.
 * @param {number} code
 * @param {Count} counts
 * @returns {Count}
 */
function judged(code, { passed, failed }) {
  const brokenOtherwise = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: brokenOtherwise ? 1 : failed };
}

/**
 * @param {string} file
 * @returns {any} the report, or an empty one when the runner did not get so far
 */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/**
 * @param {string} name
 * @param {string[]} words
 * @param {Record<string, string>} [variables]
 * @returns {() => Promise<Count>}
 */
function vitest(name, words, variables) {
  return async () => {
    const report = join(RESULTS, `${name}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await runNode([binOf('vitest'), 'run', ...words, ...reporters], variables);
    const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = readReport(report);
    for (const failure of testResults.flatMap(failuresOf)) notes.add(failure);
    return judged(code, { passed: numPassedTests, failed: numFailedTests });
  };
}

/**
 * Which tests of a file failed, and how: whoever has only the end of a long log needs no more to begin.
 * @param {any} file of Vitest's report
 * @returns {string[]}
 */
function failuresOf({ name, message, assertionResults }) {
  const failed = assertionResults.filter((/** @type {any} */ { status }) => status === 'failed');
  const where = relative(ROOT, name);
  if (failed.length === 0) return message === '' ? [] : [`${where}: ${firstLine(message)}`];
  return failed.map((/** @type {any} */ each) => `${where}: ${each.fullName}: ${firstLine(each.failureMessages[0] ?? '')}`);
}

/** @param {string} text */
const firstLine = (text) => text.split('\n', 1)[0];

/** @returns {Promise<Count>} */
async function buildGate() {
  await build();
  return { passed: 1, failed: 0 };
}

/** @returns {Promise<Count>} */
async function endToEnd() {
  // Imported late: it needs the packages, which may only just have been installed.
  const { ensureChromium } = await import('./findChromium.mjs');
  const report = join(RESULTS, 'e2e.json');
  const code = await runNode([binOf('@playwright/test', 'playwright'), 'test', '--reporter=list,json'], {
    CHROMIUM_PATH: await ensureChromium(),
    E2E_PORT: String(await freePort(4321)),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  const { stats = {}, suites = [] } = readReport(report);
  const { expected = 0, unexpected = 0, flaky = 0 } = stats;
  for (const reason of reasonsToSkip({ suites })) notes.add(reason);
  return judged(code, { passed: expected + flaky, failed: unexpected });
}

/**
 * Why tests were left out, as they say it.
 * @param {any} suite of Playwright's report
 * @returns {string[]}
 */
function reasonsToSkip({ suites = [], specs = [] }) {
  const annotations = specs.flatMap((/** @type {any} */ { tests }) => tests.flatMap((/** @type {any} */ each) => each.annotations));
  const reasons = annotations.filter((/** @type {any} */ { type }) => type === 'skip').map((/** @type {any} */ { description }) => description ?? 'A test was left out and does not say why.');
  return [...reasons, ...suites.flatMap(reasonsToSkip)];
}

/** @type {{ name: string, run: () => Promise<Count>, needs?: string }[]} */
const STEPS = [
  { name: 'types', run: gate(() => [binOf('typescript', 'tsc'), '-b']) },
  { name: 'lint', run: gate(() => [binOf('oxlint')]) },
  { name: 'unit', run: vitest('unit', ['--exclude', SECOND_ENGINE], { MARKS_OUT: MARKS }) },
  { name: 'marks', run: gate(() => ['--import', 'tsx', join('test', 'marks', 'main.ts'), ...(existsSync(MARKS) ? ['--read', MARKS] : [])]) },
  { name: 'swarm', run: gate(() => ['--import', 'tsx', join('test', 'swarm', 'main.ts'), '--seeds', '2000', '--all']) },
  { name: 'dead-code', run: gate(() => [binOf('knip')]) },
  { name: 'second-engine', run: vitest('second-engine', [SECOND_ENGINE]) },
  { name: 'build', run: buildGate },
  { name: 'sizes', run: gate(() => [binOf('size-limit')]), needs: 'build' },
  { name: 'e2e', run: endToEnd, needs: 'build' },
];

/**
 * @param {string[]} asked names of steps; none means all
 * @returns {Promise<Count>}
 */
async function runSteps(asked) {
  const total = { passed: 0, failed: 0 };
  const broken = new Set();
  /** @type {string[]} */
  const summary = [];
  for (const { name, run, needs } of STEPS.filter((step) => asked.length === 0 || asked.includes(step.name))) {
    console.log(`\n== ${name}`);
    const startedAt = Date.now();
    const count = broken.has(needs) ? { passed: 0, failed: 1 } : await run().catch(reported);
    if (count.failed > 0) broken.add(name);
    total.passed += count.passed;
    total.failed += count.failed;
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    summary.push(`${name.padEnd(14)}${`${seconds} s`.padStart(9)}   ${count.passed} passed, ${count.failed} failed`);
  }
  console.log(`\n${[...summary, ...notes].join('\n')}\n`);
  return total;
}

/**
 * @param {unknown} error
 * @returns {Count}
 */
function reported(error) {
  console.error(error instanceof Error ? error.message : error);
  return { passed: 0, failed: 1 };
}

const asked = argv.slice(2);
const unknown = asked.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are: ${STEPS.map((step) => step.name).join(', ')}.`);
  exit(2);
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
if (!stdout.isTTY) env['NO_COLOR'] = '1';
const total = await Promise.resolve()
  .then(installIfNeeded)
  .then(() => runSteps(asked), reported);
console.log(`${total.passed} passed, ${total.failed} failed`);
exit(total.failed === 0 ? 0 : 1);
