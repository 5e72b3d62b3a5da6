import { describe, expect, it } from 'vitest';
import { KINDS_AT_FIRST, MESSAGE_KINDS } from '../base/messageKinds.ts';
import type { FactView, Place, ResumedView } from '../protocol/messages.ts';
import { differences, selectAgain, shownOf } from './resumed.ts';
import { initialState } from './initialState.ts';
import { yourLastVisit } from '../words/run/lastVisit.ts';

const SAME: ResumedView = { engine: 1, lens: 'groups', selected: 'broker-1', view: {}, sameUntil: { events: 900, at: 9_000_000 }, differsBy: null, between: null, skipped: [] };
const words = (sameUntil: Place | null, differsBy: Place, change: Partial<ResumedView> = {}): string[] => differences({ ...SAME, sameUntil, differsBy, ...change }).map(({ message }) => message);

describe('a saved run that has come to where it was left', () => {
  it('is shown as it was', () => {
    const view: ResumedView['view'] = { kinds: ['produce', 'control'], beside: { kind: 'seed', seed: 7 } };
    expect(shownOf({ ...SAME, view }, 'The link', 12_000_000)).toEqual({
      lens: 'groups',
      shownKinds: ['produce', 'control'],
      showInternalTopics: false,
      toCompare: view.beside,
      note: 'The link led to this moment: 12 s.',
      returned: null,
    });
    const back = shownOf(SAME, yourLastVisit, 12_000_000);
    expect(back.shownKinds).toEqual(KINDS_AT_FIRST);
    expect(shownOf({ ...SAME, view: { control: true } }, 'The link', 1).shownKinds).toEqual(MESSAGE_KINDS);
    expect([back.note, back.returned]).toEqual(['Continued where you left, at 12 s.', back.note]);
  });

  it('has selected what was, and asks what was asked where that is still known', () => {
    const fact: FactView = { seq: 5, at: 1, cause: 0, node: 'broker-1', fact: { type: 'NodeKilled' } };
    const asked: unknown[] = [];
    const actions = { select: (key: string | null) => void asked.push(key), askWhy: (view: FactView) => void asked.push(view) };
    const why = { why: { seq: 5, at: 1 } };
    selectAgain(SAME, initialState(), actions);
    selectAgain({ ...SAME, selected: null, view: why }, { ...initialState(), facts: [fact] }, actions);
    selectAgain({ ...SAME, selected: null, view: why }, initialState(), actions);
    expect(asked).toEqual(['broker-1', null, fact, null]);
  });

  it('and is another one says between which events it became that, and leads there', () => {
    expect(words({ events: 812, at: 4_660 }, { events: 1_015, at: 309_226 })).toEqual([
      'What it holds does not make the run that it came from.',
      'The first 812 events, up to 4.66 ms, are the same; by event 1,015, at 309.226 ms, it is another one. The first difference is somewhere in these 203 events.',
    ]);
    expect(words({ events: 7, at: 1_000 }, { events: 8, at: 2_000 })[1]).toMatch(/The first difference is in that one event\.$/);
    const { problems, note } = shownOf({ ...SAME, differsBy: { events: 1_015, at: 309_226 } }, 'The link', 1);
    expect([problems?.places, note]).toEqual([[9_000_000], null]);
  });

  it('names the first and the last of what happens there, and leads to both', () => {
    const fact = (seq: number, at: number): FactView => ({ seq, at, cause: 0, node: 'broker-1', fact: { type: seq === 5 ? 'NodeKilled' : 'NodeStarted' } });
    const between = { first: fact(5, 3_200_000), last: fact(9, 3_310_000) };
    const other: ResumedView = { ...SAME, sameUntil: { events: 812, at: 3_199_000 }, differsBy: { events: 1_015, at: 3_312_000 }, between };
    expect(differences(other).at(-1)?.message).toBe("In this simulator's run the first thing that happens there is at 3.2 s: Broker 1 is killed. Its connections break. And the last is at 3.31 s: Broker 1 starts.");
    expect(shownOf(other, 'The link', 1).problems?.places).toEqual([3_200_000, 3_310_000]);
    const one = { ...other, between: { first: between.first, last: between.first } };
    expect(differences(one).at(-1)?.message).toBe("In this simulator's run one thing happens there, at 3.2 s: Broker 1 is killed. Its connections break.");
    expect(shownOf(one, 'The link', 1).problems?.places).toEqual([3_200_000]);
  });

  it('and nothing of which is known to be the same says so, and not that it was until time 0', () => {
    const [, since] = words(null, { events: 1_234_567, at: 600_000_000 });
    expect(since).toBe('Nothing of it is known to be the same: by event 1,234,567, at 10 min, it is another one. The first difference is somewhere in these 1,234,567 events, from the beginning on.');
  });

  it('names the version that made it, and what could not be done', () => {
    expect(words(null, { events: 1, at: 1 }, { engine: 0, skipped: ['there is no broker 9'] })).toEqual([
      expect.stringMatching(/^It was made by version 0 of the simulator, and this is version \d+, /),
      expect.any(String),
      'Not done: there is no broker 9',
    ]);
  });
});
