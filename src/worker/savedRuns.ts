import type { DocumentSource, ResumedView } from '../protocol/messages.ts';
import { applyChanges, changesOf } from '../scenarios/saved/changes.ts';
import { startResuming, resumeOn, type Resuming } from '../scenarios/saved/resume.ts';
import { stretchesOf } from '../scenarios/saved/savedBranches.ts';
import { saveBranches, saveRun, type Viewed } from '../scenarios/saved/saveRun.ts';
import { parseSavedRun, type SavedRun } from '../scenarios/saved/savedRun.ts';
import type { FindDocument } from './library.ts';
import { openSession, type Opened } from './session.ts';
import type { Session } from './sessionState.ts';
import { bookmarksToSave, openBookmarks } from './time/bookmarks.ts';
import { actNow, forkNow } from './time/branches.ts';
import { factsBetween } from './time/journal.ts';
import { NO_STOPS, takeIn } from './time/play.ts';
import * as words from '../words/run.ts';

/** What a text means, which may be nothing: it comes from outside. */
export function savedIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The run of a link or a file at time 0, with its way to where it was left before it; or what is wrong with it. */
export function openSaved(find: FindDocument, text: string, name: string): Opened {
  const parsed = parseSavedRun(savedIn(text));
  if (!parsed.ok) return parsed;
  const { saved } = parsed;
  const source = sourceOf(find, saved, name);
  if (source === null) return { ok: false, problems: [{ path: 'based', message: words.basedOnAnother }] };
  const opened = openSession(find, source, saved.seed);
  if (!opened.ok) return { ok: false, problems: opened.problems.map(({ path, message }) => ({ path: saved.scenario === undefined ? `document.${path}` : path, message })) };
  opened.session.resuming = startResuming(saved, stretchesOf(saved));
  openBookmarks(opened.session, saved.bookmarks);
  return opened;
}

function sourceOf(find: FindDocument, { scenario, document, based }: SavedRun, name: string): DocumentSource | null {
  if (document === undefined && based !== undefined) {
    const changed = applyChanges(find(based.on)?.scenario ?? null, based.changes);
    return changed === null ? null : { kind: 'text', text: JSON.stringify(changed), name };
  }
  return scenario === undefined ? { kind: 'text', text: JSON.stringify(document), name } : { kind: 'library', id: scenario };
}

/** A piece of the way to where the run was left; whether it has arrived. */
export function resumeSome(session: Session, outOfTime: () => boolean): boolean {
  const { resuming, timeline } = session;
  if (resuming === null) return true;
  return resumeOn(timeline, resuming, {
    tell: (progress) => void takeIn(session, progress, NO_STOPS),
    actNow: (input) => actNow(session, input),
    forkNow: (branch) => forkNow(session, branch),
    outOfTime,
  });
}

/** How the run that was resumed compares with the one that was saved; told once. */
export function takeResumed(session: Session): ResumedView | null {
  const { resuming } = session;
  if (resuming === null) return null;
  session.resuming = null;
  takeHistory(session, resuming);
  const { saved, differsBy, sameUntil, skipped } = resuming;
  const journal = session.journals.get(session.timeline.current.id);
  const between = differsBy === null || journal === undefined ? null : factsBetween(journal, sameUntil?.events ?? -1, differsBy.events);
  return { engine: saved.engine, lens: saved.lens ?? 'cluster', selected: saved.selected ?? null, view: viewOf(resuming), sameUntil, differsBy, between, skipped };
}

