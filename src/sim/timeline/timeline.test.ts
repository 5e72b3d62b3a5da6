import { describe, expect, it } from 'vitest';
import type { Player } from './player.ts';
import { act, createTimeline, fork, isAtEnd, momentOf, playNext, seekEvent, seekTime, switchTo, type Timeline } from './timeline.ts';
import { goAfter, removeBranch, takeBack } from './undo.ts';

/** A run whose events come every 10 us, and which remembers what it was told and when. */
interface Toy {
  now: number;
  events: number;
  readonly told: string[];
}

let clones = 0;
const toy: Player<Toy, string, string> = {
  clone: (run) => {
    clones += 1;
    return { ...run, told: run.told.slice() };
  },
  playOn: (run, untilUs) => {
    const at = (run.events + 1) * 10;
    run.now = Math.min(Math.max(at, run.now), Math.max(untilUs, run.now));
    if (at > untilUs) return null;
    run.events += 1;
    return `event ${run.events}`;
  },
  give: (run, input) => void run.told.push(`${input} at ${run.now} after ${run.events}`),
  weightOf: () => 0,
  momentOf: ({ now, events }) => ({ at: now, events }),
};

function start(): Timeline<Toy, string, string> {
  return createTimeline(toy, { now: 0, events: 0, told: [] }, 'main');
}

function namesOf({ branches }: Timeline<Toy, string, string>): string[] {
  return branches.map(({ name, parent }) => `${name} < ${parent?.name ?? 'nothing'}`);
}

