import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/library.ts';
import { parseCommand } from '../../scenarios/index.ts';
import { inspectIn, openSession, submit, tell } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { advance, NO_STOPS } from '../time/play.ts';

const SECOND = 1_000_000;
const LINK = 'link:broker-1|broker-2';

function openAt(at: number): Session {
  const opened = openSession(loadScenario, { kind: 'library', id: 'first-look' }, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  playTo(opened.session, at);
  return opened.session;
}

function playTo(session: Session, at: number): void {
  while (advance(session, at, NO_STOPS, () => false) !== 'reached');
  tell(session, true);
}

const labels = (session: Session, target = LINK) => inspectIn(session, target)?.actions.map(({ label }) => label);
const rows = (session: Session) => Object.fromEntries((inspectIn(session, LINK)?.rows ?? []).map(({ label, value }) => [label, value]));

describe('the link between two nodes', () => {
  it('has no connection where a process is gone, whether anybody has tried or not', () => {
    const session = openAt(3 * SECOND);
    submit(session, { kind: 'killBroker', broker: 2 });
    playTo(session, 3 * SECOND + 1);
    expect(inspectIn(session, LINK)?.status).toEqual({ text: 'no connection: broker 2 is dead', tone: 'bad' });
    expect(inspectIn(session, 'link:broker-2|producer:checkout')?.status.text).toBe('no connection: broker 2 is dead');
    expect(inspectIn(session, 'link:broker-1|broker-3')?.status.text).toBe('whole');
  });

  it('is whole until it is cut, one way or both, and can be healed then', () => {
    const session = openAt(3 * SECOND);
    expect(inspectIn(session, LINK)).toMatchObject({ kind: 'link', title: 'broker 1 and broker 2', status: { text: 'whole' } });
    expect(labels(session)).not.toContain('Heal');
    submit(session, { kind: 'cutLink', from: 'broker-1', to: 'broker-2', oneWay: true });
    playTo(session, 3 * SECOND + 1);
    expect(inspectIn(session, LINK)?.status.text).toBe('cut one way');
    expect(rows(session)['To broker 2']).toBe('cut: what is sent vanishes');
    expect(rows(session)['To broker 1']).not.toContain('cut');
    expect(labels(session)).toEqual(expect.arrayContaining(['Heal', 'Cut both ways', 'Cut to broker 1']));
    submit(session, { kind: 'cutLink', from: 'broker-1', to: 'broker-2' });
    playTo(session, 3 * SECOND + 2);
    expect(inspectIn(session, LINK)?.status.text).toBe('cut both ways');
    expect(labels(session)?.filter((label) => label.startsWith('Cut'))).toEqual([]);
  });

  it('says how many messages are held on it, and lets them go one by one', () => {
    const session = openAt(3 * SECOND);
    submit(session, { kind: 'holdLink', from: 'broker-1', to: 'broker-2' });
    playTo(session, 4 * SECOND);
    const held = session.frame?.links.find(({ key }) => key === 'broker-1>broker-2')?.held ?? 0;
    expect(held).toBeGreaterThan(0);
    expect(rows(session)['Held back there']).toBe(`everything; ${held} waiting`);
    expect(labels(session)).toContain('Let one pass to broker 2');
  });

  it('offers commands that the contract takes', () => {
    const session = openAt(3 * SECOND);
    for (const target of [LINK, 'link:broker-1|controller-3000', 'link:controller-3000|controller-3001', 'link:producer:checkout|broker-1', 'link:consumer:c1|broker-1']) {
      const { actions = [] } = inspectIn(session, target) ?? {};
      expect(actions.length, target).toBeGreaterThan(3);
      for (const { command } of actions) expect(parseCommand(command, session.timeline.run.names), JSON.stringify(command)).toMatchObject({ ok: true });
    }
  });

  it('is nothing where one of its ends is nothing', () => {
    expect(inspectIn(openAt(SECOND), 'link:broker-1|broker-9')).toBeNull();
  });
});
