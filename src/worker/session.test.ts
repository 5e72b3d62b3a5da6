import { describe, expect, it } from 'vitest';
import { applyDelta } from '../store/applyDelta.ts';
import { factLevel } from '../protocol/narration.ts';
import type { Frame } from '../protocol/views.ts';
import { loadScenario, SCENARIO_LIBRARY } from '../scenarios/library.ts';
import { playOn, startRun } from '../scenarios/play.ts';
import { traceHashOf } from '../sim/index.ts';
import { buildFrame } from './frame/buildFrame.ts';
import { createFrameCache } from './frame/replicas.ts';
import { answerIn, inspectIn, openSession, submit, tell } from './session.ts';
import type { Session } from './sessionState.ts';
import { advance, NO_STOPS } from './time/play.ts';

const SECOND = 1_000_000;
const never = (): boolean => false;

function open(id: string): Session {
  const opened = openSession(loadScenario, { kind: 'library', id }, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.session;
}

/** Advances past stops until `to` is reached, as the page does. */
function play(session: Session, to: number): void {
  while (advance(session, to, NO_STOPS, never) !== 'reached');
}

describe('a session', () => {
  it.each(SCENARIO_LIBRARY.map(({ id }) => id))('of %s is the run that the command line plays, at any pace', (id) => {
    const session = open(id);
    for (let at = 7_777; at < 14 * SECOND; at += 1_234_567) {
      play(session, at);
      tell(session);
    }
    play(session, 14 * SECOND);
    const parsed = loadScenario(id);
    if (parsed === null) throw new Error('no such scenario');
    const run = startRun(parsed, null);
    while (playOn(run, 14 * SECOND) !== null);
    expect(traceHashOf(session.timeline.run.sim)).toBe(traceHashOf(run.sim));
  });

  it('stops at notable facts and at facts of a named type, when asked to', () => {
    const session = open('first-look');
    const stopped = advance(session, 60 * SECOND, { atNotable: false, types: ['BatchSent'] }, never);
    expect(stopped).toBe('notable');
    expect(tell(session).facts.at(-1)?.fact.type).toBe('BatchSent');
    submit(session, { kind: 'killBroker', broker: 1 });
    tell(session);
    expect(advance(session, 60 * SECOND, { atNotable: true, types: [] }, never)).toBe('notable');
    expect(tell(session).facts.filter(({ fact }) => factLevel(fact) === 'notable').length).toBeGreaterThan(0);
    expect(session.timeline.run.sim.state.now).toBeLessThan(12 * SECOND);
  });

  it('tells frames whose mirror equals the frame built from scratch', () => {
    const session = open('leader-dies');
    let mirror: Frame | null = applyDelta(null, tell(session, true).frame);
    for (let at = 0; at <= 25 * SECOND; at += 333_333) {
      play(session, at);
      mirror = applyDelta(mirror, tell(session).frame);
      expect(mirror).toEqual(buildFrame(session.timeline.run.sim, session.hues, createFrameCache()));
    }
  });

  it('follows the story: the broker dies, its prediction is settled by what happens', () => {
    const session = open('leader-dies');
    const dies = session.info.story.findIndex(({ prediction }) => prediction !== null);
    while ((tell(session).story?.current ?? -1) < dies) advance(session, 60 * SECOND, NO_STOPS, never);
    answerIn(session, dies, 1);
    expect(tell(session).story?.predictions[0]).toMatchObject({ step: dies, chosen: 1, truth: null, explain: null });
    play(session, session.timeline.run.sim.state.now + 15 * SECOND);
    expect(tell(session).story?.predictions[0]).toMatchObject({ chosen: 1, truth: 0 });
  });

  it('knows the minimum ISR of a partition whose first broker died before it could hear of it', () => {
    const session = open('leader-dies');
    submit(session, { kind: 'killBroker', broker: 1 });
    play(session, SECOND);
    tell(session, true);
    const minima = session.frame?.partitions.filter(({ topic }) => topic === 'orders').map(({ minInsyncReplicas }) => minInsyncReplicas);
    expect(minima).toEqual([2, 2, 2]);
  });

  it('does commands now and refuses bad ones with a path, leaving the run as it was', () => {
    const session = open('first-look');
    play(session, 2 * SECOND);
    const before = traceHashOf(session.timeline.run.sim);
    expect(submit(session, { kind: 'killBroker', broker: 9 })).toMatchObject([{ path: 'broker' }]);
    expect(submit(session, { kind: 'explode' })).toHaveLength(1);
    expect(traceHashOf(session.timeline.run.sim)).toBe(before);
    expect(submit(session, { kind: 'killBroker', broker: 2 })).toEqual([]);
    const { facts, frame } = tell(session, true);
    expect(facts.map(({ fact }) => fact.type)).toContain('NodeKilled');
    expect(frame.changed.brokers?.find(({ id }) => id === 2)?.state).toBe('dead');
  });

  it('does nothing of a set with one command that cannot be done; a later one may be about what an earlier one makes', () => {
    const session = open('first-look');
    play(session, SECOND);
    expect(submit(session, { kind: 'killBroker', broker: 1 }, [{ kind: 'killBroker', broker: 2 }, { kind: 'killBroker', broker: 9 }])).toHaveLength(1);
    expect(session.timeline.current.inputs).toEqual([]);
    play(session, 2 * SECOND);
    tell(session);
    expect(session.frame?.brokers.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
    expect(submit(session, { kind: 'addBroker', broker: 9 }, [{ kind: 'killBroker', broker: 9 }])).toEqual([]);
  });

  it('refuses documents with their problems', () => {
    const opened = openSession(loadScenario, { kind: 'text', text: '{"v": 2}', name: 'x.json' }, null);
    expect(opened.ok).toBe(false);
    expect(openSession(loadScenario, { kind: 'library', id: 'nothing' }, null)).toMatchObject({ ok: false, problems: [{ path: 'scenario' }] });
  });

  it('inspects everything that a frame shows, with actions that it accepts', () => {
    const session = open('first-look');
    play(session, 8 * SECOND);
    tell(session, true);
    const { frame } = session;
    if (frame === null) throw new Error('no frame');
    const targets = [frame.brokers, frame.controllers, frame.producers, frame.consumers, frame.groups, frame.replicas, frame.partitions].flatMap(
      (entities) => entities.slice(0, 3).map(({ key }) => key),
    );
    for (const target of targets) {
      const inspection = inspectIn(session, target);
      expect(inspection?.title).toBeTruthy();
      for (const { command, label } of inspection?.actions ?? []) {
        const copy = open('first-look');
        expect(submit(copy, command), `${target}: ${label}`).toEqual([]);
      }
    }
    expect(inspectIn(session, 'nothing')).toBeNull();
  });
});

describe('what an onlooker sees', () => {
  it('shows what a step says when the step begins: the broker is dead at once', () => {
    const session = open('leader-dies');
    const dies = session.info.story.findIndex(({ prediction }) => prediction !== null);
    let told = tell(session, true);
    while ((told.story?.current ?? -1) < dies) {
      advance(session, 60 * SECOND, NO_STOPS, never);
      told = tell(session, true);
    }
    expect(told.frame.changed.brokers?.find(({ id }) => id === 1)?.state).toBe('dead');
    expect(told.frame.changed.replicas?.filter(({ broker, sync }) => broker === 1 && sync === 'offline').length).toBeGreaterThan(0);
  });

  it('keeps a dead broker as it was last seen, high watermark included', () => {
    const session = open('first-look');
    play(session, 7 * SECOND);
    const before = tell(session, true).frame.changed.replicas?.find(({ key }) => key === '1/orders-0');
    submit(session, { kind: 'killBroker', broker: 1 });
    const after = tell(session, true).frame.changed.replicas?.find(({ key }) => key === '1/orders-0');
    expect(before?.highWatermark).toBeGreaterThan(0);
    expect(after).toMatchObject({ highWatermark: before?.highWatermark, endOffset: before?.endOffset, sync: 'offline' });
  });

  it('still knows the topics when every node is dead', () => {
    const session = open('first-look');
    play(session, 5 * SECOND);
    for (const id of [1, 2, 3]) submit(session, { kind: 'killBroker', broker: id });
    for (const id of [3000, 3001, 3002]) submit(session, { kind: 'killController', controller: id });
    const { frame } = tell(session, true);
    expect(frame.changed.partitions?.filter(({ topic }) => topic === 'orders')).toHaveLength(6);
    expect(frame.changed.replicas?.filter(({ topic }) => topic === 'orders')).toHaveLength(18);
  });
});
