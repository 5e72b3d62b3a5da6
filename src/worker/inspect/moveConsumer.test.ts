import { describe, expect, it } from 'vitest';
import type { ActionView } from '../../protocol/messages.ts';
import { loadScenario } from '../../scenarios/library.ts';
import { inspectIn, openSession, submit, tell } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { advance, NO_STOPS } from '../time/play.ts';

const SECOND = 1_000_000;

function openAt(at: number): Session {
  const opened = openSession(loadScenario, { kind: 'library', id: 'first-look' }, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  submit(opened.session, { kind: 'addConsumer', consumer: { id: 'auditor', group: 'audit', topics: ['orders'] } });
  playTo(opened.session, at);
  return opened.session;
}

function playTo(session: Session, at: number): void {
  while (advance(session, at, NO_STOPS, () => false) !== 'reached');
  tell(session, true);
}

const moves = (session: Session, consumer: string): readonly ActionView[] =>
  inspectIn(session, `consumer:${consumer}`)?.actions.filter(({ label }) => label.startsWith('Move')) ?? [];

describe('a consumer that moves to another group', () => {
  it('leaves its own, and one like it reads for the other', () => {
    const session = openAt(3 * SECOND);
    const [move] = moves(session, 'c1');
    expect(move?.label).toBe('Move to group audit');
    expect(submit(session, move?.command)).toEqual([]);
    expect(submit(session, move?.after)).toEqual([]);
    playTo(session, 12 * SECOND);
    const consumers = session.frame?.consumers ?? [];
    expect(consumers.find(({ id }) => id === 'c1')?.status).toBe('dead');
    const moved = consumers.find(({ id }) => id === 'c1-2');
    expect(moved).toMatchObject({ group: 'audit', topics: ['orders'], status: 'stable' });
    expect(moved?.assigned.length).toBe(3);
    expect(consumers.filter(({ group, assigned }) => group === 'analytics' && assigned.length === 3).map(({ id }) => id)).toEqual(['c2', 'c3']);
    expect(moves(session, 'c1-2').map(({ after }) => after)).toMatchObject([{ consumer: { id: 'c1-3', group: 'analytics' } }]);
  });

  it('does not once it is gone', () => {
    const session = openAt(3 * SECOND);
    submit(session, { kind: 'killConsumer', consumer: 'c1' });
    playTo(session, 4 * SECOND);
    expect(moves(session, 'c1')).toEqual([]);
  });
});
