import { parseDuration } from '../base/units.ts';
import { chainText, tellChain } from '../protocol/because.ts';
import { recordUntil, startRecorder, type Recorder } from '../scenarios/recorder.ts';
import { startTimeline } from '../scenarios/scenarioPlayer.ts';
import type { ParsedScenario } from '../scenarios/index.ts';
import { askWhyNot, explain, findFact, flatFact, WHY_NOT_QUESTIONS, type FactQuestion, type FactView } from '../sim/index.ts';
import { seedOf } from './numbers.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;

export interface WhyInvocation {
  readonly command: 'why';
  readonly file: string;
  /** A fact that is to be explained, or a question about what does not happen. */
  readonly asked: { readonly kind: 'fact'; readonly fact: FactQuestion } | { readonly kind: 'not'; readonly question: string };
  readonly untilUs: number;
  readonly seed: number | null;
  readonly json: boolean;
}


/** Reads the words after `why`; a sentence when they cannot be taken. */
export function parseWhy(words: readonly string[]): WhyInvocation | string {
  const files: string[] = [];
  const where: (readonly [string, string])[] = [];
  let not: string | null = null;
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
      case '--not':
        not = value;
        break;
      case '--nth':
        if (!/^[1-9]\d*$/.test(value)) return '--nth: give a whole number from 1';
        nth = Number(value);
        break;
      case '--at':
      case '--until': {
        const until = parseDuration(value);
        if (!until.ok) return `${word}: ${until.message}`;
        untilUs = until.value;
        break;
      }
      case '--seed': {
        const given = seedOf(word, value);
        if (typeof given === 'string') return given;
        seed = given;
        break;
      }
      default:
        return `there is no option ${word}`;
    }
  }
  const [file] = files;
  if (file === undefined || files.length > 1) return 'why takes one file';
  if ((type === null) === (not === null)) return `why needs either --fact, the type of what is to be explained, such as LeaderElected, or --not and one of ${WHY_NOT_QUESTIONS.join(', ')}`;
  const asked: WhyInvocation['asked'] = type === null ? { kind: 'not', question: not ?? '' } : { kind: 'fact', fact: { type, where, nth } };
  return { command: 'why', file, asked, untilUs, seed, json };
}

/** The run up to a time, and all that is known of it. */
function recordRun(parsed: Parsed, seed: number | null, untilUs: number): Recorder {
  const recorder = startRecorder(startTimeline(parsed, seed, 'asked'));
  recordUntil(recorder, untilUs, () => false);
  return recorder;
}

export interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

/** What to print, or what is wrong with the question. */
export function answerWhy(parsed: Parsed, { asked, untilUs, seed, json }: WhyInvocation): Answer {
  const recorder = recordRun(parsed, seed, untilUs);
  return asked.kind === 'fact' ? whyFact(recorder, asked.fact, json) : whyNot(recorder, asked.question, json);
}

function whyFact({ recording }: Recorder, fact: FactQuestion, json: boolean): Answer {
  const view = findFact(recording, fact);
  if (view !== null) {
    const told = tellChain(explain(recording, view));
    return { ok: true, text: json ? JSON.stringify(told) : chainText(told).join('\n') };
  }
  const known = recording.byType.get(fact.type as FactView['fact']['type']);
  const last = known?.at(-1);
  const types = [...recording.byType.keys()].toSorted().join(', ');
  const hint = known === undefined || last === undefined ? `it has facts of the types ${types}` : `it has ${known.length} of that type, the last of them ${JSON.stringify(flatFact(last))}`;
  return { ok: false, text: `--fact: the run has no such fact; ${hint}` };
}

function whyNot({ timeline }: Recorder, question: string, json: boolean): Answer {
  const answer = askWhyNot(timeline.run.sim, question);
  if (answer === null) return { ok: false, text: `--not: there is nothing called ${question}; ask one of ${WHY_NOT_QUESTIONS.join(', ')}, of what there is at that time` };
  const lines = answer.conditions.map(({ met, text }) => `  ${met ? 'yes' : 'NO '}  ${text}`);
  return { ok: true, text: json ? JSON.stringify(answer) : [answer.sentence, ...lines].join('\n') };
}
