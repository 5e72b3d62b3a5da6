import { parseCompare, type CompareInvocation } from './compareCommand.ts';
import { parseExport, type ExportInvocation } from './exportCommand.ts';
import { parseMetrics, type MetricsInvocation } from './metricsCommand.ts';
import { seedOf, timeOf, wholeNumber } from './numbers.ts';
import { parseWhy, type WhyInvocation } from './whyCommand.ts';

export type Invocation =
  | { readonly command: 'run'; readonly file: string; readonly options: RunOptions }
  | { readonly command: 'check'; readonly files: readonly string[]; readonly seeds: number | null }
  | CompareInvocation
  | WhyInvocation
  | ExportInvocation
  | MetricsInvocation
  | { readonly command: 'help' }
  | { readonly command: 'wrong'; readonly message: string };

export interface RunOptions {
  /** Null: up to where a saved run was left, 30 s of a document. */
  readonly untilUs: number | null;
  readonly seed: number | null;
  readonly factsFile: string | null;
  /** `topic-partition` */
  readonly records: string | null;
  readonly state: boolean;
}

export const USAGE = `Usage:
  commit-log run FILE.json [--until 30s] [--seed N] [--facts OUT.ndjson] [--records TOPIC-PARTITION] [--state]
  commit-log check FILE.json ... [--seeds 500]
  commit-log compare FILE.json (OTHER.json | --set SCOPE.NAME=VALUE | --other-seed N) [--until 30s] [--seed N]
  commit-log why FILE.json --fact TYPE [--where FIELD=VALUE ...] [--nth N] [--until 30s] [--seed N] [--json]
  commit-log why FILE.json (--message KIND | --record TOPIC-PARTITION@OFFSET [--broker N] | --lost (ID | TOPIC-PARTITION@OFFSET) |
                 --replica TOPIC-PARTITION@BROKER)
                 [--where from=NODE ...] [--nth N] [--at 12s] [--seed N] [--json]
  commit-log why FILE.json --not QUESTION [--at 12s] [--seed N] [--json]
  commit-log export FILE.json (--facts | --script | --mermaid | --transcript [--all]) [--from 1s] [--to 3s] [--seed N]
  commit-log metrics FILE.json [--from 1s] [--until 30s] [--total] [--seed N]

run prints one JSON line about the run; --state adds the state, --records prints the leader's log,
--facts writes what happened, one JSON object a line.
check says whether documents are valid and whether what they expect comes true; --seeds N tries the
expectations that are claimed for any seed with N seeds.
compare plays two runs side by side, or a run and its twin with one setting changed
(--set producer.acks=1), and prints what is told differently first and what came of both.
why prints the chain of causes of a fact (the last one that fits, or with --nth the nth), back to what
the document or its script did; the same of a message by its kind (Fetch, ProduceResponse), of the record at
an offset, of one that was lost, by its id or by where it was acknowledged, or of how a broker's copy of a partition stands to its leader's; with --not, the conditions of something that does not happen, as they are
at a time: leader:orders-0, high-watermark:orders-0, isr:orders-0@3, produce:orders-0, consumer:c1, producer:p1.
export prints what happened as facts, one JSON object a line, or as a Mermaid sequence diagram, or what was
done as a document that makes the same run.
metrics prints what Kafka's own metrics would have told, for every half second, one JSON object a line,
by node or (--total) for all nodes together.
FILE.json is a document or, but for check, a run saved in the page, which has its own seed and what was done in it.
Exit status: 0 done, 1 an expectation or a guarantee failed, 2 the input is wrong.`;

const MOST_SEEDS = 100_000;

/** Reads the words after the program's name. */
export function parseArgs(words: readonly string[]): Invocation {
  const [command, ...rest] = words;
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') return { command: 'help' };
  if (command === 'run') return parseRun(rest);
  if (command === 'check') return parseCheck(rest);
  if (command === 'compare') {
    const compare = parseCompare(rest);
    return typeof compare === 'string' ? wrong(compare) : compare;
  }
  if (command === 'why') {
    const why = parseWhy(rest);
    return typeof why === 'string' ? wrong(why) : why;
  }
  if (command === 'export') {
    const exported = parseExport(rest);
    return typeof exported === 'string' ? wrong(exported) : exported;
  }
  if (command === 'metrics') {
    const metrics = parseMetrics(rest);
    return typeof metrics === 'string' ? wrong(metrics) : metrics;
  }
  return wrong(`there is no command ${command}; use run, check, compare, why, export or metrics`);
}

function wrong(message: string): Invocation {
  return { command: 'wrong', message };
}

function parseRun(words: readonly string[]): Invocation {
  let options: RunOptions = { untilUs: null, seed: null, factsFile: null, records: null, state: false };
  const files: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    if (!word.startsWith('--')) {
      files.push(word);
      continue;
    }
    if (word === '--state') {
      options = { ...options, state: true };
      continue;
    }
    index += 1;
    const value = words[index];
    if (!['--until', '--seed', '--facts', '--records'].includes(word)) return wrong(`there is no option ${word}`);
    if (value === undefined) return wrong(`${word} needs a value`);
    const next = withOption(options, word, value);
    if (typeof next === 'string') return wrong(next);
    options = next;
  }
  const [file, ...more] = files;
  if (file === undefined) return wrong('run needs a file');
  if (more.length > 0) return wrong('run takes one file; check takes several');
  return { command: 'run', file, options };
}

/** The options with one more, or what is wrong with it. */
function withOption(options: RunOptions, name: string, value: string): RunOptions | string {
  switch (name) {
    case '--until': {
      const until = timeOf(name, value);
      return typeof until === 'string' ? until : { ...options, untilUs: until };
    }
    case '--seed': {
      const seed = seedOf(name, value);
      return typeof seed === 'string' ? seed : { ...options, seed };
    }
    case '--facts':
      return { ...options, factsFile: value };
    default:
      return /^.+-\d+$/.test(value) ? { ...options, records: value } : '--records: give a partition such as orders-0';
  }
}

function parseCheck(words: readonly string[]): Invocation {
  const files: string[] = [];
  let seeds: number | null = null;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    if (word !== '--seeds') {
      if (word.startsWith('--')) return wrong(`there is no option ${word}`);
      files.push(word);
      continue;
    }
    index += 1;
    seeds = wholeNumber(words[index] ?? '', MOST_SEEDS);
    if (seeds === null || seeds === 0) return wrong(`--seeds: give a whole number from 1 to ${MOST_SEEDS}`);
  }
  return files.length === 0 ? wrong('check needs at least one file') : { command: 'check', files, seeds };
}