describe('a timeline', () => {
  it('goes anywhere, and everything of a time belongs to it', () => {
    const timeline = start();
    seekTime(timeline, 1_000);
    expect(momentOf(timeline)).toEqual({ at: 1_000, events: 100 });
    seekTime(timeline, 15);
    expect(momentOf(timeline)).toEqual({ at: 15, events: 1 });
    seekTime(timeline, 20);
    expect(momentOf(timeline)).toEqual({ at: 20, events: 2 });
    expect(isAtEnd(timeline)).toBe(false);
    expect(timeline.current.end).toEqual({ at: 1_000, events: 100 });
  });

  it('stops right after an event, forwards and backwards, at that event’s time', () => {
    const timeline = start();
    seekTime(timeline, 55);
    seekEvent(timeline, 5);
    expect(momentOf(timeline)).toEqual({ at: 50, events: 5 });
    seekEvent(timeline, 4);
    expect(momentOf(timeline)).toEqual({ at: 40, events: 4 });
    seekEvent(timeline, 0);
    expect(momentOf(timeline)).toEqual({ at: 0, events: 0 });
    seekEvent(timeline, 99);
    expect(momentOf(timeline)).toEqual({ at: 55, events: 5 });
  });

  it('goes on in the same branch when told something at its end, and gives it again on the way back there', () => {
    const timeline = start();
    seekTime(timeline, 25);
    act(timeline, 'kill', 'unused');
    expect(namesOf(timeline)).toEqual(['main < nothing']);
    seekTime(timeline, 60);
    seekTime(timeline, 24);
    expect(timeline.run.told).toEqual([]);
    seekTime(timeline, 25);
    expect(timeline.run.told).toEqual(['kill at 25 after 2']);
    seekEvent(timeline, 3);
    expect(timeline.run.told).toEqual(['kill at 25 after 2']);
    seekEvent(timeline, 2);
    expect(timeline.run.told).toEqual([]);
  });

  it('begins a branch when told something in the past, and the other future stays', () => {
    const timeline = start();
    seekTime(timeline, 60);
    act(timeline, 'kill', 'unused');
    seekTime(timeline, 100);
    const main = timeline.current;
    seekTime(timeline, 30);
    act(timeline, 'pause', 'paused');
    seekTime(timeline, 80);
    expect(timeline.run.told).toEqual(['pause at 30 after 3']);
    switchTo(timeline, main, 80);
    seekTime(timeline, 80);
    expect(timeline.run.told).toEqual(['kill at 60 after 6']);
    expect(main.end.at).toBe(100);
  });

  it('takes what is told at the very moment of something that was told before in its place', () => {
    const timeline = start();
    seekTime(timeline, 60);
    act(timeline, 'kill', 'unused');
    seekTime(timeline, 100);
    seekEvent(timeline, 6);
    expect(timeline.run.told).toEqual([]);
    act(timeline, 'pause', 'paused');
    expect(timeline.run.told).toEqual(['pause at 60 after 6']);
  });

  it('lets a branch grow from the one whose past it shares', () => {
    const timeline = start();
    seekTime(timeline, 100);
    seekTime(timeline, 50);
    act(timeline, 'a', 'first');
    seekTime(timeline, 90);
    seekTime(timeline, 20);
    act(timeline, 'b', 'second');
    seekTime(timeline, 90);
    switchTo(timeline, timeline.branches[1] ?? timeline.current, 70);
    seekTime(timeline, 70);
    act(timeline, 'c', 'third');
    expect(namesOf(timeline)).toEqual(['main < nothing', 'first < main', 'second < main', 'third < first']);
    expect(timeline.run.told).toEqual(['a at 50 after 5', 'c at 70 after 7']);
  });

  it('takes back: to the branch it grew from, or to a new one without what was told', () => {
    const timeline = start();
    seekTime(timeline, 100);
    const main = timeline.current;
    seekTime(timeline, 40);
    const acted = act(timeline, 'a', 'acted');
    seekTime(timeline, 90);
    expect(takeBack(timeline, 0, 'without a')).toBe(main);
    expect(momentOf(timeline)).toEqual({ at: 40, events: 4 });
    expect(timeline.run.told).toEqual([]);
    goAfter(timeline, acted, 0);
    expect(timeline.run.told).toEqual(['a at 40 after 4']);
    seekTime(timeline, 90);
    act(timeline, 'b', 'unused');
    takeBack(timeline, 1, 'without b');
    expect(timeline.run.told).toEqual(['a at 40 after 4']);
    expect(namesOf(timeline)).toEqual(['main < nothing', 'acted < main', 'without b < acted']);
  });

  it('takes back step by step, to the branch that was there before the first of the steps', () => {
    const timeline = start();
    seekTime(timeline, 100);
    const main = timeline.current;
    seekTime(timeline, 40);
    act(timeline, 'a', 'acted');
    seekTime(timeline, 60);
    act(timeline, 'b', 'unused');
    seekTime(timeline, 90);
    takeBack(timeline, 1, 'without b');
    expect(takeBack(timeline, 0, 'without a')).toBe(main);
    expect(namesOf(timeline)).toEqual(['main < nothing', 'acted < main', 'without b < acted']);
    expect(momentOf(timeline)).toEqual({ at: 40, events: 4 });
  });

  it('takes back what was done where something else had been taken back, and that does not return', () => {
    const timeline = start();
    seekTime(timeline, 40);
    act(timeline, 'a', 'unused');
    seekTime(timeline, 90);
    takeBack(timeline, 0, 'without a');
    act(timeline, 'b', 'unused');
    seekTime(timeline, 60);
    takeBack(timeline, 0, 'without b');
    seekTime(timeline, 90);
    expect(timeline.run.told).toEqual([]);
  });

  it('removes a branch, and what grew from it stays as it was', () => {
    const timeline = start();
    seekTime(timeline, 100);
    seekTime(timeline, 40);
    const middle = act(timeline, 'a', 'middle');
    seekTime(timeline, 90);
    seekTime(timeline, 60);
    act(timeline, 'b', 'leaf');
    expect(removeBranch(timeline, timeline.current)).toBe(false);
    expect(removeBranch(timeline, timeline.branches[0] ?? middle)).toBe(false);
    expect(removeBranch(timeline, middle)).toBe(true);
    expect(namesOf(timeline)).toEqual(['main < nothing', 'leaf < main']);
    seekTime(timeline, 10);
    seekTime(timeline, 70);
    expect(timeline.run.told).toEqual(['a at 40 after 4', 'b at 60 after 6']);
  });

  it('can be forked without being told anything', () => {
    const timeline = start();
    seekTime(timeline, 30);
    fork(timeline, 'twin');
    expect(isAtEnd(timeline)).toBe(true);
    expect(namesOf(timeline)).toEqual(['main < nothing', 'twin < main']);
  });

  it('keeps few checkpoints of a long run, and near its end never has far to go', () => {
    const timeline = start();
    seekTime(timeline, 10_000_000);
    const places = timeline.current.checkpoints.map(({ moment }) => moment.events);
    expect(places[0]).toBe(0);
    expect(places.length).toBeLessThan(1_000);
    const gaps = places.slice(1).map((place, index) => ({ age: 1_000_000 - place, gap: place - (places[index] ?? 0) }));
    // In the last hundred thousand events never further apart than a 250th of the way to the end and one spacing more.
    for (const { age, gap } of gaps) if (age + gap < 100_000) expect(gap).toBeLessThanOrEqual(Math.max(250, (age + gap) / 250) + 250);
    // Ten times as long a run keeps hardly more.
    seekTime(timeline, 100_000_000);
    expect(timeline.current.checkpoints.length).toBeLessThan(1_000);
    clones = 0;
    seekTime(timeline, 99_999_000);
    expect(clones).toBe(1);
    let played = 0;
    while (playNext(timeline, 99_999_500) !== null) played += 1;
    expect(played).toBe(50);
  });
});

