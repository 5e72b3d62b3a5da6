import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { problemLine } from '../scenarios/index.ts';
import { parseJsonText } from '../scenarios/jsonText.ts';
import type { FactView } from '../sim/index.ts';
import { parseArgs, USAGE, type RunOptions } from './args.ts';
import { checkExpectations } from './checkCommand.ts';
import { compareRuns, compareText, type CompareInvocation } from './compareCommand.ts';
import { exportRun, type ExportInvocation } from './exportCommand.ts';
import { printMetrics, type MetricsInvocation } from './metricsCommand.ts';
import { DEFAULT_UNTIL_US, openFile, type OpenedFile } from './openFile.ts';
import { factLine, runScenario } from './runCommand.ts';
import { answerWhy, type WhyInvocation } from './whyCommand.ts';

const EXIT = { done: 0, failed: 1, wrongInput: 2 } as const;

process.exitCode = main(process.argv.slice(2));

function main(words: readonly string[]): number {
  const invocation = parseArgs(words);
  switch (invocation.command) {
    case 'help':
      say(USAGE);
      return EXIT.done;
    case 'wrong':
      complain(`${invocation.message}\n\n${USAGE}`);
      return EXIT.wrongInput;
    case 'run':
      return run(invocation.file, invocation.options);
    case 'check':
      return check(invocation.files, invocation.seeds);
    case 'compare':
      return compare(invocation);
    case 'why':
      return why(invocation);
    case 'export':
      return exportFrom(invocation);
    case 'metrics':
      return metrics(invocation);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The text of a file, or null after it has been told that there is none. */
function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    complain(`${file}: cannot be read; give the path of a scenario document`);
    return null;
  }
}

/** The document in a file, or of the saved run in it; null after its problems have been told. */
function open(file: string, seed: number | null): OpenedFile | null {
  const text = readText(file);
  if (text === null) return null;
  const opened = openFile(text, seed);
  if ('problems' in opened) {
    for (const problem of opened.problems) complain(`${file}: ${problem}`);
    return null;
  }
  if (opened.warning !== null) complain(`${file}: ${opened.warning}`);
  return opened;
}

function run(file: string, options: RunOptions): number {
  const opened = open(file, options.seed);
  if (opened === null) return EXIT.wrongInput;
  const out = options.factsFile === null ? null : openForFacts(options.factsFile);
  if (out === 'unwritable') {
    complain(`--facts: ${options.factsFile} cannot be written`);
    return EXIT.wrongInput;
  }
  const tell = out === null ? null : (fact: FactView): void => void writeSync(out, `${factLine(fact)}\n`);
  const report = runScenario(opened.parsed, options, options.untilUs ?? opened.leftUs ?? DEFAULT_UNTIL_US, tell, () => performance.now());
  if (out !== null) closeSync(out);
  if (typeof report === 'string') {
    complain(report);
    return EXIT.wrongInput;
  }
  say(JSON.stringify(report.summary));
  for (const row of report.records) say(row);
  for (const sentence of report.broken) complain(sentence);
  return report.broken.length === 0 ? EXIT.done : EXIT.failed;
}

function openForFacts(file: string): number | 'unwritable' {
  try {
    return openSync(file, 'w');
  } catch {
    return 'unwritable';
  }
}

function check(files: readonly string[], seeds: number | null): number {
  let code: number = EXIT.done;
  for (const file of files) {
    const opened = open(file, null);
    if (opened === null) {
      code = EXIT.wrongInput;
      continue;
    }
    const { parsed, leftUs } = opened;
    if (leftUs !== null) {
      complain(`${file}: a saved run expects nothing; check takes documents`);
      code = EXIT.wrongInput;
      continue;
    }
    const failures = checkExpectations(parsed, null);
    for (let seed = 0; seed < (seeds ?? 0) && failures.length === 0; seed += 1) {
      failures.push(...checkExpectations(parsed, seed));
    }
    for (const failure of failures) complain(`${file}: ${failure}`);
    if (failures.length > 0) code = Math.max(code, EXIT.failed);
    else say(`${file}: ok`);
  }
  return code;
}

function compare(invocation: CompareInvocation): number {
  const left = open(invocation.left, invocation.seed);
  const right = invocation.right === null ? null : open(invocation.right, invocation.seed);
  if (left === null || (invocation.right !== null && right === null)) return EXIT.wrongInput;
  const leftUs = Math.max(left.leftUs ?? -1, right?.leftUs ?? -1);
  const compared = compareRuns(left.parsed, right?.parsed ?? null, invocation, invocation.untilUs ?? (leftUs < 0 ? DEFAULT_UNTIL_US : leftUs));
  if ('ok' in compared) {
    for (const problem of compared.problems) complain(`the twin: ${problemLine(problem)}`);
    return EXIT.wrongInput;
  }
  say(compareText(compared));
  return EXIT.done;
}

function metrics(invocation: MetricsInvocation): number {
  const opened = open(invocation.file, invocation.seed);
  if (opened === null) return EXIT.wrongInput;
  printMetrics(opened.parsed, invocation, invocation.untilUs ?? opened.leftUs ?? DEFAULT_UNTIL_US, say);
  return EXIT.done;
}

function why(invocation: WhyInvocation): number {
  const opened = open(invocation.file, invocation.seed);
  if (opened === null) return EXIT.wrongInput;
  const { ok, text } = answerWhy(opened.parsed, invocation, invocation.untilUs ?? opened.leftUs ?? DEFAULT_UNTIL_US);
  if (ok) say(text);
  else complain(text);
  return ok ? EXIT.done : EXIT.wrongInput;
}

function exportFrom(invocation: ExportInvocation): number {
  const { file } = invocation;
  const text = readText(file);
  if (text === null) return EXIT.wrongInput;
  const json = parseJsonText(text);
  const { problems, warning } = json.ok ? exportRun(json.value, invocation, say) : { problems: [json.message], warning: null };
  for (const problem of problems) complain(`${file}: ${problem}`);
  if (warning !== null) complain(`${file}: ${warning}`);
  return problems.length === 0 ? EXIT.done : EXIT.wrongInput;
}
