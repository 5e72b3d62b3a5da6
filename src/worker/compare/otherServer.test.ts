import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/library.ts';
import { applyDelta } from '../../store/applyDelta.ts';
import type { Other, RunRecord } from '../../protocol/compare.ts';
import type { FromWorker } from '../../protocol/messages.ts';
import { momentOf } from '../../sim/index.ts';
import { openSession, submit, tell } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { changeBranch } from '../time/branches.ts';
import { advance, NO_STOPS } from '../time/play.ts';
import { beginJourney, travelOn } from '../time/seek.ts';
import { createOtherServer, type OtherServer } from './otherServer.ts';
import { recorded } from './record.ts';

const SECOND = 1_000_000;
const acksOne: Other = { kind: 'twin', change: { kind: 'config', scope: 'producer', name: 'acks', value: '1' } };

function open(): Session {
  const opened = openSession(loadScenario, { kind: 'library', id: 'leader-dies' }, null);
  if (!opened.ok) throw new Error('The scenario is refused.');
  return opened.session;
}

function play(session: Session, to: number): void {
  while (advance(session, to, NO_STOPS, () => false) !== 'reached');
}

function recordOf(session: Session, branch: number | null = null): RunRecord {
  const answer = recorded(session, branch);
  if (answer === null) throw new Error('There is no such branch.');
  // As it goes through the page.
  return structuredClone(answer.record);
}

interface Driven {
  readonly server: OtherServer;
  readonly posted: FromWorker[];
  readonly taken: Session[];
  /** Lets so many pieces be done; all without a number. */
  run(pieces?: number): void;
}

/** A server whose clock moves by 60 ms each time it is looked at, so that every piece is short. */
function drive(): Driven {
  const posted: FromWorker[] = [];
  const taken: Session[] = [];
  const waiting: (() => void)[] = [];
  let now = 0;
  const server = createOtherServer({
    post: (message) => posted.push(structuredClone(message)),
    later: (callback) => waiting.push(callback),
    nowMs: () => (now += 60),
    find: loadScenario,
    take: (session) => taken.push(session),
  });
  const run = (pieces = Infinity): void => {
    for (let done = 0; done < pieces && waiting.length > 0; done += 1) waiting.shift()?.();
  };
  return { server, posted, taken, run };
}

function compared({ posted }: Driven): Extract<FromWorker, { type: 'openedOther' }>['compared'] {
  const answer = posted.findLast(({ type }) => type === 'openedOther');
  if (answer?.type !== 'openedOther') throw new Error(`Not compared: ${JSON.stringify(answer)}`);
  return answer.compared;
}

/** What came out when the run on the right is at a time. */
function outcomeAt({ server, posted, taken }: Driven, at: number): Extract<FromWorker, { type: 'outcome' }>['outcome'] {
  const session = taken.at(-1) as Session;
  const journey = beginJourney(session, { kind: 'time', at });
  while (!travelOn(session, journey, () => false));
  server.outcome(9);
  const answer = posted.at(-1);
  if (answer?.type !== 'outcome') throw new Error(`Not told: ${JSON.stringify(answer)}`);
  return answer.outcome;
}

