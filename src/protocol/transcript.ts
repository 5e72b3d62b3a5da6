import { assertNever } from '../base/assert.ts';
import type { Command, FactView } from '../sim/index.ts';
import { asSubject } from '../words/narration/names.ts';
import * as words from '../words/narration/transcript.ts';
import { commandWords } from './commandWords.ts';
import { factLevel, sentence } from './narration.ts';

/** What is told of a run, in the order in which it went; times are virtual microseconds. */
export type ToldEntry =
  | { readonly kind: 'step'; readonly at: number; readonly step: number }
  | { readonly kind: 'done'; readonly at: number; readonly by: 'reader' | 'story' | 'script'; readonly command: Command }
  | { readonly kind: 'continue'; readonly at: number }
  | { readonly kind: 'answer'; readonly at: number; readonly step: number; readonly option: number }
  | { readonly kind: 'outcome'; readonly at: number; readonly step: number; readonly truth: number }
  | { readonly kind: 'fact'; readonly view: FactView };

export interface ToldStep {
  readonly title: string;
  readonly text: string;
  readonly predict: { readonly question: string; readonly options: readonly { readonly text: string }[]; readonly explain: string } | null;
}

export interface ToldRun {
  readonly title: string;
  readonly summary: string;
  readonly seed: number;
  /** What the cluster is, in a paragraph. */
  readonly cluster: string;
  readonly untilUs: number;
  readonly steps: readonly ToldStep[];
  readonly entries: readonly ToldEntry[];
}

/** A run as text: sections under headings, each with its lines in order of time. */
export interface Transcript {
  readonly title: string;
  readonly seed: number;
  readonly until: number;
  readonly paragraphs: readonly string[];
  readonly sections: readonly TranscriptSection[];
}

export interface TranscriptSection {
  readonly heading: string;
  readonly at: number;
  readonly paragraphs: readonly string[];
  readonly lines: readonly TranscriptLine[];
}

export interface TranscriptLine {
  readonly at: number;
  /** Of the fact that it tells; null where it tells what was done. */
  readonly seq: number | null;
  readonly words: string;
  /** What a reader would want to stop at. */
  readonly notable: boolean;
}

/** Without anything else that begins a section, each minute does. */
const MINUTE_US = 60_000_000;

/** Sections begin with steps of the story, with what was done, and where neither is, with minutes. */
export function transcript({ title, summary, seed, cluster, untilUs, steps, entries }: ToldRun): Transcript {
  const sections: OpenSection[] = [];
  const guesses = new Map<number, number>();
  const begin = (heading: string, at: number, paragraphs: readonly string[] = []): void => void sections.push({ heading, at, paragraphs, lines: [] });
  const write = (at: number, seq: number | null, told: string, notable = true): void => {
    const open = sections.at(-1);
    if (open === undefined) begin(words.beginning, 0);
    else if (Math.floor(at / MINUTE_US) > Math.floor(open.at / MINUTE_US)) begin(words.minuteHeading(Math.floor(at / MINUTE_US)), Math.floor(at / MINUTE_US) * MINUTE_US);
    sections.at(-1)?.lines.push({ at, seq, words: told, notable });
  };
  for (const entry of entries) {
    switch (entry.kind) {
      case 'step': {
        const step = steps[entry.step];
        if (step !== undefined) begin(words.stepHeading(entry.step + 1, steps.length, step.title), entry.at, stepParagraphs(step));
        break;
      }
      case 'done': {
        const command = commandWords(entry.command);
        // What is done together stands together.
        if (sections.at(-1)?.at !== entry.at) begin(asSubject(command), entry.at);
        write(entry.at, null, words.doneBy(entry.by, command));
        break;
      }
      case 'continue':
        write(entry.at, null, words.continued);
        break;
      case 'answer':
        guesses.set(entry.step, entry.option);
        write(entry.at, null, words.guessed(steps[entry.step]?.predict?.options[entry.option]?.text ?? words.answerNumber(entry.option + 1)));
        break;
      case 'outcome':
        write(entry.at, null, outcomeWords(steps[entry.step], entry.truth, guesses.get(entry.step) ?? null));
        break;
      case 'fact':
        write(entry.view.at, entry.view.seq, sentence(entry.view), isNotable(entry.view));
        break;
      default:
        return assertNever(entry);
    }
  }
  return { title, seed, until: untilUs, paragraphs: [...(summary === '' ? [] : [summary]), cluster], sections };
}

/** Whether a fact is told in a short transcript, and whether in a long one: how the work is done is in neither. */
export function isNotable({ fact }: FactView): boolean {
  return factLevel(fact) === 'notable';
}

export function isTold({ fact }: FactView): boolean {
  return factLevel(fact) !== 'detail';
}

/** The same as plain text; times to the microsecond. */
export function transcriptText({ title, seed, until, paragraphs, sections }: Transcript): string {
  const parts = [
    underlined(title, '='),
    words.about(seed, clock(until)),
    ...paragraphs,
    ...sections.flatMap(({ heading, at, paragraphs: about, lines }) => [
      underlined(`${heading} (${clock(at)})`, '-'),
      ...about,
      ...(lines.length === 0 ? [] : [lines.map((line) => `${clock(line.at).padStart(14)}  ${line.words}`).join('\n')]),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

interface OpenSection extends TranscriptSection {
  readonly lines: TranscriptLine[];
}

function stepParagraphs({ text, predict }: ToldStep): readonly string[] {
  if (predict === null) return [text];
  return [text, words.question(predict.question, predict.options.map((option, index) => words.optionOf(index + 1, option.text)).join('; '))];
}

function outcomeWords(step: ToldStep | undefined, truth: number, guess: number | null): string {
  const option = step?.predict?.options[truth]?.text;
  const came = option === undefined ? words.noneCameTrue : words.cameTrue(option);
  const guessed = guess === null ? [] : [guess === truth ? words.guessWasRight : words.guessWasWrong];
  return [came, ...guessed, step?.predict?.explain ?? ''].join(' ').trim();
}

function underlined(text: string, mark: string): string {
  return `${text}\n${mark.repeat(text.length)}`;
}

function clock(us: number): string {
  return `${(us / 1_000_000).toFixed(6)} s`;
}
