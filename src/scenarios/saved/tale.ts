import { momentOf, type FactView } from '../../sim/index.ts';
import type { Command } from '../kafka.ts';
import type { Progress } from '../play.ts';
import type { Retelling } from './retell.ts';

/** Something that a run's telling consists of; times are virtual microseconds. */
export type TaleEntry =
  | { readonly kind: 'step'; readonly at: number; readonly step: number }
  | { readonly kind: 'done'; readonly at: number; readonly by: 'reader' | 'story' | 'script'; readonly command: Command }
  /** The reader went on to the next step of the story. */
  | { readonly kind: 'continue'; readonly at: number }
  | { readonly kind: 'answer'; readonly at: number; readonly step: number; readonly option: number }
  /** It is known which option came true; one past the last where none did. */
  | { readonly kind: 'outcome'; readonly at: number; readonly step: number; readonly truth: number }
  | { readonly kind: 'fact'; readonly view: FactView };

/** A whole run in the order in which it went: the story, what was done, and what became true. */
export interface Tale {
  readonly entries: TaleEntry[];
  /** Steps whose question has its answer. */
  readonly settled: Set<number>;
  readonly script: ReadonlySet<Command>;
}

export function startTale({ parsed }: Retelling): Tale {
  return { entries: [], settled: new Set(), script: new Set(parsed.spec.script.map(({ command }) => command)) };
}

/** Writes down what one step of the retelling brought, with the facts that are wanted. */
export function noteTale(tale: Tale, retelling: Retelling, { event, facts }: Progress, wanted: (view: FactView) => boolean): void {
  const { entries, script } = tale;
  if (event !== null) {
    takeDeeds(tale, retelling, momentOf(retelling.timeline).events);
    if (event.kind === 'command' && script.has(event.payload)) entries.push({ kind: 'done', at: event.at, by: 'script', command: event.payload });
  }
  for (const view of facts) if (wanted(view)) entries.push({ kind: 'fact', view });
  takeDeeds(tale, retelling, Infinity);
}

/** What was done after the last event belongs to the telling, too. */
export function endTale(tale: Tale, retelling: Retelling): void {
  takeDeeds(tale, retelling, Infinity);
}

/** What was done with fewer than so many events handled, and what it settled. */
function takeDeeds({ entries, settled }: Tale, { deeds, timeline }: Retelling, beforeEvents: number): void {
  const later = deeds.findIndex(({ events }) => events >= beforeEvents);
  const taken = deeds.splice(0, later < 0 ? deeds.length : later);
  if (beforeEvents === Infinity) {
    const { at } = momentOf(timeline);
    for (const { step, truth } of timeline.run.story?.predictions ?? []) {
      if (truth === null || settled.has(step)) continue;
      settled.add(step);
      entries.push({ kind: 'outcome', at, step, truth });
    }
  }
  entries.push(...taken.map(({ entry }) => entry));
}
