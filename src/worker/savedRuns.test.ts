import { describe, expect, it } from 'vitest';
import { factLevel } from '../protocol/narration.ts';
import { loadScenario } from '../scenarios/library.ts';
import { momentOf } from '../sim/index.ts';
import { refoldLanes } from '../store/lanes/foldLanes.ts';
import { latestAfter, latestOf, type Latest } from '../store/latest.ts';
import { readLink, writeLink } from '../store/link/codec.ts';
import { openSaved, saveWhole, takeResumed } from './savedRuns.ts';
import { openSession, submit, tell } from './session.ts';
import type { Session } from './sessionState.ts';
import { changeBookmarks } from './time/bookmarks.ts';
import { changeBranch, redo, undo } from './time/branches.ts';
import { beginJourney, RESUME, travelOn } from './time/seek.ts';
import { timelineView } from './time/timelineView.ts';

const SECOND = 1_000_000;
const VIEWED = { lens: 'groups', selected: 'broker-2', view: { control: true, beside: { kind: 'branch', branch: 1 } } } as const;

function opened(open: ReturnType<typeof openSession>): Session {
  if (!open.ok) throw new Error(JSON.stringify(open.problems));
  return open.session;
}

function seek(session: Session, at: number): void {
  const journey = beginJourney(session, { kind: 'time', at });
  while (!travelOn(session, journey, () => false));
}

/** A reader who acts, goes back, acts otherwise, takes something back, and looks at a moment in the middle. */
function played(): Session {
  const session = opened(openSession(loadScenario, { kind: 'library', id: 'leader-dies' }, 7));
  seek(session, 3 * SECOND);
  submit(session, { kind: 'killBroker', broker: 3 });
  seek(session, 9 * SECOND);
  seek(session, 5 * SECOND);
  submit(session, { kind: 'pauseNode', node: 'broker-2', for: '2s' });
  seek(session, 14 * SECOND);
  submit(session, { kind: 'restartBroker', broker: 3 });
  seek(session, 15 * SECOND);
  undo(session);
  changeBranch(session, { kind: 'rename', id: session.timeline.current.id, name: 'no <b>restart</b>' });
  seek(session, 16 * SECOND);
  const { id } = session.timeline.current;
  changeBranch(session, { kind: 'switch', id: 0 });
  seek(session, 9 * SECOND);
  changeBookmarks(session, { kind: 'add' });
  changeBranch(session, { kind: 'switch', id });
  seek(session, 16 * SECOND);
  changeBookmarks(session, { kind: 'add' });
  seek(session, 11 * SECOND + 7);
  return session;
}

function latest(session: Session): Latest {
  const { frame, facts, story, broken, timeline } = tell(session, true);
  if (timeline === null) throw new Error('The first frame tells of the branches.');
  return latestOf({ type: 'opened', request: 0, run: session.info, frame, facts, story, broken, timeline });
}

/** As the page does: opened, led on in small pieces, told. */
function reopened(text: string): { readonly session: Session; readonly page: Latest; readonly resumed: ReturnType<typeof takeResumed> } {
  const session = opened(openSaved(loadScenario, text, 'A file'));
  const before = latest(session);
  while (!travelOn(session, RESUME, () => true));
  const resumed = takeResumed(session);
  return { session, resumed, page: latestAfter(before, { type: 'frame', request: 1, stopped: 'reached', ...tell(session) }) };
}

