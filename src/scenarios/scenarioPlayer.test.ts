import { describe, expect, it } from 'vitest';
import { act, momentOf, seekTime, stateView, traceHashOf } from '../sim/index.ts';
import { loadScenario } from './library.ts';
import { startTimeline, type ScenarioTimeline } from './scenarioPlayer.ts';

function open(id: string): ScenarioTimeline {
  const parsed = loadScenario(id);
  if (parsed === null) throw new Error(`there is a scenario ${id}`);
  return startTimeline(parsed, null, 'main');
}

function look({ run }: ScenarioTimeline): unknown {
  const { story, sim, guarantees } = run;
  return { began: story?.beganAt.slice(), predictions: story?.predictions.map((one) => ({ ...one })), hash: traceHashOf(sim), state: stateView(sim), broken: guarantees.broken.slice() };
}

describe('a story in a timeline', () => {
  it('is where it was at every moment, backwards too, with the reader’s guess given when it was', () => {
    const straight = open('leader-dies');
    const looks = new Map<number, unknown>();
    for (let at = 0; at <= 40_000_000; at += 2_000_000) {
      seekTime(straight, at);
      looks.set(at, look(straight));
    }
    const story = straight.run.story;
    expect(story?.beganAt.length).toBeGreaterThan(3);
    for (const at of [40_000_000, 6_000_000, 22_000_000, 0, 18_000_000, 8_000_000]) {
      seekTime(straight, at);
      expect(look(straight)).toEqual(looks.get(at));
    }
  });

  it('forgets a guess that was not given yet', () => {
    const timeline = open('leader-dies');
    for (let at = 0; timeline.run.story?.predictions.length === 0 && at < 60_000_000; at += 100_000) seekTime(timeline, at);
    const asked = momentOf(timeline).at;
    const step = timeline.run.story?.predictions[0]?.step ?? -1;
    act(timeline, { kind: 'answer', step, option: 0 }, 'unused');
    seekTime(timeline, asked + 1_000_000);
    expect(timeline.run.story?.predictions[0]?.chosen).toBe(0);
    seekTime(timeline, asked - 100_000);
    expect(timeline.run.story?.predictions.length).toBe(0);
    seekTime(timeline, asked);
    expect(timeline.run.story?.predictions[0]?.chosen).toBe(0);
  });

  it('shows a broken guarantee from the moment on at which it broke, and not before', () => {
    const timeline = open('history-high-watermark');
    for (let at = 0; timeline.run.guarantees.broken.length === 0 && at < 120_000_000; at += 500_000) seekTime(timeline, at);
    const [first] = timeline.run.guarantees.broken;
    if (first === undefined) throw new Error('it breaks a guarantee');
    seekTime(timeline, first.at - 1);
    expect(timeline.run.guarantees.broken).toEqual([]);
    seekTime(timeline, first.at);
    expect(timeline.run.guarantees.broken[0]).toEqual(first);
  });
});
