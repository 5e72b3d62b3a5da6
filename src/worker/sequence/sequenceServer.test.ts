import { describe, expect, it } from 'vitest';
import type { FromWorker } from '../../protocol/messages.ts';
import { MESSAGE_KINDS, messageId, type SequenceMessage, type SequenceQuestion, type SequenceStretch } from '../../protocol/sequence.ts';
import { loadScenario } from '../../scenarios/library.ts';
import { kafkaModel, momentOf, traceHashOf } from '../../sim/index.ts';
import { openSession, submit } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { undo } from '../time/branches.ts';
import { advance, NO_STOPS } from '../time/play.ts';
import { beginJourney, travelOn } from '../time/seek.ts';
import { createWhyServer } from '../why/whyServer.ts';
import { createSequenceServer, type SequenceServer } from './sequenceServer.ts';

const S = 1_000_000;

function open(id = 'first-look'): Session {
  const opened = openSession(loadScenario, { kind: 'library', id }, 5);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.session;
}

function playTo(session: Session, at: number): void {
  while (advance(session, at, NO_STOPS, () => false) !== 'reached');
}

function server(slow = false): { readonly sequence: SequenceServer; readonly posted: FromWorker[]; readonly waiting: (() => void)[] } {
  const posted: FromWorker[] = [];
  const waiting: (() => void)[] = [];
  let now = 0;
  const sequence = createSequenceServer({ post: (message) => posted.push(message), later: (callback) => waiting.push(callback), nowMs: () => (slow ? (now += 100) : 0) });
  return { sequence, posted, waiting };
}

const question = (from: number, to: number, more: Partial<SequenceQuestion> = {}): SequenceQuestion => ({ from, to, kinds: MESSAGE_KINDS, events: [], most: 100_000, ...more });

function answer({ posted }: { readonly posted: readonly FromWorker[] }): SequenceStretch {
  const message = posted.at(-1);
  if (message?.type !== 'sequence') throw new Error(JSON.stringify(message));
  return message.stretch;
}

function ask(session: Session, from: number, to: number, more: Partial<SequenceQuestion> = {}): SequenceStretch {
  const one = server();
  one.sequence.ask(session, 1, question(from, to, more));
  return answer(one);
}

const find = (stretch: SequenceStretch, wanted: Partial<SequenceMessage>): SequenceMessage => {
  const found = stretch.messages.find((message) => Object.entries(wanted).every(([name, value]) => message[name as keyof SequenceMessage] === value));
  if (found === undefined) throw new Error(`no ${JSON.stringify(wanted)}`);
  return found;
};

