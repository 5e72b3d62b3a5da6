import { describe, expect, it } from 'vitest';
import type { Frame } from '../../protocol/views.ts';
import { loadScenario } from '../../scenarios/library.ts';
import { inspectIn, openSession, submit, tell } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { advance, NO_STOPS } from '../time/play.ts';

const SECOND = 1_000_000;

function open(id: string): Session {
  const opened = openSession(loadScenario, { kind: 'library', id }, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.session;
}

function frameAt(session: Session, at: number): Frame {
  while (advance(session, at, NO_STOPS, () => false) !== 'reached');
  tell(session, true);
  if (session.frame === null) throw new Error('A session that told something has a frame.');
  return session.frame;
}

const vitals = (frame: Frame, id: number) => frame.brokers.find((broker) => broker.id === id)?.vitals;
const rowOf = (session: Session, label: string) => inspectIn(session, 'broker-1')?.rows.find((row) => row.label === label)?.value;
/** What a row tells one by one, or the one thing that it tells. */
const toldIn = (session: Session, label: string): readonly string[] => {
  const row = inspectIn(session, 'broker-1')?.rows.find((each) => each.label === label);
  if (row?.each !== undefined) expect(row.value).toMatch(/^\d+$/);
  return row?.each ?? [row?.value ?? ''];
};

describe("a broker's vitals", () => {
  it('have what came to a paused broker in its queue, and none of it after', () => {
    const session = open('first-look');
    expect(vitals(frameAt(session, 4 * SECOND), 1)?.queued).toBe(0);
    submit(session, { kind: 'pauseNode', node: 'broker-1', for: '2s' });
    expect(vitals(frameAt(session, 5 * SECOND), 1)?.queued).toBeGreaterThan(0);
    expect(rowOf(session, 'Request queue')).toMatch(/^\d+ requests?$/);
    expect(vitals(frameAt(session, 8 * SECOND), 1)?.queued).toBe(0);
  });

  it('have the writes that wait for followers, as long as no follower can be reached', () => {
    const session = open('first-look');
    frameAt(session, 4 * SECOND);
    for (const id of [2, 3]) submit(session, { kind: 'holdLink', from: 'broker-1', to: `broker-${id}` });
    const waiting = frameAt(session, 6 * SECOND);
    expect(vitals(waiting, 1)?.parkedProduces).toBeGreaterThan(0);
    expect(toldIn(session, 'Writes parked')[0]).toMatch(/to be committed up to \d+, for producer/);
    for (const id of [2, 3]) submit(session, { kind: 'releaseLink', from: 'broker-1', to: `broker-${id}` });
    expect(vitals(frameAt(session, 7 * SECOND), 1)?.parkedProduces).toBeLessThan(vitals(waiting, 1)?.parkedProduces ?? 0);
  });

  it('have followers and idle consumers parked with a fetch each', () => {
    const session = open('first-look');
    expect(vitals(frameAt(session, 4 * SECOND), 1)?.parkedFetches).toBeGreaterThan(0);
    expect(toldIn(session, 'Fetches parked')[0]).toMatch(/broker \d, \d+ partitions?, answered within .*s$/);
  });

  it('count what is not on the disk itself until the kernel has written it back, 30 to 35 s later', () => {
    const session = open('first-look');
    expect(vitals(frameAt(session, 4 * SECOND), 1)?.notOnDisk).toBeGreaterThan(0);
    for (const { id } of session.frame?.producers ?? []) submit(session, { kind: 'setProducerRate', producer: id, rate: 0 });
    for (const { id } of session.frame?.consumers ?? []) submit(session, { kind: 'killConsumer', consumer: id });
    // The group's last word, that its members are gone, comes when their sessions end.
    expect(vitals(frameAt(session, 90 * SECOND), 1)?.notOnDisk).toBe(0);
  });

  it('say that a broker without a controller waits for one', () => {
    const session = open('first-look');
    frameAt(session, 4 * SECOND);
    submit(session, { kind: 'cutLink', from: 'broker-1', to: 'controllers' });
    expect(vitals(frameAt(session, 8 * SECOND), 1)?.waitsFor).toBe('an active controller that it can reach');
  });

  it('are gone with the process, and begin again with waiting for the controller', () => {
    const session = open('first-look');
    frameAt(session, 4 * SECOND);
    submit(session, { kind: 'killBroker', broker: 1 });
    expect(vitals(frameAt(session, 5 * SECOND), 1)).toEqual({ queued: 0, parkedProduces: 0, parkedFetches: 0, notOnDisk: 0, waitsFor: null });
    submit(session, { kind: 'cutLink', from: 'broker-1', to: 'controllers' });
    submit(session, { kind: 'restartBroker', broker: 1, wipe: false });
    expect(vitals(frameAt(session, 6 * SECOND), 1)?.waitsFor).toBe('the controller to register it');
  });
});

describe('a connection that broke', () => {
  it('is told of while its owner tries again, and not any more when there was an answer', () => {
    const session = open('first-look');
    frameAt(session, 4 * SECOND);
    submit(session, { kind: 'killBroker', broker: 1 });
    const broken = frameAt(session, 5 * SECOND).links.filter(({ to, broken: failure }) => to === 'broker-1' && failure !== null);
    expect(broken.map(({ from }) => from)).toContain('broker-2');
    expect(broken.every(({ broken: failure }) => (failure?.times ?? 0) > 0)).toBe(true);
    submit(session, { kind: 'restartBroker', broker: 1, wipe: false });
    expect(frameAt(session, 20 * SECOND).links.filter(({ broken: failure }) => failure !== null)).toEqual([]);
  });

  it('says that time ran out where no answer came', () => {
    const session = open('first-look');
    frameAt(session, 4 * SECOND);
    submit(session, { kind: 'cutLink', from: 'broker-2', to: 'broker-1' });
    const late = frameAt(session, 35 * SECOND).links.filter(({ from, to }) => from === 'broker-2' && to === 'broker-1');
    expect(late[0]).toMatchObject({ cut: true, broken: { timedOut: true } });
  });
});

describe('fencing', () => {
  it('is said of a broker that the controller has fenced, and of none that nobody could fence', () => {
    const session = open('first-look');
    frameAt(session, 4 * SECOND);
    submit(session, { kind: 'killBroker', broker: 1 });
    const broker = (frame: Frame, id: number) => frame.brokers.find((each) => each.id === id);
    expect(broker(frameAt(session, 8 * SECOND), 1)).toMatchObject({ state: 'dead', fenced: false });
    // The session ends 9 s after its last heartbeat.
    expect(broker(frameAt(session, 20 * SECOND), 1)).toMatchObject({ state: 'dead', fenced: true, sessionExpiresAt: null });
    for (const controller of session.frame?.controllers.slice(0, 2) ?? []) submit(session, { kind: 'killController', controller: controller.id });
    submit(session, { kind: 'killBroker', broker: 2 });
    expect(broker(frameAt(session, 50 * SECOND), 2)).toMatchObject({ state: 'dead', fenced: false, lastHeartbeatAt: null, sessionExpiresAt: null });
    expect(broker(frameAt(session, 51 * SECOND), 1)).toMatchObject({ fenced: true });
  });

  it('leaves a controller that is dead nothing that was in its memory, and one that follows a dead leader says so', () => {
    const session = open('first-look');
    const active = frameAt(session, 4 * SECOND).metadata.leader;
    const others = session.frame?.controllers.filter(({ id }) => id !== active).map(({ id }) => id) ?? [];
    submit(session, { kind: 'killController', controller: active });
    const dead = frameAt(session, 4 * SECOND + 100_000).controllers.find(({ id }) => id === active);
    expect(dead).toMatchObject({ state: 'dead', highWatermark: -1 });
    const told = (id: number) => Object.fromEntries((inspectIn(session, `controller-${id}`)?.rows ?? []).map(({ label, value }) => [label, value]));
    expect(Object.keys(told(active))).toEqual(['Epoch', 'Metadata log end']);
    expect(told(others[0] ?? 0)).toMatchObject({ Role: 'follower', 'Quorum leader': `${active}, which is dead` });
  });

  it('counts what it has of internal topics beside what is named', () => {
    const session = open('first-look');
    frameAt(session, 8 * SECOND);
    const { own, internal } = session.frame?.brokers.find(({ id }) => id === 1)?.holds ?? { own: { replicas: 0 }, internal: { replicas: 0 } };
    // Six partitions with three replicas each on three brokers; 50 of __consumer_offsets, with as many.
    expect([own.replicas, internal.replicas]).toEqual([6, 50]);
    expect(rowOf(session, 'Replicas')).toBe('6, and 50 internal');
    expect(rowOf(session, 'Leads')).toMatch(/^orders-0, orders-3, and 1\d internal$/);
  });
});
