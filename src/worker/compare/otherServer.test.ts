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

function compared({ posted }: Driven): Extract<FromWorker, { type: 'compared' }>['compared'] {
  const answer = posted.at(-1);
  if (answer?.type !== 'compared') throw new Error(`Not compared: ${JSON.stringify(answer)}`);
  return answer.compared;
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
    driven.server.compare(2);
    driven.run();
    const { rows, until, first, firstTelling } = compared(driven);
    expect(until).toBe(30 * SECOND);
    // The wires of the leader fail at 9.5 s and its process dies at 10 s, which the story does: the twin has it done, too.
    expect(rows.find(({ key }) => key === 'lost')).toMatchObject({ left: '0', right: '1', better: 'left' });
    expect(rows.find(({ key }) => key === 'elections')).toMatchObject({ left: '1', right: '1', better: null });
    expect(rows.find(({ key }) => key === 'sent')?.better).toBeNull();
    expect(first?.at).toBeLessThan(9 * SECOND);
    expect(firstTelling?.at).toBeGreaterThan(9.5 * SECOND);
    expect(firstTelling?.left).toBeNull();
    expect(firstTelling?.right).toMatch(/^Producer checkout has its answer/);
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
    driven.server.compare(3);
    driven.server.compare(4);
    driven.run();
    expect(driven.posted.filter(({ type }) => type === 'dropped' || type === 'compared')).toMatchObject([{ request: 1 }, { type: 'dropped', request: 3 }, { type: 'compared', request: 4 }]);
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
  expect(driven.posted).toMatchObject([{ type: 'openedOther', titles: null }]);
  driven.server.compare(2);
  driven.run();
  expect(compared(driven)).toMatchObject({ first: { at: 3 * SECOND }, firstTelling: { at: expect.any(Number) as number } });
  expect(momentOf((driven.taken[0] as Session).timeline).at).toBe(0);
  expect(recorded(session, 9)).toBeNull();
});