describe('a session that was kept', () => {
  const session = played();
  const text = JSON.stringify(saveWhole(loadScenario, session, VIEWED));

  it('is the session again: its futures and their names, where the playhead is, what lies ahead, and what can be taken back', () => {
    const { session: again, resumed, page } = reopened(text);
    expect(resumed).toMatchObject({ differsBy: null, skipped: [], lens: 'groups', selected: 'broker-2', view: VIEWED.view });
    expect(again.timeline.branches.length).toBeGreaterThan(2);
    expect(timelineView(again)).toEqual(timelineView(session));
    expect(page.timeline).toEqual(timelineView(session));
    expect(momentOf(again.timeline)).toEqual(momentOf(session.timeline));
    expect(page.frame.traceHash).toBe(tell(session, true).frame.traceHash);
    const marked = ({ bookmarks }: Session): unknown => bookmarks.map(({ name, branch, moment }) => `${branch} ${moment.events} ${moment.at} ${name}`).toSorted((one, other) => one.localeCompare(other));
    expect(marked(again)).toEqual(marked(session));
    expect(again.bookmarks).toHaveLength(2);
    expect(page.knownTo).toBe(16 * SECOND);
    for (const { id } of session.timeline.branches) {
      const notable = ({ journals }: Session): unknown => journals.get(id)?.entries.filter(({ view }) => factLevel(view.fact) === 'notable');
      expect(notable(again)).toEqual(notable(session));
    }
    expect(page.facts.map(({ seq }) => seq)).toEqual([...new Set(page.facts.map(({ seq }) => seq))].sort((a, b) => a - b));
    expect(page.facts.some(({ at }) => at > 11 * SECOND + 7)).toBe(true);
    expect(page.lanes).toEqual(refoldLanes(page.first, page.facts, null));
    // Kept once more, it is the same text.
    expect(JSON.stringify(saveWhole(loadScenario, again, VIEWED))).toBe(text);
  });

  it('that is another one here says what happens here first and last in the stretch where it becomes that', () => {
    const saved = saveWhole(loadScenario, session, VIEWED);
    const marks = saved.marks?.map((mark, index) => (index < 60 ? mark : { ...mark, hash: mark.hash === '0000' ? '0001' : '0000' }));
    const { session: again, resumed } = reopened(JSON.stringify({ ...saved, marks, hash: '0'.repeat(16) }));
    const [from, to] = [saved.marks?.[59]?.events ?? 0, saved.marks?.[60]?.events ?? 0];
    expect([resumed?.sameUntil?.events, resumed?.differsBy?.events]).toEqual([from, to]);
    // A twenty-fourth of what came before.
    expect(to - from).toBeLessThan(from / 20);
    const there = again.journals.get(again.timeline.current.id)?.entries.filter(({ events }) => events > from && events <= to).map(({ view }) => view) ?? [];
    expect(there.length).toBeGreaterThan(1);
    expect(resumed?.between).toEqual({ first: there[0], last: there.at(-1) });
  });

  it('can be taken back and done again as if nobody had left', () => {
    const { session: again } = reopened(text);
    const same = (): void => expect(timelineView(again)).toEqual(timelineView(session));
    for (const each of [session, again]) {
      seek(each, 15 * SECOND);
      redo(each);
    }
    same();
    for (const each of [session, again]) undo(each);
    same();
    expect(again.timeline.branches).toHaveLength(session.timeline.branches.length);
  });

  it('is what was kept as long as it is on its way there', () => {
    const half = opened(openSaved(loadScenario, text, 'A file'));
    travelOn(half, RESUME, () => true);
    expect(JSON.stringify(saveWhole(loadScenario, half, { lens: 'cluster', selected: null }))).toBe(text);
  });
});

describe('a link to a run of a document of its own', () => {
  /** A built-in document as somebody has it who changed a setting in a file. */
  function withAcks(id: string, acks: string): Session {
    const document = JSON.parse(JSON.stringify(loadScenario(id)?.scenario)) as { producers: { config?: object }[] };
    for (const producer of document.producers) producer.config = { ...producer.config, acks };
    const session = opened(openSession(loadScenario, { kind: 'text', text: JSON.stringify(document), name: 'mine.json' }, 7));
    seek(session, 3 * SECOND);
    submit(session, { kind: 'killBroker', broker: 1 });
    seek(session, 5 * SECOND);
    return session;
  }

  it('that is a built-in one with a setting changed is short, and makes the same run', async () => {
    const session = withAcks('leader-dies', '1');
    const saved = saveWhole(loadScenario, session, { lens: 'cluster', selected: null });
    const link = await writeLink(saved);
    expect(link.length).toBeLessThan(600);
    const { document, based, ...rest } = saved;
    expect([document === undefined, based?.on]).toEqual([false, 'leader-dies']);
    const alone = await writeLink({ ...rest, document });
    expect(alone.length).toBeGreaterThan(3_000);
    for (const text of [link, alone]) {
      const read = await readLink(text);
      const { session: again, resumed } = reopened(read.ok ? read.text : '');
      expect(resumed?.differsBy).toBeNull();
      expect(momentOf(again.timeline)).toEqual(momentOf(session.timeline));
      expect(again.parsed.scenario).toEqual(session.parsed.scenario);
    }
  });

  it('is refused with a sentence where the built-in one is another by now, or gone', async () => {
    const saved = saveWhole(loadScenario, withAcks('leader-dies', '1'), { lens: 'cluster', selected: null });
    for (const find of [() => null, () => loadScenario('history-kip-101')]) {
      const read = await readLink(await writeLink({ ...saved, based: { on: 'leader-dies', changes: [{ at: ['story', 'steps', 99, 'title'], put: 'x' }] } }));
      const open = openSaved(find, read.ok ? read.text : '', 'The link');
      expect(open.ok ? '' : open.problems[0]?.message).toMatch(/another one by now/);
    }
  });
});

describe('a saved run from outside', () => {
  it.each([
    [`{"v":1,"kind":"commit-log-run","document":${'['.repeat(3_000)}${']'.repeat(3_000)}}`, /nested more than 40 levels deep/],
    [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, /nested more than 40 levels deep/],
    ['{"v":1', /give a saved run/],
    ['null', /give a saved run/],
  ])('%# is refused with a sentence', (text, message) => {
    const open = openSaved(loadScenario, text, 'The link');
    expect(open.ok ? '' : open.problems[0]?.message).toMatch(message);
  });
});
