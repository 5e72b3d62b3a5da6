import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/library.ts';
import { inspectIn, openSession, submit, tell } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { advance, NO_STOPS } from '../time/play.ts';

const SECOND = 1_000_000;

function open(id: string): Session {
  const opened = openSession(loadScenario, { kind: 'library', id }, null);
  if (!opened.ok) throw new Error('the scenario is there');
  return opened.session;
}

function play(session: Session, to: number): void {
  while (advance(session, to, NO_STOPS, () => false) !== 'reached');
  tell(session);
}

function rowsOf(session: Session, target: string): Record<string, string> {
  return Object.fromEntries(inspectIn(session, target)?.rows.map(({ label, value }) => [label, value]) ?? []);
}

describe('a record', () => {
  const session = open('first-look');
  play(session, 10 * SECOND);
  const cell = session.frame?.replicas.find(({ key }) => key === '1/orders-0')?.cells[0];

  it('is told as the leader has it, with who else has it', () => {
    expect(inspectIn(session, 'orders-0@2')).toMatchObject({ kind: 'record', title: 'orders-0@2', status: { text: 'committed' }, whyNot: [] });
    expect(rowsOf(session, 'orders-0@2')).toMatchObject({ Offset: '2', 'Leader epoch': String(cell?.epoch), 'Read from the copy of': 'broker 1', 'Also held by': '2, 3', Sequence: '2' });
  });

  it('is told of one copy where the broker is named', () => {
    expect(rowsOf(session, '3/orders-0@2')).toMatchObject({ 'Read from the copy of': 'broker 3', 'Also held by': '1, 2' });
    expect(inspectIn(session, '3/orders-0@2')?.record).toBe(inspectIn(session, 'orders-0@2')?.record);
    expect(inspectIn(session, '3/orders-0@2')?.record).not.toBe(inspectIn(session, 'orders-0@3')?.record);
  });

  it('that is not there yet says so, and of a partition that is not there nothing is known', () => {
    expect(inspectIn(session, 'orders-0@100000')).toMatchObject({ status: { text: 'not written in this copy' }, record: null });
    expect(inspectIn(session, 'nothing-0@1')).toBeNull();
  });

  it('that compaction took out is gone, and only where the log has a hole', () => {
    const compacted = open('compaction');
    compacted.look = { detail: { kind: 'partitions', windows: [{ partition: 'profiles-0', from: 0, slots: 60 }] }, highlightKey: null, near: [] };
    while (advance(compacted, 20 * SECOND, NO_STOPS, () => false) !== 'reached');
    const { detail } = tell(compacted);
    const [log] = detail?.kind === 'partitions' ? detail.logs : [];
    const leader = log?.copies.find(({ broker }) => broker === log.epochsOf);
    const held = leader?.batches.flatMap(({ batch }) => batch.records.map(({ offset }) => offset)) ?? [];
    const below = Array.from({ length: Math.min(60, leader?.end ?? 0) }, (_, offset) => offset);
    const gone = below.filter((offset) => inspectIn(compacted, `profiles-0@${offset}`)?.status.text === 'taken out by compaction');
    expect(gone.length).toBeGreaterThan(3);
    expect(gone).toEqual(below.filter((offset) => !held.includes(offset)));
  });

  it('of a log that nobody leads is that of the longest copy', () => {
    for (const broker of [1, 2, 3]) submit(session, { kind: 'killBroker', broker });
    play(session, 40 * SECOND);
    expect(inspectIn(session, 'orders-0@2')).toMatchObject({ kind: 'record' });
    expect(rowsOf(session, 'orders-0@2')['Offset']).toBe('2');
  });
});
