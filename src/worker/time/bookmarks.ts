import { formatDuration } from '../../base/units.ts';
import type { BookmarkChange, BookmarkView } from '../../protocol/messages.ts';
import type { SavedRun } from '../../scenarios/saved/savedRun.ts';
import type { ScenarioTimeline } from '../../scenarios/scenarioPlayer.ts';
import { compareMoments, momentOf, type BranchId, type Moment } from '../../sim/index.ts';
import type { Session } from '../sessionState.ts';

const MOST = 50;
const LONGEST_NAME = 60;

/** A moment that somebody wants to find again, of the branch that it is in. */
export interface Bookmark {
  readonly id: number;
  name: string;
  readonly branch: BranchId;
  readonly moment: Moment;
}

export function changeBookmarks(session: Session, change: BookmarkChange): void {
  session.isReshaped = true;
  switch (change.kind) {
    case 'add':
      addBookmark(session, momentOf(session.timeline), formatDuration(momentOf(session.timeline).at));
      return;
    case 'rename': {
      const name = change.name.trim().slice(0, LONGEST_NAME);
      const bookmark = session.bookmarks.find(({ id }) => id === change.id);
      if (bookmark !== undefined && name !== '') bookmark.name = name;
      return;
    }
    case 'remove':
      session.bookmarks = session.bookmarks.filter(({ id }) => id !== change.id);
  }
}

/** Keeps a moment of the current branch, once. */
function addBookmark(session: Session, moment: Moment, name: string): void {
  if (session.bookmarks.length >= MOST || bookmarksHere(session).some((each) => compareMoments(each.moment, moment) === 0)) return;
  const id = 1 + Math.max(-1, ...session.bookmarks.map((each) => each.id));
  session.bookmarks.push({ id, name: name.slice(0, LONGEST_NAME), branch: ownerOf(session.timeline, moment), moment });
}

/** In a past that is shared, the branch whose past it is, so that it stays when what grew from it is deleted. */
function ownerOf({ current }: ScenarioTimeline, moment: Moment): BranchId {
  let owner = current;
  while (owner.parent !== null && compareMoments(moment, owner.forkedAt) <= 0) owner = owner.parent;
  return owner.id;
}

/** Those of the current branch and of the past that it shares, earliest first. */
function bookmarksHere({ timeline, bookmarks }: Session): readonly Bookmark[] {
  return bookmarks
    .filter(({ branch, moment }) => timeline.branches.some(({ id }) => id === branch) && ownerOf(timeline, moment) === branch)
    .toSorted((one, other) => compareMoments(one.moment, other.moment));
}

export function bookmarkViews(session: Session): readonly BookmarkView[] {
  return bookmarksHere(session).map(({ id, name, moment: { at, events } }) => ({ id, name, at, events }));
}

/** Those that a saved run has, too: it holds what was done up to the present, so what lies behind the next thing that was done is not in it. */
export function bookmarksToSave(session: Session): NonNullable<SavedRun['bookmarks']> {
  const next = session.timeline.current.inputs[session.timeline.given]?.moment;
  return bookmarksHere(session)
    .filter(({ moment }) => next === undefined || compareMoments(moment, next) <= 0)
    .map(({ name, moment: { at, events } }) => ({ at, events, name }));
}

export function openBookmarks(session: Session, saved: SavedRun['bookmarks']): void {
  for (const { name, at, events } of saved ?? []) addBookmark(session, { at, events }, name);
}