/** What could be undone and done again, in the futures that were made again. */
function takeHistory(session: Session, { saved: { undo, branches }, made, skipped }: Resuming): void {
  // What was told along the way may be of any future.
  if (branches !== undefined) {
    Object.assign(session, { untold: [], toldBranch: -1, isReshaped: true });
    session.bookmarks = branches.flatMap(({ bookmarks = [] }, place) => bookmarks.map(({ name, at, events }) => ({ id: 0, name, branch: made[place]?.id ?? -1, moment: { at, events } }))).map((bookmark, id) => ({ ...bookmark, id }));
  }
  if (undo === undefined || skipped.length > 0) return;
  const idOf = (place: number): number => made[place]?.id ?? -1;
  const has = ({ branch, index }: { readonly branch: number; readonly index: number }): boolean => index + 1 < (made[branch]?.told.length ?? 0);
  session.undone = undo.taken.filter(has).map(({ branch, index }) => ({ branch: idOf(branch), index }));
  for (const { branch, index, to } of undo.without) if (made[to] !== undefined) session.without.set(`${idOf(branch)} ${index}`, idOf(to));
}

function viewOf({ saved: { view }, made }: Resuming): ResumedView['view'] {
  const beside = view?.beside;
  return { ...view, beside: beside?.kind === 'branch' ? { kind: 'branch', branch: made[beside.branch]?.id ?? -1 } : beside };
}

/** The current branch up to the present, to be exported. */
export function saveSession(session: Session, viewed: Viewed): SavedRun {
  const { source, seed, timeline, resuming } = session;
  // Until it is where it was left, it is what was kept.
  if (resuming !== null) return resuming.saved;
  const document = source.kind === 'library' ? { scenario: source.id } : { document: JSON.parse(source.text) as unknown };
  return saveRun(timeline, document, seed, { ...viewed, bookmarks: bookmarksToSave(session) });
}

/** Of a document of a reader's own that bears the name of a built-in one: what is different. Only of one that was read before. */
function basedOn(find: FindDocument, { source, parsed }: Session): Pick<SavedRun, 'based'> {
  const id = source.kind === 'text' ? parsed.scenario.id : undefined;
  const base = id === undefined ? null : find(id);
  const changes = base === null ? null : changesOf(base.scenario, parsed.scenario);
  return id === undefined || changes === null ? {} : { based: { on: id, changes: changes.map(({ at, ...rest }) => ({ at: [...at], ...rest })) } };
}

function bookmarksOf({ bookmarks }: Session, branch: number | undefined): Pick<SavedRun, 'bookmarks'> {
  const own = bookmarks.filter((each) => each.branch === branch);
  return own.length === 0 ? {} : { bookmarks: own.map(({ name, moment: { at, events } }) => ({ at, events, name })) };
}

/** What is shown beside another branch, at its place among those that are saved; negative where it is gone, and then there is nothing beside. */
function besideBranch(view: Viewed['view'], branch: number): Viewed['view'] {
  if (view === undefined) return view;
  const { beside, ...alone } = view;
  return branch < 0 || beside?.kind !== 'branch' ? alone : { ...alone, beside: { ...beside, branch } };
}

/** All of the session, to be kept or sent. */
export function saveWhole(find: FindDocument, session: Session, viewed: Viewed): SavedRun {
  const { timeline, undone, without, resuming } = session;
  if (resuming !== null) return resuming.saved;
  const places = new Map(timeline.branches.map(({ id }, index) => [id, index]));
  const at = (id: number): number => places.get(id) ?? -1;
  const kept = {
    taken: undone.map(({ branch, index }) => ({ branch: at(branch), index })).filter(({ branch }) => branch >= 0),
    without: [...without].map(([key, to]) => ({ branch: at(Number(key.split(' ')[0])), index: Number(key.split(' ')[1]), to: at(to) })).filter(({ branch, to }) => branch >= 0 && to >= 0),
  };
  const beside = viewed.view?.beside;
  const view = beside?.kind === 'branch' ? besideBranch(viewed.view, at(beside.branch)) : viewed.view;
  const hasHistory = kept.taken.length + kept.without.length > 0;
  const { branches, ...which } = saveBranches(timeline);
  const all = branches?.map((branch, index) => ({ ...branch, ...bookmarksOf(session, timeline.branches[index]?.id) }));
  return { ...basedOn(find, session), ...saveSession(session, { ...viewed, ...(view === undefined ? {} : { view }) }), ...(all === undefined ? {} : { branches: all }), ...which, ...(hasHistory ? { undo: kept } : {}) };
}
