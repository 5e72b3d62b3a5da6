import { KINDS_AT_FIRST, MESSAGE_KINDS } from '../base/messageKinds.ts';
import { formatDuration } from '../base/units.ts';
import type { Place, Problem, ResumedView } from '../protocol/messages.ts';
import { sentence } from '../protocol/narration.ts';
import { ENGINE_VERSION } from '../scenarios/saved/engineVersion.ts';
import { yourLastVisit } from '../words/run/lastVisit.ts';
import * as words from '../words/run/resumed.ts';
import type { AppActions, AppState } from './state.ts';

/** What the page shows once a saved run has come to where it was left. Loaded then. */
export function shownOf(resumed: ResumedView, name: string, now: number): Partial<AppState> {
  const list = differences(resumed);
  const note = resumedNote(resumed, name, now);
  const { view, lens } = resumed;
  return {
    lens,
    shownKinds: view.kinds ?? (view.control === true ? MESSAGE_KINDS : KINDS_AT_FIRST),
    showInternalTopics: view.internal === true,
    toCompare: view.beside ?? null,
    note,
    returned: name === yourLastVisit ? note : null,
    ...(list.length === 0 ? {} : { problems: { title: words.isAnotherRun, list, places: placesOf(resumed) } }),
  };
}

/** What was selected is again, and what was asked about. */
export function selectAgain({ view, selected }: ResumedView, { facts }: AppState, { select, askWhy }: Pick<AppActions, 'select' | 'askWhy'>): void {
  const fact = view.why === undefined ? undefined : facts.find(({ seq }) => seq === view.why?.seq);
  select(selected);
  if (fact !== undefined) askWhy(fact);
}

/** The sentence for a run that has come to where it was left; null when it is another run than the one that was saved. */
function resumedNote({ differsBy }: ResumedView, name: string, now: number): string | null {
  if (differsBy !== null) return null;
  return name === yourLastVisit ? words.lastVisitContinued(formatDuration(now)) : words.ledTo(name, formatDuration(now));
}

/** In what and since when the run is not the one that was saved. */
export function differences({ differsBy, sameUntil, between, engine, skipped }: ResumedView): readonly Problem[] {
  if (differsBy === null) return [];
  const why = engine === ENGINE_VERSION ? words.contradictsItself : words.ofAnotherVersion(engine, ENGINE_VERSION);
  return [why, sinceWhen(sameUntil, differsBy), ...(between === null ? [] : [factsThere(between)]), ...skipped.map((what) => words.notDone(what))].map((message) => ({ path: '', message }));
}

/** A saved run holds hashes and no facts, so what is known is the stretch of events in which the first difference lies. */
function sinceWhen(sameUntil: Place | null, differsBy: Place): string {
  const events = differsBy.events - (sameUntil?.events ?? 0);
  const stretch = { events, shown: grouped(events) };
  const [event, at] = [grouped(differsBy.events), formatDuration(differsBy.at)];
  if (sameUntil === null) return words.neverKnownSame(event, at, stretch);
  return words.sameUntil(grouped(sameUntil.events), formatDuration(sameUntil.at), event, at, stretch);
}

/** What happens there in this simulator's run. In the other one it did not, or otherwise, or something else did besides. */
function factsThere({ first, last }: NonNullable<ResumedView['between']>): string {
  const [one, other] = [first, last].map((view) => [sentence(view), formatDuration(view.at)] as const);
  if (one === undefined || other === undefined || first.seq === last.seq) return words.onlyFactThere(sentence(first), formatDuration(first.at));
  return words.factsThere(...one, ...other);
}

/** Where the first and the last of these facts are to be seen, or at least where it was the same. */
function placesOf({ between, sameUntil }: ResumedView): readonly number[] {
  if (between === null) return sameUntil === null ? [] : [sameUntil.at];
  return [...new Set([between.first.at, between.last.at])];
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
