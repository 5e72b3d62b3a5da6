import { chainText, tellChain, type BecauseLink } from '../protocol/because.ts';
import { recordUntil, startRecorder, type Recorder } from '../scenarios/recorder.ts';
import { startTimeline } from '../scenarios/scenarioPlayer.ts';
import { askWhyNot, explain, explainSeen, findFact, findLost, findMessage, flatFact, lookAt, WHY_NOT_QUESTIONS, type FactQuestion, type FactView, type LostQuestion, type MessageQuestion, type WhySubject } from '../sim/index.ts';
import { seedOf, timeOf } from './numbers.ts';
import type { Parsed } from './openFile.ts';

/** Something that is to be explained, or a question about what does not happen. */
type WhyAsked =
  | { readonly kind: 'fact'; readonly fact: FactQuestion }
  | { readonly kind: 'message'; readonly message: MessageQuestion }
  | { readonly kind: 'lost'; readonly lost: LostQuestion }
  | { readonly kind: 'subject'; readonly option: '--record' | '--replica'; readonly subject: WhySubject }
  | { readonly kind: 'not'; readonly question: string };

export interface WhyInvocation {
  readonly command: 'why';
  readonly file: string;
  readonly asked: WhyAsked;
  /** Null: up to where a saved run was left, 30 s of a document. */
  readonly untilUs: number | null;
  readonly seed: number | null;
  readonly json: boolean;
}


/** Reads the words after `why`; a sentence when they cannot be taken. */
export function parseWhy(words: readonly string[]): WhyInvocation | string {
  const files: string[] = [];
  const where: (readonly [string, string])[] = [];
  const what: [option: string, value: string][] = [];
  let broker: number | null = null;
  let [nth, untilUs, seed, json]: [number | null, number | null, number | null, boolean] = [null, null, null, false];
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
      case '--message':
      case '--record':
      case '--replica':
      case '--lost':
      case '--not':
        what.push([word, value]);
        break;
      case '--broker':
        if (!/^\d{1,6}$/.test(value)) return "--broker: give a broker's id";
        broker = Number(value);
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
      case '--at':
      case '--until': {
        const until = timeOf(word, value);
        if (typeof until === 'string') return until;
        untilUs = until;
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
  const [first] = what;
  if (first === undefined || what.length > 1) return `why needs one of --fact TYPE, --message KIND, --record TOPIC-PARTITION@OFFSET, --lost ID or TOPIC-PARTITION@OFFSET, --replica TOPIC-PARTITION@BROKER, or --not and one of ${WHY_NOT_QUESTIONS.join(', ')}`;
  const asked = askedOf(first, { where, nth, broker });
  return typeof asked === 'string' ? asked : { command: 'why', file, asked, untilUs, seed, json };
}

interface Details {
  readonly where: FactQuestion['where'];
  readonly nth: number | null;
  readonly broker: number | null;
}

function askedOf([option, value]: readonly [option: string, value: string], { where, nth, broker }: Details): WhyAsked | string {
  switch (option) {
    case '--fact':
      return { kind: 'fact', fact: { type: value, where, nth } };
    case '--message':
      return { kind: 'message', message: { label: value, where, nth } };
    case '--not':
      return { kind: 'not', question: value };
    default: {
      const [, topic, partition, number] = /^(.+)-(\d{1,6})@(\d{1,15})$/.exec(value) ?? [];
      if (option === '--lost') return { kind: 'lost', lost: number === undefined ? { id: value } : { topic: topic ?? '', partition: Number(partition), offset: Number(number) } };
      if (topic === undefined || partition === undefined || number === undefined) return `${option}: give a partition and ${option === '--record' ? 'an offset' : 'a broker'}, such as orders-0@3`;
      const of = { topic, partition: Number(partition) };
      if (option === '--record') return { kind: 'subject', option, subject: { kind: 'record', ...of, offset: Number(number), broker } };
      return { kind: 'subject', option: '--replica', subject: { kind: 'replica', ...of, broker: Number(number) } };
    }
  }
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
export function answerWhy(parsed: Parsed, { asked, seed, json }: WhyInvocation, untilUs: number): Answer {
  const recorder = recordRun(parsed, seed, untilUs);
  switch (asked.kind) {
    case 'fact':
      return whyFact(recorder, asked.fact, json);
    case 'message':
      return whyMessage(recorder, asked.message, json);
    case 'lost':
      return whyLost(recorder, asked.lost, json);
    case 'subject':
      return whySubject(recorder, asked.option, asked.subject, json);
    case 'not':
      return whyNot(recorder, asked.question, json);
  }
}

function whyMessage(recorder: Recorder, message: MessageQuestion, json: boolean): Answer {
  const id = findMessage(recorder.recording, recorder.timeline.run.sim, message);
  if (id !== null) return whySubject(recorder, '--message', { kind: 'message', id }, json);
  return { ok: false, text: '--message: the run has no such message up to then; give its kind, such as Fetch or FetchResponse, and with --where its from, to or error' };
}

function whyLost(recorder: Recorder, asked: LostQuestion, json: boolean): Answer {
  const lost = findLost(recorder.recording, recorder.timeline.run.sim, asked);
  if (lost !== null) return whySubject(recorder, '--lost', { kind: 'lost', ...lost }, json);
  return { ok: false, text: 'id' in asked ? `--lost: no record ${asked.id} was sent up to then; give an id such as checkout:12, or where it was acknowledged, such as orders-0@23` : '--lost: up to then no producer was told that a record is there' };
}

function whySubject({ recording, timeline }: Recorder, option: string, subject: WhySubject, json: boolean): Answer {
  const chain = explainSeen(recording, lookAt(timeline.run.sim, subject));
  if (chain === null) return { ok: false, text: `${option}: there is nothing of that name at that time` };
  return { ok: true, text: textOf(tellChain(chain), json) };
}

function textOf(told: BecauseLink, json: boolean): string {
  return json ? JSON.stringify(told) : chainText(told).join('\n');
}

function whyFact({ recording }: Recorder, fact: FactQuestion, json: boolean): Answer {
  const view = findFact(recording, fact);
  if (view !== null) return { ok: true, text: textOf(tellChain(explain(recording, view)), json) };
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
