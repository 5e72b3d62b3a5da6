import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/library.ts';
import { parseSavedRun } from '../../scenarios/saved/savedRun.ts';
import { momentOf, traceHashOf } from '../../sim/index.ts';
import { openSaved, saveSession } from '../savedRuns.ts';
import { openSession, submit } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { bookmarkViews, changeBookmarks } from './bookmarks.ts';
import { changeBranch } from './branches.ts';
import { advance, NO_STOPS, stepOnce } from './play.ts';
import { beginJourney, travelOn } from './seek.ts';

const S = 1_000_000;

function openAt(at: number): Session {
  const opened = openSession(loadScenario, { kind: 'library', id: 'first-look' }, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  playTo(opened.session, at);
  return opened.session;
}

function playTo(session: Session, at: number): void {
  while (advance(session, at, NO_STOPS, () => false) !== 'reached');
}

function seek(session: Session, target: Parameters<typeof beginJourney>[1]): void {
  const journey = beginJourney(session, target);
  while (!travelOn(session, journey, () => false));
}

describe('a bookmark', () => {
  it('leads to exactly the moment, also between two events of one time', () => {
    const session = openAt(S);
    const kept: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      stepOnce(session);
      changeBookmarks(session, { kind: 'add' });
      kept.push(`${JSON.stringify(momentOf(session.timeline))} ${traceHashOf(session.timeline.run.sim)}`);
    }
    playTo(session, 3 * S);
    const found = bookmarkViews(session).toReversed().map(({ at, events }) => {
      seek(session, { kind: 'moment', at, events });
      return `${JSON.stringify(momentOf(session.timeline))} ${traceHashOf(session.timeline.run.sim)}`;
    });
    expect(found.toReversed()).toEqual(kept);
  });

  it('is set once a moment, gets another name, and goes', () => {
    const session = openAt(2 * S);
    changeBookmarks(session, { kind: 'add' });
    changeBookmarks(session, { kind: 'add' });
    expect(bookmarkViews(session)).toMatchObject([{ id: 0, name: '2 s', at: 2 * S }]);
    changeBookmarks(session, { kind: 'rename', id: 0, name: '  before it  ' });
    changeBookmarks(session, { kind: 'rename', id: 0, name: '   ' });
    expect(bookmarkViews(session)[0]?.name).toBe('before it');
    changeBookmarks(session, { kind: 'remove', id: 0 });
    expect(bookmarkViews(session)).toEqual([]);
  });

  it('is seen in the futures that have its moment in their past, and in no other', () => {
    const session = openAt(2 * S);
    changeBookmarks(session, { kind: 'add' });
    playTo(session, 5 * S);
    changeBookmarks(session, { kind: 'add' });
    seek(session, { kind: 'time', at: 3 * S });
    submit(session, { kind: 'killBroker', broker: 1 });
    expect(bookmarkViews(session).map(({ at }) => at)).toEqual([2 * S]);
    changeBranch(session, { kind: 'switch', id: 0 });
    expect(bookmarkViews(session).map(({ at }) => at)).toEqual([2 * S, 5 * S]);
  });

  it('goes with the saved run, but not past what was done after it', () => {
    const session = openAt(2 * S);
    changeBookmarks(session, { kind: 'add' });
    changeBookmarks(session, { kind: 'rename', id: 0, name: 'here' });
    playTo(session, 3 * S);
    submit(session, { kind: 'killBroker', broker: 1 });
    playTo(session, 4 * S);
    changeBookmarks(session, { kind: 'add' });
    seek(session, { kind: 'time', at: 2.5 * S });
    const viewed = { lens: 'cluster', selected: null } as const;
    expect(saveSession(session, viewed).bookmarks).toMatchObject([{ at: 2 * S, name: 'here' }]);
    seek(session, { kind: 'time', at: 3.5 * S });
    const saved: unknown = structuredClone(saveSession(session, viewed));
    expect(parseSavedRun(saved)).toMatchObject({ ok: true, saved: { bookmarks: [{ at: 2 * S }, { at: 4 * S }] } });
    const opened = openSaved(loadScenario, JSON.stringify(saved), 'x.json');
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    expect(bookmarkViews(opened.session)).toEqual(bookmarkViews(session));
  });
});
