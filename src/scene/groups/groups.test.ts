import { describe, expect, it } from 'vitest';
import type { GroupDetail, GroupMember, GroupPartition } from '../../protocol/groupsDetail.ts';
import { drawnRows } from './extent.ts';
import { lagStrip, offsetsShown } from './lagScale.ts';
import { phasesOf } from './phases.ts';
import { groupRows } from './rows.ts';

function member(client: string, change: Partial<GroupMember> = {}): GroupMember {
  return {
    memberId: `${client}-1`, client, consumer: `consumer:${client}`, instanceId: null, isLeader: false, process: 'running', step: 'settled',
    sessionEndsAt: 9, sessionTimeoutUs: 45, assigned: 1, reads: 1, fetchPaused: false, unread: null, subscribed: ['orders'], ...change,
  };
}

function partition(number: number, change: Partial<GroupPartition> = {}): GroupPartition {
  return {
    key: `orders-${number}`, topic: 'orders', partition: number, leader: 1, leaderStatus: 'running', logStart: 0, highWatermark: 100, committed: 90,
    assigned: null, readers: [], lag: 10, ...change,
  };
}

function rowsOf(change: Partial<GroupDetail>): Readonly<Record<string, readonly string[]>> {
  const detail = { state: 'Stable', members: [], outsiders: [], partitions: [], ...change } as unknown as GroupDetail;
  return Object.fromEntries(groupRows(detail).map(({ key, held }) => [key, held.map((each) => `${each.partition.key} ${each.holding}${each.isContested ? ' contested' : ''}`)]));
}

const reads = (client: string, position = 95): GroupPartition['readers'] => [{ consumer: `consumer:${client}`, position }];

describe('who holds a partition', () => {
  it('is the member whose process reads it', () => {
    const partitions = [partition(0, { assigned: 'c1-1', readers: reads('c1') }), partition(1, { assigned: 'c2-1', readers: reads('c2') })];
    expect(rowsOf({ members: [member('c1'), member('c2')], partitions })).toEqual({ 'c1-1': ['orders-0 read'], 'c2-1': ['orders-1 read'] });
  });

  it('is a dead member for as long as it is counted', () => {
    const members = [member('c1'), member('c2', { process: 'gone' })];
    expect(rowsOf({ members, partitions: [partition(1, { assigned: 'c2-1' })] })).toEqual({ 'c1-1': [], 'c2-1': ['orders-1 counted'] });
    const waiting = [member('c1', { step: 'joined' }), member('c2', { process: 'gone', step: 'awaited' })];
    expect(rowsOf({ state: 'PreparingRebalance', members: waiting, partitions: [partition(1, { assigned: 'c2-1' })] })['c2-1']).toEqual(['orders-1 counted']);
  });

  it('is nobody once it was given up by joining again, until the assignment counts', () => {
    const partitions = [partition(0, { assigned: 'c1-1' })];
    expect(rowsOf({ state: 'PreparingRebalance', members: [member('c1', { step: 'joined' })], partitions })).toEqual({ 'c1-1': [], '': ['orders-0 nobody'] });
    expect(rowsOf({ state: 'CompletingRebalance', members: [member('c1', { step: 'syncing' })], partitions })).toEqual({ 'c1-1': [], '': ['orders-0 nobody'] });
    expect(rowsOf({ members: [member('c1')], partitions })).toEqual({ 'c1-1': ['orders-0 counted'] });
  });

  it('is contested while a consumer that was removed does not know it yet', () => {
    const outsiders = [{ consumer: 'consumer:c2', id: 'c2', isRunning: true, hasId: false, reads: 1 }];
    const both = [partition(0, { assigned: 'c1-1', readers: [...reads('c1'), ...reads('c2', 97)] })];
    expect(rowsOf({ members: [member('c1')], outsiders, partitions: both })).toEqual({ 'c1-1': ['orders-0 read contested'], 'consumer:c2': ['orders-0 read contested'] });
    const early = [partition(0, { assigned: 'c1-1', readers: reads('c2') })];
    expect(rowsOf({ members: [member('c1')], outsiders, partitions: early })).toEqual({ 'c1-1': [], 'consumer:c2': ['orders-0 read contested'] });
  });

  it('is of two member ids of one consumer the one whose process is there', () => {
    const members = [member('c1', { process: 'gone' }), member('c1', { memberId: 'c1-2' })];
    expect(rowsOf({ members, partitions: [partition(0, { assigned: 'c1-2', readers: reads('c1') })] })).toEqual({ 'c1-1': [], 'c1-2': ['orders-0 read'] });
  });
});

