import { parseDuration } from '../base/units.ts';
import { chainText, tellChain } from '../protocol/because.ts';
import { recordUntil, startRecorder, type Recorder } from '../scenarios/recorder.ts';
import { startTimeline } from '../scenarios/scenarioPlayer.ts';
import type { ParsedScenario } from '../scenarios/index.ts';
import { explain, findFact, flatFact, type FactQuestion } from '../sim/index.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;

export interface WhyInvocation {
  readonly command: 'why';
  readonly file: string;
  readonly fact: FactQuestion;
  readonly untilUs: number;
  readonly seed: number | null;
  readonly json: boolean;
}

const MOST_SEED = 0xffff_ffff;

/** Reads the words after `why`; a sentence when they cannot be taken. */
export function parseWhy(words: readonly string[]): WhyInvocation | string {
  const files: string[] = [];
  const where: (readonly [string, string])[] = [];
  let [type, nth, untilUs, seed, json]: [string | null, number | null, number, number | null, boolean] = [null, null, 30_000_000, null, false];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    if (!word.startsWith('--')) {
      files.push(word);
      continue;
    }
    if (word === '--json') {
      json = true;
      continue;
    }
    index += 1;
    const value = words[index];
    if (value === undefined) return `${word} needs a value`;
    switch (word) {
      case '--fact':
        type = value;
        break;
      case '--where': {
        const [, name, wanted] = /^([^=]+)=(.*)$/.exec(value) ?? [];
        if (name === undefined || wanted === undefined) return '--where: give a field and its value, such as topic=orders';
        where.push([name, wanted]);
        break;
      }
      case '--nth':
        if (!/^[1-9]\d*$/.test(value)) return '--nth: give a whole number from 1';
        nth = Number(value);
        break;
      case '--until': {
        const until = parseDuration(value);
        if (!until.ok) return `--until: ${until.message}`;
        untilUs = until.value;
        break;
      }
      case '--seed':
        if (!/^\d+$/.test(value) || Number(value) > MOST_SEED) return `--seed: give a whole number from 0 to ${MOST_SEED}`;
        seed = Number(value);
        break;
      default:
        return `there is no option ${word}`;
    }
  }
  const [file] = files;
  if (file === undefined || files.length > 1) return 'why takes one file';
  if (type === null) return 'why needs --fact, the type of what is to be explained, such as LeaderElected';
  return { command: 'why', file, fact: { type, where, nth }, untilUs, seed, json };
}

/** The run up to a time, and all that is known of it. */
export function recordRun(parsed: Parsed, seed: number | null, untilUs: number): Recorder {
  const recorder = startRecorder(startTimeline(parsed, seed, 'asked'));
  recordUntil(recorder, untilUs, () => false);
  return recorder;
}

/** The chain to print, or what is wrong with the question. */
export function whyFact(parsed: Parsed, { fact, untilUs, seed, json }: WhyInvocation): { readonly ok: boolean; readonly text: string } {
  const { recording } = recordRun(parsed, seed, untilUs);
  const view = findFact(recording, fact);
  if (view === null) {
    const known = recording.facts.filter((one) => one.fact.type === fact.type);
    const hint = known.length === 0 ? `it has facts of the types ${[...recording.byType.keys()].toSorted().join(', ')}` : `it has ${known.length} of that type, the last of them ${JSON.stringify(flatFact(known.at(-1) as (typeof known)[number]))}`;
    return { ok: false, text: `--fact: the run has no such fact; ${hint}` };
  }
  const told = tellChain(explain(recording, view));
  return { ok: true, text: json ? JSON.stringify(told) : chainText(told).join('\n') };
}
