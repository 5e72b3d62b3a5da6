import type { FactView } from '../protocol/messages.ts';
import { factLevel, sentence } from '../protocol/narration.ts';
import { andMore } from '../words/run/announced.ts';

/**
 * Which sentence a screen reader is given when: one every second and a half, notable facts only while the run goes on
 * by itself, and no backlog, since what is read out should still be true.
 */
export interface Announcer {
  readonly saidAtMs: number;
  readonly waiting: readonly Waiting[];
  /** Sentences that were left out since the last one said. */
  readonly skipped: number;
}

interface Waiting {
  readonly words: string;
  /** Lower goes first. */
  readonly rank: number;
}

const PAUSE_MS = 1_500;
const BACKLOG = 3;

const INTERFACE = 0;
const BROKEN = 1;
const FAULT = 2;
const LEADERSHIP = 3;
const OTHER = 4;

/** What every reader has to hear, and what comes of it; the rest is told where there is time. */
const RANKS: Readonly<Partial<Record<FactView['fact']['type'], number>>> = {
  GuaranteeBroken: BROKEN,
  NodeKilled: FAULT,
  NodeHalted: FAULT,
  NodePaused: FAULT,
  NodeSlowed: FAULT,
  DiskWiped: FAULT,
  LinkCut: FAULT,
  BrokerFenced: FAULT,
  LeaderElected: LEADERSHIP,
  ControllerElected: LEADERSHIP,
};

export const SILENT: Announcer = { saidAtMs: -PAUSE_MS, waiting: [], skipped: 0 };

/** Facts that became true. `stepping`: the reader asked for this very moment, so the least of them is told, too. Faults go before what comes of them, and are never left out. */
export function hearFacts(announcer: Announcer, facts: readonly FactView[], stepping: boolean): Announcer {
  // A step asks about this moment: what was still to be said about earlier ones is left out.
  const before = stepping ? { ...announcer, waiting: [], skipped: 0 } : announcer;
  const notable = facts.filter(({ fact }) => factLevel(fact) === 'notable');
  const routine = facts.filter(({ fact }) => factLevel(fact) === 'routine');
  const told = stepping && notable.length === 0 ? (routine.length > 0 ? routine : facts).slice(-1) : notable;
  return told.reduce((all, view) => enqueue(all, { words: sentence(view), rank: RANKS[view.fact.type] ?? OTHER }), before);
}

/** Words of the interface itself go before facts, the latest first. */
export function hearWords(announcer: Announcer, words: string): Announcer {
  return shortened({ ...announcer, waiting: [{ words, rank: INTERFACE }, ...announcer.waiting] });
}

/** What waits is not held back any longer. */
export function sayNow(announcer: Announcer): Announcer {
  return { ...announcer, saidAtMs: -PAUSE_MS };
}

/** What to say now, or null; and the announcer after it. */
export function speak(announcer: Announcer, nowMs: number): { readonly announcer: Announcer; readonly words: string | null } {
  const [first, ...waiting] = announcer.waiting;
  if (first === undefined || nowMs - announcer.saidAtMs < PAUSE_MS) return { announcer, words: null };
  const last = waiting.length === 0 && announcer.skipped > 0;
  const words = last ? andMore(first.words, announcer.skipped) : first.words;
  return { announcer: { saidAtMs: nowMs, waiting, skipped: last ? 0 : announcer.skipped }, words };
}

function enqueue(announcer: Announcer, next: Waiting): Announcer {
  const { waiting } = announcer;
  const before = waiting.filter(({ rank }) => rank <= next.rank);
  return shortened({ ...announcer, waiting: [...before, next, ...waiting.slice(before.length)] });
}

/** Without the stalest of what matters least, where more waits than can be said in time. */
function shortened(announcer: Announcer): Announcer {
  const { waiting, skipped } = announcer;
  const least = waiting.at(-1);
  if (least === undefined || waiting.length <= BACKLOG || least.rank === BROKEN || least.rank === FAULT) return announcer;
  // The interface's own words are the latest first.
  const stalest = least.rank === INTERFACE ? waiting.length - 1 : waiting.findIndex(({ rank }) => rank === least.rank);
  return { ...announcer, waiting: waiting.toSpliced(stalest, 1), skipped: least.rank === INTERFACE ? skipped : skipped + 1 };
}
