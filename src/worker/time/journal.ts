import type { TimeUs } from '../../base/flavor.ts';
import type { FactView } from '../../protocol/messages.ts';
import { factLevel } from '../../protocol/narration.ts';
import { answerIn, thinned, type ProduceAnswer } from '../../protocol/produceAnswers.ts';
import { compareMoments, type Moment } from '../../sim/index.ts';

/** A fact, and after how many events of the run it was true. */
interface Entry {
  readonly view: FactView;
  readonly events: number;
}

/** What happened in one branch as far as it is known, its shared past included: what the page was told of it. Long runs lose routine facts of long ago. */
export interface Journal {
  entries: readonly Entry[];
  /** What producers were answered: told of all of the branch, also where its facts are not kept. */
  answers: readonly ProduceAnswer[];
  /** When each step of the story began. */
  reachedAt: readonly TimeUs[];
  /** Sequence number of the first fact that was not heard yet. What is played again has smaller ones. */
  next: number;
}

const KEPT = 4_000;
const NOTABLE_KEPT = 10_000;
/** Thinning looks at every entry, so it is done only now and then. */
const STRIDE = 2_000;

export function emptyJournal(): Journal {
  return { entries: [], answers: [], reachedAt: [], next: 0 };
}

/** Adds a fact; false when it was heard before. */
export function hear(journal: Journal, view: FactView, events: number): boolean {
  if (view.seq < journal.next) return false;
  journal.next = view.seq + 1;
  (journal.entries as Entry[]).push({ view, events });
  hearAnswer(journal, view);
  if (journal.entries.length >= KEPT + NOTABLE_KEPT + STRIDE || journal.entries.length % STRIDE === 0) thin(journal);
  return true;
}

/** Whether the list is too long is asked only now and then. */
function hearAnswer(journal: Journal, view: FactView): void {
  const answer = answerIn(view);
  if (answer === null) return;
  (journal.answers as ProduceAnswer[]).push(answer);
  if (journal.answers.length % STRIDE === 0) journal.answers = thinned(journal.answers);
}

function thin(journal: Journal): void {
  const { entries } = journal;
  if (entries.length <= KEPT) return;
  const notable = entries.slice(0, -KEPT).filter(({ view }) => factLevel(view.fact) === 'notable');
  journal.entries = [...notable.slice(-NOTABLE_KEPT), ...entries.slice(-KEPT)];
}

/** The journal of a branch that begins before the fact of that number, when the story's steps had begun at those times. */
export function pastOf({ entries, answers }: Journal, next: number, reachedAt: readonly TimeUs[]): Journal {
  return { entries: entries.slice(0, firstAfter(entries, ({ view }) => view.seq < next)), answers: answers.filter(({ seq }) => seq < next), reachedAt: reachedAt.slice(), next };
}

/** Notes that a step of the story began. */
export function hearStep(journal: Journal, reachedAt: readonly TimeUs[]): void {
  if (reachedAt.length > journal.reachedAt.length) journal.reachedAt = reachedAt.slice();
}

/** After how many events a fact was true; null when it is not kept. */
export function eventsOf({ entries }: Journal, seq: number): number | null {
  const entry = entries[firstAfter(entries, ({ view }) => view.seq < seq)];
  return entry?.view.seq === seq ? entry.events : null;
}

/** The first and the last that is kept of what became true after so many events, and up to so many; null when there is nothing. */
export function factsBetween({ entries }: Journal, after: number, upTo: number): { readonly first: FactView; readonly last: FactView } | null {
  const [first, next] = [after, upTo].map((events) => firstAfter(entries, (entry) => entry.events <= events));
  const [from, to] = [entries[first ?? 0], entries[(next ?? 0) - 1]];
  return first === next || from === undefined || to === undefined ? null : { first: from.view, last: to.view };
}

/** Where the last notable fact before a moment was true; null when there was none. */
export function notableBefore({ entries }: Journal, moment: Moment): Moment | null {
  for (let index = firstAfter(entries, (entry) => compareMoments(placeOf(entry), moment) < 0) - 1; index >= 0; index -= 1) {
    const entry = entries[index] as Entry;
    if (factLevel(entry.view.fact) === 'notable') return placeOf(entry);
  }
  return null;
}

function placeOf({ view, events }: Entry): Moment {
  return { events, at: view.at };
}

/** Index of the first entry that is not early; entries are in order. */
function firstAfter(entries: readonly Entry[], isEarly: (entry: Entry) => boolean): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isEarly(entries[middle] as Entry)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All notable facts and the newest others, at most so many of these. */
export function chooseFacts(facts: readonly FactView[], mostRoutine: number): readonly FactView[] {
  if (facts.length <= mostRoutine) return facts;
  let room = mostRoutine;
  const kept: FactView[] = [];
  for (let index = facts.length - 1; index >= 0; index -= 1) {
    const view = facts[index] as FactView;
    const notable = factLevel(view.fact) === 'notable';
    if (!notable && room === 0) continue;
    if (!notable) room -= 1;
    kept.push(view);
  }
  return kept.reverse();
}

export function factsIn({ entries }: Journal): readonly FactView[] {
  return entries.map(({ view }) => view);
}
