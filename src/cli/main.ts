import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { parseScenarioText, problemLine, type ParsedScenario } from '../scenarios/index.ts';
import { parseJsonText } from '../scenarios/jsonText.ts';
import type { FactView } from '../sim/index.ts';
import { parseArgs, USAGE, type RunOptions } from './args.ts';
import { checkExpectations } from './checkCommand.ts';
import { compareRuns, compareText, type CompareInvocation } from './compareCommand.ts';
import { exportRun, type ExportInvocation } from './exportCommand.ts';
import { printMetrics } from './metricsCommand.ts';
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
    case 'metrics': {
      const parsed = read(invocation.file);
      if (parsed === null) return EXIT.wrongInput;
      printMetrics(parsed, invocation, say);
      return EXIT.done;
    }
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

/** The document in a file, or null after its problems have been told. */
function read(file: string): Extract<ParsedScenario, { ok: true }> | null {
  const text = readText(file);
  if (text === null) return null;
  const parsed = parseScenarioText(text);
  if (parsed.ok) return parsed;
  for (const problem of parsed.problems) complain(`${file}: ${problemLine(problem)}`);
  return null;
}

function run(file: string, options: RunOptions): number {
  const parsed = read(file);
  if (parsed === null) return EXIT.wrongInput;
  const out = options.factsFile === null ? null : openForFacts(options.factsFile);
  if (out === 'unwritable') {
    complain(`--facts: ${options.factsFile} cannot be written`);
    return EXIT.wrongInput;
  }
  const tell = out === null ? null : (fact: FactView): void => void writeSync(out, `${factLine(fact)}\n`);
  const report = runScenario(parsed, options, tell, () => performance.now());
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
    const parsed = read(file);
    if (parsed === null) {
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
  const left = read(invocation.left);
  const right = invocation.right === null ? null : read(invocation.right);
  if (left === null || (invocation.right !== null && right === null)) return EXIT.wrongInput;
  const compared = compareRuns(left, right, invocation);
  if ('ok' in compared) {
    for (const problem of compared.problems) complain(`the twin: ${problemLine(problem)}`);
    return EXIT.wrongInput;
  }
  say(compareText(compared));
  return EXIT.done;
}

function why(invocation: WhyInvocation): number {
  const parsed = read(invocation.file);
  if (parsed === null) return EXIT.wrongInput;
  const { ok, text } = answerWhy(parsed, invocation);
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
