import { KINDS_AT_FIRST, MESSAGE_KINDS } from '../base/messageKinds.ts';
import { formatDuration } from '../base/units.ts';
import type { Place, Problem, ResumedView } from '../protocol/messages.ts';
import { ENGINE_VERSION } from '../scenarios/saved/engineVersion.ts';
import { LAST_VISIT } from './savedRuns.ts';
import type { AppActions, AppState } from './state.ts';

/** What the page shows once a saved run has come to where it was left. Loaded then. */
export function shownOf(resumed: ResumedView, name: string, now: number): Partial<AppState> {
  const list = differences(resumed);
  const note = resumedNote(resumed, name, now);
  const { view, lens, sameUntil } = resumed;
  return {
    lens,
    shownKinds: view.kinds ?? (view.control === true ? MESSAGE_KINDS : KINDS_AT_FIRST),
    showInternalTopics: view.internal === true,
    toCompare: view.beside ?? null,
    note,
    returned: name === LAST_VISIT ? note : null,
    ...(list.length === 0 ? {} : { problems: { title: 'This is not the run that was saved', list, place: sameUntil?.at } }),
  };
}

/** What was selected is again, or what was asked about. */
export function selectAgain({ view, selected }: ResumedView, { facts }: AppState, { select, askWhy }: Pick<AppActions, 'select' | 'askWhy'>): void {
  const fact = view.why === undefined ? undefined : facts.find(({ seq }) => seq === view.why?.seq);
  if (fact === undefined) select(selected);
  else askWhy(fact);
}

/** The sentence for a run that has come to where it was left; null when it is another run than the one that was saved. */
function resumedNote({ differsBy }: ResumedView, name: string, now: number): string | null {
  if (differsBy !== null) return null;
  return name === LAST_VISIT ? `Continued where you left, at ${formatDuration(now)}.` : `${name} led to this moment: ${formatDuration(now)}.`;
}

/** In what and since when the run is not the one that was saved. */
export function differences({ differsBy, sameUntil, engine, skipped }: ResumedView): readonly Problem[] {
  if (differsBy === null) return [];
  const why =
    engine === ENGINE_VERSION
      ? 'What it holds does not make the run that it came from.'
      : `It was made by version ${engine} of the simulator, and this is version ${ENGINE_VERSION}, which makes another run of it.`;
  return [...[why, sinceWhen(sameUntil, differsBy)].map(toldAs('')), ...skipped.map(toldAs('Not done: '))];
}

/** A saved run holds hashes and no facts, so what is known is the stretch of events in which the first difference lies. */
function sinceWhen(sameUntil: Place | null, differsBy: Place): string {
  const count = differsBy.events - (sameUntil?.events ?? 0);
  const stretch = count === 1 ? 'in that one event' : `somewhere in these ${grouped(count)} events`;
  const end = `by event ${grouped(differsBy.events)}, at ${formatDuration(differsBy.at)}, it is another one`;
  if (sameUntil === null) return `Nothing of it is known to be the same: ${end}. The first difference is ${stretch}, from the beginning on.`;
  return `The first ${grouped(sameUntil.events)} events, up to ${formatDuration(sameUntil.at)}, are the same; ${end}. The first difference is ${stretch}.`;
}

function toldAs(before: string): (message: string) => Problem {
  return (message) => ({ path: '', message: `${before}${message}` });
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
