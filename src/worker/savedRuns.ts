import type { DocumentSource, ResumedView } from '../protocol/messages.ts';
import { startResuming, resumeOn } from '../scenarios/saved/resume.ts';
import { saveRun, type Viewed } from '../scenarios/saved/saveRun.ts';
import { parseSavedRun, type SavedRun } from '../scenarios/saved/savedRun.ts';
import type { FindDocument } from './library.ts';
import { openSession, type Opened } from './session.ts';
import type { Session } from './sessionState.ts';
import { bookmarksToSave, openBookmarks } from './time/bookmarks.ts';
import { actNow } from './time/branches.ts';
import { factsIn, emptyJournal } from './time/journal.ts';
import { NO_STOPS, takeIn } from './time/play.ts';

/** The run of a link or a file at time 0, with its way to where it was left before it; or what is wrong with it. */
export function openSaved(find: FindDocument, input: unknown, name: string): Opened {
  const parsed = parseSavedRun(input);
  if (!parsed.ok) return parsed;
  const { saved } = parsed;
  const opened = openSession(find, sourceOf(saved, name), saved.seed);
  if (!opened.ok) return { ok: false, problems: opened.problems.map(({ path, message }) => ({ path: saved.document === undefined ? path : `document.${path}`, message })) };
  opened.session.resuming = startResuming(saved);
  openBookmarks(opened.session, saved.bookmarks);
  return opened;
}

function sourceOf({ scenario, document }: SavedRun, name: string): DocumentSource {
  return scenario === undefined ? { kind: 'text', text: JSON.stringify(document), name } : { kind: 'library', id: scenario };
}

/** A piece of the way to where the run was left; whether it has arrived. */
export function resumeSome(session: Session, outOfTime: () => boolean): boolean {
  const { resuming, timeline } = session;
  if (resuming === null) return true;
  return resumeOn(timeline, resuming, {
    tell: (progress) => void takeIn(session, progress, NO_STOPS),
    actNow: (input) => actNow(session, input),
    outOfTime,
  });
}

/** How the run that was resumed compares with the one that was saved; told once. */
export function takeResumed(session: Session): ResumedView | null {
  const { resuming, journals, timeline } = session;
  if (resuming === null) return null;
  session.resuming = null;
  const { saved, differsByUs, sameUntilUs, skipped } = resuming;
  const facts = factsIn(journals.get(timeline.current.id) ?? emptyJournal());
  return {
    engine: saved.engine,
    lens: saved.lens ?? 'cluster',
    selected: saved.selected ?? null,
    sameUntil: sameUntilUs,
    differsBy: differsByUs,
    first: differsByUs === null ? null : (facts.find(({ at }) => at > sameUntilUs) ?? null),
    skipped,
  };
}

/** The current branch up to the present, to be kept or sent. */
export function saveSession(session: Session, viewed: Viewed): SavedRun {
  const { source, seed, timeline } = session;
  const document = source.kind === 'library' ? { scenario: source.id } : { document: JSON.parse(source.text) as unknown };
  return saveRun(timeline, document, seed, { ...viewed, bookmarks: bookmarksToSave(session) });
}