describe('what a branch is to be told later', () => {
  it('comes at its moments, and acting before it begins another branch', () => {
    const timeline = start();
    timeline.current.inputs.push({ moment: { events: 3, at: 30 }, input: 'one' }, { moment: { events: 5, at: 57 }, input: 'two' });
    seekTime(timeline, 100);
    expect(timeline.run.told).toEqual(['one at 30 after 3', 'two at 57 after 5']);
    expect(isAtEnd(timeline)).toBe(true);
    seekTime(timeline, 40);
    expect(act(timeline, 'three', 'other').inputs.map(({ input }) => input)).toEqual(['one', 'three']);
  });

  it('comes at its time where another engine had had more or fewer events by then, and ever after at the same moment', () => {
    const timeline = start();
    timeline.current.inputs.push({ moment: { events: 9, at: 30 }, input: 'more' }, { moment: { events: 1, at: 55 }, input: 'fewer' });
    seekTime(timeline, 100);
    const { told } = timeline.run;
    expect(told).toEqual(['more at 30 after 3', 'fewer at 55 after 5']);
    seekTime(timeline, 0);
    seekTime(timeline, 100);
    expect(timeline.run.told).toEqual(told);
  });
});

describe('many futures', () => {
  it('keep few checkpoints where nobody looks, and lead to the same moments all the same', () => {
    const timeline = start();
    for (let branch = 0; branch < 12; branch += 1) {
      seekTime(timeline, 1_000);
      act(timeline, `told ${branch}`, `branch ${branch}`);
      seekTime(timeline, 200_000);
    }
    const elsewhere = timeline.branches.filter((branch) => branch !== timeline.current).reduce((sum, { checkpoints }) => sum + checkpoints.length, 0);
    expect(elsewhere).toBeLessThan(500);
    for (const branch of timeline.branches) {
      switchTo(timeline, branch, 123_456);
      seekTime(timeline, 123_456);
      expect(momentOf(timeline)).toEqual({ at: 123_456, events: 12_345 });
      expect(timeline.run.told).toEqual(branch.inputs.map(({ moment, input }) => `${input} at ${moment.at} after ${moment.events}`));
    }
  });
});