describe('a run beside its twin, in a worker', () => {
  it('is begun once it is known what was done, shows the same cluster, and is compared in pieces', () => {
    const session = open();
    play(session, 3 * SECOND);
    const driven = drive();
    driven.server.open({ type: 'openOther', request: 1, left: recordOf(session), other: acksOne, until: 30 * SECOND });
    expect(driven.taken).toEqual([]);
    driven.run();
    const progress = driven.posted.filter(({ type }) => type === 'progress');
    expect(progress.length).toBeGreaterThan(3);
    expect(progress.at(-1)).toMatchObject({ request: 1, to: 30 * SECOND });
    const opened = driven.posted.at(-1);
    if (opened?.type !== 'openedOther') throw new Error('Not opened.');
    expect(opened.titles).toEqual({ left: 'acks=all', right: 'acks=1' });
    expect(applyDelta(null, opened.frame).producers[0]?.acks).toBe(1);
    const { until, first, firstTelling } = compared(driven);
    expect(until).toBe(30 * SECOND);
    const { rows } = outcomeAt(driven, 30 * SECOND);
    // The wires of the leader fail at 9.5 s and its process dies at 10 s, which the story does: the twin has it done, too.
    expect(rows.find(({ key }) => key === 'lost')).toMatchObject({ left: '0', right: '1', better: 'left' });
    expect(rows.find(({ key }) => key === 'elections')).toMatchObject({ left: '1', right: '1', better: null });
    expect(rows.find(({ key }) => key === 'sent')?.better).toBeNull();
    expect(first?.at).toBeLessThan(9 * SECOND);
    expect(firstTelling?.at).toBeGreaterThan(9.5 * SECOND);
    expect(firstTelling?.left).toBeNull();
    expect(firstTelling?.right).toMatch(/^Producer checkout has its response/);
  });

  it('tells what came out up to the moment that it shows, to and fro, and which records that is', () => {
    const session = open();
    const driven = drive();
    driven.server.open({ type: 'openOther', request: 1, left: recordOf(session), other: acksOne, until: 30 * SECOND });
    driven.run();
    const lost = (at: number): unknown => {
      const { rows, at: told } = outcomeAt(driven, at);
      expect(told).toBe(at);
      return rows.find(({ key }) => key === 'lost');
    };
    // It is acknowledged and then its leader dies at 10 s; whoever is elected when the session of nine seconds is over does not have it.
    expect(lost(25 * SECOND)).toMatchObject({ left: '0', right: '1', records: { left: [], right: [{ words: expect.stringMatching(/^orders-0, offset \d+, acknowledged at 9\.\d+ s$/) as string, subject: { kind: 'lost', topic: 'orders', partition: 0 } }] } });
    expect(lost(9 * SECOND)).toMatchObject({ left: '0', right: '0', records: { right: [] } });
    expect(lost(12 * SECOND)).toMatchObject({ left: '0', right: '0' });
    expect(lost(30 * SECOND)).toMatchObject({ right: '1' });
    // Each is computed once: what the run on the right tells is known, and so is how far.
    const twin = driven.taken[0] as Session;
    expect(twin.timeline.current.end.at).toBeGreaterThan(29 * SECOND);
    const answer = driven.posted.find(({ type }) => type === 'openedOther');
    expect(answer?.type === 'openedOther' && answer.facts.some(({ fact }) => fact.type === 'LeaderElected')).toBe(true);
  });

  it('repeats what the reader did, when it was done', () => {
    const session = open();
    play(session, 2 * SECOND);
    submit(session, { kind: 'killBroker', broker: 3 });
    play(session, 4 * SECOND);
    const driven = drive();
    driven.server.open({ type: 'openOther', request: 1, left: recordOf(session), other: { kind: 'twin', change: { kind: 'seed', seed: 7 } }, until: 6 * SECOND });
    driven.run();
    const twin = driven.taken[0] as Session;
    const broker = (at: number): string | undefined => {
      play(twin, at);
      return tell(twin, true).frame.changed.brokers?.find(({ id }) => id === 3)?.state;
    };
    expect(broker(2 * SECOND - 1)).toBe('running');
    expect(broker(2 * SECOND)).toBe('dead');
    expect(twin.info.seed).toBe(7);
  });

  it('refuses at once what the document would refuse', () => {
    const driven = drive();
    const change = { kind: 'config', scope: 'producer', name: 'ack', value: '1' } as const;
    driven.server.open({ type: 'openOther', request: 1, left: recordOf(open()), other: { kind: 'twin', change }, until: 30 * SECOND });
    expect(driven.posted).toMatchObject([{ type: 'refused', request: 1, problems: [{ path: 'producers[0].config.ack' }] }]);
    expect(driven.posted[0]?.type === 'refused' && driven.posted[0].problems[0]?.message).toMatch(/acks/);
  });

  it('gives up what something newer takes the place of', () => {
    const driven = drive();
    const left = recordOf(open());
    driven.server.open({ type: 'openOther', request: 1, left, other: acksOne, until: 30 * SECOND });
    driven.run(2);
    driven.server.open({ type: 'openOther', request: 2, left, other: acksOne, until: 2 * SECOND });
    driven.run();
    expect(driven.taken).toHaveLength(1);
    const answers = driven.posted.filter(({ type }) => type !== 'progress');
    expect(answers).toMatchObject([{ type: 'dropped', request: 1 }, { type: 'openedOther', request: 2 }]);
  });
});

it('another branch of a run is compared with the current one as it is, story and all', () => {
  const session = open();
  play(session, 8 * SECOND);
  const journey = beginJourney(session, { kind: 'time', at: 3 * SECOND });
  while (!travelOn(session, journey, () => false));
  submit(session, { kind: 'killBroker', broker: 2 });
  play(session, 5 * SECOND);
  changeBranch(session, { kind: 'switch', id: 0 });
  const driven = drive();
  const record = recordOf(session, 1);
  expect(record.end).toBe(5 * SECOND);
  expect(recordOf(session).inputs).toEqual([]);
  driven.server.open({ type: 'openOther', request: 1, left: recordOf(session), other: { kind: 'run', record }, until: 20 * SECOND });
  driven.run();
  expect(driven.posted.filter(({ type }) => type !== 'progress')).toMatchObject([{ type: 'openedOther', titles: null }]);
  expect(compared(driven)).toMatchObject({ first: { at: 3 * SECOND }, firstTelling: { at: expect.any(Number) as number } });
  expect(momentOf((driven.taken[0] as Session).timeline).at).toBe(0);
  expect(recorded(session, 9)).toBeNull();
});
