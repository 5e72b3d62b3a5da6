import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/library.ts';
import type { BecauseLink } from '../../protocol/because.ts';
import type { FromWorker, WhySubject } from '../../protocol/messages.ts';
import { momentOf, nextEventAt } from '../../sim/index.ts';
import { openSession, submit } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { undo } from '../time/branches.ts';
import { advance, NO_STOPS, stepOnce } from '../time/play.ts';
import { beginJourney, travelOn } from '../time/seek.ts';
import { createWhyServer, type WhyServer } from './whyServer.ts';

const S = 1_000_000;

function open(): Session {
  const opened = openSession(loadScenario, { kind: 'library', id: 'first-look' }, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.session;
}

function playTo(session: Session, at: number): void {
  while (advance(session, at, NO_STOPS, () => false) !== 'reached');
}

function seek(session: Session, at: number): void {
  const journey = beginJourney(session, { kind: 'time', at });
  while (!travelOn(session, journey, () => false));
}

/** A server whose time stands still: a piece is done at once, unless `slow`, where each ends at once. */
function server(slow = false): { readonly why: WhyServer; readonly posted: FromWorker[]; readonly waiting: (() => void)[] } {
  const posted: FromWorker[] = [];
  const waiting: (() => void)[] = [];
  let now = 0;
  const why = createWhyServer({
    post: (message) => posted.push(message),
    later: (callback) => waiting.push(callback),
    nowMs: () => (slow ? (now += 100) : 0),
  });
  return { why, posted, waiting };
}

function factOf(session: Session, type: string): WhySubject {
  const view = session.journals.get(session.timeline.current.id)?.entries.findLast((entry) => entry.view.fact.type === type)?.view;
  if (view === undefined) throw new Error(`no ${type} was heard`);
  return { kind: 'fact', seq: view.seq, at: view.at };
}

function endsOf(link: BecauseLink): string[] {
  return link.because.length === 0 ? [`${link.sentence} @${link.at / S}`] : link.because.flatMap(endsOf);
}

function chainIn(posted: readonly FromWorker[]): BecauseLink {
  const message = posted.at(-1);
  if (message?.type !== 'because' || message.chain === null) throw new Error(`no chain came: ${JSON.stringify(message)}`);
  return message.chain;
}

describe('the server of whys', () => {
  it('leads a fencing back to what the reader did, and leaves the run where it is', () => {
    const session = open();
    playTo(session, 5 * S);
    submit(session, { kind: 'killBroker', broker: 1 });
    playTo(session, 20 * S);
    const before = { moment: momentOf(session.timeline), end: session.timeline.current.end, kept: session.timeline.current.checkpoints.length };
    const { why, posted } = server();
    why.ask(session, 7, factOf(session, 'BrokerFenced'));
    expect(posted.at(-1)).toMatchObject({ type: 'because', request: 7 });
    expect(endsOf(chainIn(posted))).toEqual(['Done: kill broker 1. @5']);
    expect({ moment: momentOf(session.timeline), end: session.timeline.current.end, kept: session.timeline.current.checkpoints.length }).toEqual(before);
  });

  it('says the same however one got there, and in whatever pieces', () => {
    const session = open();
    playTo(session, 5 * S);
    submit(session, { kind: 'killBroker', broker: 1 });
    playTo(session, 20 * S);
    const fact = factOf(session, 'BrokerFenced');
    const straight = server();
    straight.why.ask(session, 1, fact);
    seek(session, 2 * S);
    seek(session, 16 * S);
    const { why, posted, waiting } = server(true);
    why.ask(session, 2, fact);
    expect(posted.filter(({ type }) => type !== 'progress')).toEqual([]);
    for (let callback = waiting.shift(); callback !== undefined; callback = waiting.shift()) callback();
    expect(chainIn(posted)).toEqual(chainIn(straight.posted));
  });

  it('answers the newest question only', () => {
    const session = open();
    playTo(session, 8 * S);
    const { why, posted, waiting } = server(true);
    why.ask(session, 1, factOf(session, 'GroupStable'));
    why.ask(session, 2, factOf(session, 'GroupStable'));
    for (let callback = waiting.shift(); callback !== undefined; callback = waiting.shift()) callback();
    const told = posted.filter(({ type }) => type !== 'progress');
    expect(told.map(({ type }) => type)).toEqual(['dropped', 'because']);
    expect(told[1]).toMatchObject({ request: 2 });
  });

  it('knows each future by what was done in it', () => {
    const session = open();
    const { why, posted } = server();
    playTo(session, 5 * S);
    submit(session, { kind: 'killBroker', broker: 1 });
    playTo(session, 20 * S);
    why.ask(session, 1, factOf(session, 'BrokerFenced'));
    undo(session);
    submit(session, { kind: 'pauseNode', node: 'broker-1' });
    playTo(session, 20 * S);
    why.ask(session, 2, factOf(session, 'BrokerFenced'));
    expect(endsOf(chainIn(posted))).toEqual(['Done: pause broker 1. @5']);
  });

  it('records again what was done in the middle of a moment that was recorded whole', () => {
    const session = open();
    const { why, posted } = server();
    playTo(session, 4 * S);
    // Two events have one time, and the run stands between them.
    const standsBetween = (): boolean => {
      const known = session.journals.get(session.timeline.current.id)?.entries.at(-1)?.view;
      const { sim } = session.timeline.run;
      return known !== undefined && known.at === sim.state.now && nextEventAt(sim) === sim.state.now;
    };
    while (!standsBetween()) stepOnce(session);
    const fact = session.journals.get(session.timeline.current.id)?.entries.at(-1)?.view;
    if (fact !== undefined) why.ask(session, 1, { kind: 'fact', seq: fact.seq, at: fact.at });
    submit(session, { kind: 'killBroker', broker: 2 });
    const at = momentOf(session.timeline).at;
    playTo(session, at + 15 * S);
    why.ask(session, 999, factOf(session, 'BrokerFenced'));
    expect(endsOf(chainIn(posted))).toEqual([`Done: kill broker 2. @${at / S}`]);
  });

  it('drops what was asked of a run that is not open any more', () => {
    const session = open();
    playTo(session, 8 * S);
    const { why, posted, waiting } = server(true);
    why.ask(session, 3, factOf(session, 'GroupStable'));
    why.forget();
    for (let callback = waiting.shift(); callback !== undefined; callback = waiting.shift()) callback();
    expect(posted.filter(({ type }) => type !== 'progress')).toEqual([{ type: 'dropped', request: 3 }]);
  });

  it('tells how far it is, can be stopped, and goes on from there when asked again', () => {
    const session = open();
    playTo(session, 8 * S);
    const { why, posted, waiting } = server(true);
    why.ask(session, 4, factOf(session, 'BatchAcked'));
    for (let piece = 0; piece < 20; piece += 1) waiting.shift()?.();
    const told = posted.filter(({ type }) => type === 'progress').map((message) => (message.type === 'progress' ? message.at : -1));
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    why.stop();
    for (let callback = waiting.shift(); callback !== undefined; callback = waiting.shift()) callback();
    expect(posted.filter(({ type }) => type !== 'progress')).toEqual([{ type: 'dropped', request: 4 }]);
    why.ask(session, 5, factOf(session, 'BatchAcked'));
    for (let callback = waiting.shift(); callback !== undefined; callback = waiting.shift()) callback();
    expect(posted.at(-1)).toMatchObject({ type: 'because', request: 5, chain: { name: 'BatchAcked' } });
  });

  it('answers of what is there at the moment, also when more was recorded since', () => {
    const session = open();
    playTo(session, 5 * S);
    submit(session, { kind: 'killBroker', broker: 1 });
    playTo(session, 20 * S);
    const { why, posted } = server();
    why.ask(session, 1, { kind: 'replica', topic: 'orders', partition: 0, broker: 1 });
    expect(chainIn(posted).sentence).toMatch(/^Broker 1 is not in sync for orders-0/);
    expect(endsOf(chainIn(posted))).toContain('Done: kill broker 1. @5');
    seek(session, 4 * S);
    why.ask(session, 2, { kind: 'replica', topic: 'orders', partition: 0, broker: 1 });
    expect(chainIn(posted).sentence).toMatch(/^Broker 1 (is in sync for|leads) orders-0/);
  });

  it('says so when there is no such fact', () => {
    const session = open();
    playTo(session, S);
    const { why, posted } = server();
    why.ask(session, 1, { kind: 'fact', seq: 123_456, at: S });
    expect(posted).toEqual([{ type: 'because', request: 1, chain: null }]);
  });
});