describe('the scale of lag', () => {
  it('goes in steps, so that it seldom changes, and leaves some room', () => {
    expect([0, 1, 16, 17, 40, 41, 80, 81, 160, 161, 800, 801, 123_456].map(offsetsShown)).toEqual([20, 20, 20, 50, 50, 100, 100, 200, 200, 500, 1_000, 2_000, 200_000]);
  });

  it('gives equal lags equal lengths, whatever the offsets', () => {
    expect(lagStrip({ logStart: 0, highWatermark: 100, committed: 80 }, 90, 50)).toEqual({ logStart: 0, committed: 0.6, position: 0.8, unreadFrom: 0.8, isCut: false });
    expect(lagStrip({ logStart: 0, highWatermark: 9_100, committed: 9_080 }, 9_090, 50)?.unreadFrom).toBe(0.8);
  });

  it('shows where the log begins, and nothing before the strip', () => {
    expect(lagStrip({ logStart: 0, highWatermark: 10, committed: 4 }, 7, 20)).toEqual({ logStart: 0.5, committed: 0.7, position: 0.85, unreadFrom: 0.85, isCut: false });
    expect(lagStrip({ logStart: 0, highWatermark: 100, committed: 10 }, 85, 20)).toMatchObject({ committed: null, position: 0.25, isCut: false });
    expect(lagStrip({ logStart: 0, highWatermark: 100, committed: 10 }, -1, 20)).toMatchObject({ committed: null, position: null, unreadFrom: 0, isCut: true });
  });

  it('has no end, and so no strip, where the high watermark is not known; knows nothing unread without an offset', () => {
    expect(lagStrip({ logStart: 0, highWatermark: -1, committed: 4 }, 7, 20)).toBeNull();
    expect(lagStrip({ logStart: 0, highWatermark: 10, committed: -1 }, -1, 20)?.unreadFrom).toBeNull();
  });

  it('has nothing unread where a new leader knows less to be committed than was read', () => {
    expect(lagStrip({ logStart: 0, highWatermark: 10, committed: 10 }, 12, 20)).toMatchObject({ position: 1, unreadFrom: 1 });
  });
});

describe('the phases of a rebalance', () => {
  const join = { phase: 'join', isInitial: false, endsAt: 700, expected: 1 } as const;

  it('say who has joined, who is waited for and until when', () => {
    const members = [member('c1', { step: 'joined' }), member('c2', { step: 'awaited' })];
    expect(phasesOf({ state: 'PreparingRebalance', rebalance: join, members })).toEqual({
      list: [{ name: 'join', standing: 'now' }, { name: 'sync', standing: 'ahead' }, { name: 'stable', standing: 'ahead' }],
      ready: ['c1'], awaited: ['c2'], expected: 1, endsAt: 700,
    });
    const syncing = [member('c1', { step: 'syncing' }), member('c2', { step: 'assigning' })];
    expect(phasesOf({ state: 'CompletingRebalance', rebalance: { ...join, phase: 'assign' }, members: syncing })).toMatchObject({ ready: ['c1'], awaited: ['c2'], expected: 0 });
  });

  it('are over in a stable group, and have not begun in an empty one', () => {
    const standings = (state: GroupDetail['state']): readonly string[] => phasesOf({ state, rebalance: null, members: [member('c1')] }).list.map(({ standing }) => standing);
    expect(standings('Stable')).toEqual(['done', 'done', 'now']);
    expect(standings('Empty')).toEqual(['ahead', 'ahead', 'ahead']);
    expect(standings('Unknown')).toEqual(['ahead', 'ahead', 'ahead']);
  });
});

describe('a large group', () => {
  const many = (members: number, partitions: number) =>
    groupRows({
      state: 'Stable',
      members: Array.from({ length: members }, (_, index) => member(`c${index}`)),
      outsiders: [],
      partitions: Array.from({ length: partitions }, (_, index) => partition(index, index === 0 ? {} : { assigned: `c${index % members}-1`, readers: reads(`c${index % members}`) })),
    } as unknown as GroupDetail);

  it('is drawn with strips while there is room for them, then small', () => {
    expect(drawnRows(many(3, 40), true)).toMatchObject({ level: 'strips', rowsLeftOut: 0, partitionsLeftOut: 0 });
    expect(drawnRows(many(3, 41), true)).toMatchObject({ level: 'chips', rowsLeftOut: 0, partitionsLeftOut: 0 });
  });

  it('leaves out what is too much and keeps what nobody reads', () => {
    const { rows, rowsLeftOut, partitionsLeftOut } = drawnRows(many(100, 400), true);
    expect(rows.length).toBe(60);
    expect(rows.at(-1)?.row.kind).toBe('nobody');
    expect(rowsLeftOut).toBe(41);
    expect(rows.reduce((sum, { row }) => sum + row.held.length, 0) + partitionsLeftOut).toBe(400);
  });

  it('shows some of what each member has, and how many there are besides, told or not', () => {
    const { rows } = drawnRows(many(4, 401), true);
    expect(rows.map(({ row, more }) => [row.key, row.held.length, more])).toEqual([['c0-1', 60, 40], ['c1-1', 60, 40], ['c2-1', 60, 40], ['c3-1', 59, 41], ['', 1, 0]]);
    const told = [partition(0, { assigned: 'c1-1', readers: reads('c1') }), partition(1, { assigned: 'c2-1' })];
    const members = [member('c1', { reads: 500 }), member('c2', { process: 'gone', assigned: 300, reads: 0 }), member('c3', { reads: 7 })];
    const part = groupRows({ state: 'Stable', members, outsiders: [], partitions: told } as unknown as GroupDetail);
    expect(drawnRows(part, false).rows.map(({ row, more }) => [row.held.length, more])).toEqual([[1, 499], [1, 299], [0, 7]]);
    expect(drawnRows(part, true).rows.map(({ more }) => more)).toEqual([0, 0, 0]);
  });
});