describe('the server of sequences', () => {
  it('tells every message that came, as the run itself had it, and leaves the run where it is', () => {
    const session = open();
    const came: string[] = [];
    const { timeline } = session;
    playTo(session, 2 * S);
    // The run is played on by hand, and each delivery is noted.
    const { sim } = timeline.run;
    sim.tap = (news) => {
      if (news.kind === 'handled') came.push(`${sim.state.now} ${sim.state.nodes[news.envelope.from]?.name} ${sim.state.nodes[news.envelope.to]?.name} ${kafkaModel.label(news.envelope.body)}`);
    };
    playTo(session, 3 * S);
    sim.tap = null;
    const [hash, moment, kept] = [traceHashOf(sim), momentOf(timeline), timeline.current.checkpoints.length];
    const stretch = ask(session, 2 * S + 1, 3 * S);
    const told = stretch.messages.filter(({ handledAt }) => handledAt !== null && handledAt > 2 * S && handledAt <= 3 * S);
    const lines = told.map(({ handledAt, from, to, api, isResponse }) => `${handledAt} ${from} ${to} ${api}${isResponse ? 'Response' : ''}`);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.toSorted()).toEqual(came.toSorted());
    expect([traceHashOf(timeline.run.sim), momentOf(timeline), timeline.current.checkpoints.length]).toEqual([hash, moment, kept]);
  });

  it('pairs a request with its response, and says what both carry', () => {
    const session = open();
    playTo(session, 4 * S);
    const stretch = ask(session, 3 * S, 4 * S);
    const response = find(stretch, { api: 'Produce', isResponse: true, fate: 'handled' });
    const request = find(stretch, { api: 'Produce', isResponse: false, exchange: response.exchange });
    expect([request.from, request.to]).toEqual([response.to, response.from]);
    expect(request.handledAt).toBeLessThanOrEqual(response.sentAt);
    expect(request.about[0]).toBe('acks=all');
    expect(request.about[1]).toMatch(/^orders-\d: 1 record/);
    expect(response.about[0]).toMatch(/^orders-\d: first record at offset \d+$/);
    expect(request.kind).toBe('produce');
    expect(find(stretch, { api: 'BrokerHeartbeat', isResponse: false }).kind).toBe('control');
  });

  it('says the same in pieces, from a later beginning, and after going back', () => {
    const session = open();
    playTo(session, 6 * S);
    const whole = ask(session, 4 * S, 5 * S);
    const slow = server(true);
    slow.sequence.ask(session, 1, question(4 * S, 5 * S));
    for (let callback = slow.waiting.shift(); callback !== undefined; callback = slow.waiting.shift()) callback();
    expect(answer(slow)).toEqual(whole);
    const grown = server();
    grown.sequence.ask(session, 1, question(3 * S, 4 * S));
    grown.sequence.ask(session, 2, question(4 * S, 5 * S));
    expect(answer(grown)).toEqual(whole);
    const journey = beginJourney(session, { kind: 'time', at: 2 * S });
    while (!travelOn(session, journey, () => false));
    expect(ask(session, 4 * S, 5 * S)).toEqual(whole);
  });

  it('tells of the future that is current, and no further than it is known', () => {
    const session = open();
    const one = server();
    playTo(session, 5 * S);
    submit(session, { kind: 'killBroker', broker: 1 });
    playTo(session, 8 * S);
    one.sequence.ask(session, 1, question(4 * S, 20 * S));
    const broken = answer(one);
    expect(broken.to).toBe(8 * S);
    expect(broken.nodes.find(({ name }) => name === 'broker-1')?.spans.map(({ to }) => to)).toEqual([5 * S]);
    expect(broken.facts.some(({ fact }) => fact.type === 'NodeKilled')).toBe(true);
    expect(broken.messages.some(({ to, fate }) => to === 'broker-1' && fate === 'dropped')).toBe(true);
    undo(session);
    playTo(session, 8 * S);
    one.sequence.ask(session, 2, question(4 * S, 8 * S));
    expect(answer(one).nodes.find(({ name }) => name === 'broker-1')?.spans.map(({ to }) => to)).toEqual([null]);
  });

  it('shows what was lost, sent again, held and let go, and a pause', () => {
    const session = open();
    playTo(session, 3 * S);
    submit(session, { kind: 'cutLink', from: 'broker-2', to: 'broker-1' });
    playTo(session, 4 * S);
    submit(session, { kind: 'healLink', from: 'broker-2', to: 'broker-1' });
    playTo(session, 6 * S);
    const cut = ask(session, 3 * S, 6 * S);
    const lost = cut.messages.find(({ fate, from, to }) => fate === 'lost' && from === 'broker-2' && to === 'broker-1');
    const again = cut.messages.find(({ key, attempt }) => attempt === 2 && key.split('.')[0] === lost?.key.split('.')[0]);
    expect(lost?.endedAt).toBeGreaterThanOrEqual(3 * S);
    expect(again).toMatchObject({ api: lost?.api, from: 'broker-2', to: 'broker-1', fate: 'handled' });
    expect(again?.sentAt).toBeGreaterThanOrEqual(4 * S);
    submit(session, { kind: 'holdLink', from: 'broker-1', to: 'broker-2', api: 'FetchResponse' });
    playTo(session, 8 * S);
    const held = find(ask(session, 6 * S, 8 * S), { held: true, api: 'Fetch', isResponse: true });
    expect(held).toMatchObject({ fate: 'waits', leftAt: null, arrivesAt: null });
    submit(session, { kind: 'releaseLink', from: 'broker-1', to: 'broker-2', api: 'FetchResponse' });
    playTo(session, 9 * S);
    const released = find(ask(session, 6 * S, 9 * S), { key: held.key });
    expect(released.fate).toBe('handled');
    expect(released.leftAt).toBe(8 * S);
    submit(session, { kind: 'pauseNode', node: 'broker-3', for: '1s' });
    playTo(session, 11 * S);
    const paused = ask(session, 9 * S, 11 * S);
    expect(paused.nodes.find(({ name }) => name === 'broker-3')?.spans.map(({ paused: isPaused, from }) => [isPaused, from])).toEqual([[false, expect.any(Number)], [true, 9 * S], [false, 10 * S]]);
    const late = paused.messages.find(({ to, arrivesAt, handledAt }) => to === 'broker-3' && (handledAt ?? 0) - (arrivesAt ?? 0) > 100_000);
    expect(late?.handledAt).toBe(10 * S);
  });

  it('counts where there are too many, and still shows what went wrong', () => {
    const session = open();
    playTo(session, 4 * S);
    const all = ask(session, 3 * S, 4 * S, { kinds: ['produce', 'replicate'] });
    const few = ask(session, 3 * S, 4 * S, { kinds: ['produce', 'replicate'], most: 10 });
    expect(few.messages).toEqual([]);
    expect(few.crowd?.total).toBe(all.messages.length);
    const ends = all.messages.flatMap(({ leftAt, arrivesAt }) => [leftAt, arrivesAt]).filter((at) => at !== null && at >= 3 * S && at <= 4 * S);
    expect(few.crowd?.rows.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0)).toBe(ends.length);
    const heartbeat = find(ask(session, 3 * S, 4 * S), { api: 'BrokerHeartbeat', isResponse: false, fate: 'handled' });
    const asCause = ask(session, 3 * S, 4 * S, { kinds: ['produce'], events: heartbeat.events, most: 10 });
    expect(asCause.messages.map(({ key }) => key)).toEqual([heartbeat.key]);
    expect(all.counts.control).toBeGreaterThan(0);
    expect(all.messages.some(({ kind }) => kind === 'control')).toBe(false);
  });

  it('answers the newest question only', () => {
    const session = open();
    playTo(session, 3 * S);
    const one = server(true);
    one.sequence.ask(session, 1, question(0, 3 * S));
    one.sequence.ask(session, 2, question(S, 3 * S));
    for (let callback = one.waiting.shift(); callback !== undefined; callback = one.waiting.shift()) callback();
    expect(one.posted.map(({ type }) => type)).toEqual(['dropped', 'sequence']);
  });

  it('tells of messages as reasons know them: each that has come or is on its way can be asked about', () => {
    const session = open();
    // With some that were sent again, and some that waited to be taken up: those come in other events than they were sent for.
    playTo(session, 3 * S);
    submit(session, { kind: 'cutLink', from: 'broker-2', to: 'broker-1' });
    playTo(session, 3.4 * S);
    submit(session, { kind: 'healLink', from: 'broker-2', to: 'broker-1' });
    submit(session, { kind: 'pauseNode', node: 'broker-3', for: '200ms' });
    playTo(session, 4 * S);
    submit(session, { kind: 'killBroker', broker: 1 });
    const at = 4_200_000;
    playTo(session, at);
    const { messages } = ask(session, 3 * S, at);
    const posted: FromWorker[] = [];
    const why = createWhyServer({ post: (message) => posted.push(message), later: () => {}, nowMs: () => 0 });
    const asked = messages.filter(({ events, fate }) => events.length > 0 || fate === 'travels');
    expect(new Set(asked.map(({ fate }) => fate))).toEqual(new Set(['handled', 'dropped']));
    expect(asked.filter(({ key, events }) => Number(key.split('.')[0]) !== events[0]).length).toBeGreaterThan(0);
    for (const message of asked) {
      why.ask(session, 1, { kind: 'message', id: messageId(message, at) });
      const told = posted.at(-1);
      const [found] = told?.type === 'because' ? (told.chain?.messages ?? []) : [];
      expect(found, message.key).toMatchObject({ from: message.from, to: message.to, label: message.isResponse ? `${message.api}Response` : message.api });
    }
  });
});
