import type { FactView } from '../protocol/messages.ts';
import { factLevel, sentence } from '../protocol/narration.ts';
import { andMore } from '../words/run/announced.ts';

/**
 * Which sentence a screen reader is given when: one every second and a half, notable facts only while the run goes on
 * by itself, and no backlog, since what is read out should still be true.
 */
export interface Announcer {
  readonly saidAtMs: number;
  readonly waiting: readonly string[];
  /** Sentences that were left out since the last one said. */
  readonly skipped: number;
}

const PAUSE_MS = 1_500;
const BACKLOG = 3;

export const SILENT: Announcer = { saidAtMs: -PAUSE_MS, waiting: [], skipped: 0 };

/** Facts that became true. `stepping`: the reader asked for this very moment, so the least of them is told, too. A broken guarantee goes before all else. */
export function hearFacts(announcer: Announcer, facts: readonly FactView[], stepping: boolean): Announcer {
  // A step asks about this moment: what was still to be said about earlier ones is left out.
  const before = stepping ? { ...announcer, waiting: [], skipped: 0 } : announcer;
  const notable = facts.filter(({ fact }) => factLevel(fact) === 'notable');
  const routine = facts.filter(({ fact }) => factLevel(fact) === 'routine');
  const told = stepping && notable.length === 0 ? (routine.length > 0 ? routine : facts).slice(-1) : notable;
  return told.reduce((all, view) => (view.fact.type === 'GuaranteeBroken' ? hearWords(all, sentence(view)) : enqueue(all, sentence(view))), before);
}

/** Words of the interface itself go before facts. */
export function hearWords(announcer: Announcer, words: string): Announcer {
  return { ...announcer, waiting: [words, ...announcer.waiting].slice(0, BACKLOG) };
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
  const words = last ? andMore(first, announcer.skipped) : first;
  return { announcer: { saidAtMs: nowMs, waiting, skipped: last ? 0 : announcer.skipped }, words };
}

function enqueue(announcer: Announcer, words: string): Announcer {
  if (announcer.waiting.length >= BACKLOG) return { ...announcer, skipped: announcer.skipped + 1 };
  return { ...announcer, waiting: [...announcer.waiting, words] };
}
