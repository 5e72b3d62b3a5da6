import { describe, expect, it } from 'vitest';
import type { ZkWrite } from '../protocol/zookeeper.ts';
import { applyTxn, emptyDatabase, readChildren, readZnode, type ZkDatabase } from './database.ts';
import { bucketOf, negotiatedSessionUs } from './sessions.ts';
import { BROKER_IDS, BROKER_TOPICS, CONFIG_CHANGES, NOTHING } from './znode.ts';

const SECOND = 1_000_000;

/** One session, number 1. */
function withSession(): ZkDatabase {
  const database = emptyDatabase();
  applyTxn(database, { zxid: 1, session: 0, change: { kind: 'createSession', timeoutUs: 18 * SECOND, broker: 1 }, origin: null });
  return database;
}

function write(database: ZkDatabase, zxid: number, ...writes: ZkWrite[]) {
  return applyTxn(database, { zxid, session: 1, change: { kind: 'writes', writes }, origin: null });
}

const create = (path: string, mode: 'persistent' | 'ephemeral' | 'sequential' = 'persistent'): ZkWrite => ({ op: 'create', path, data: NOTHING, mode });

describe('znodes', () => {
  it('are created once, with the transaction as their creation, and count their changes as versions', () => {
    const database = withSession();
    expect(write(database, 2, create('/controller_epoch')).result).toMatchObject({ code: 'OK', stat: { czxid: 2, mzxid: 2, version: 0 } });
    expect(write(database, 3, create('/controller_epoch')).result.code).toBe('NODEEXISTS');
    const set = { op: 'setData', path: '/controller_epoch', data: { kind: 'number', value: 1 } } as const;
    expect(write(database, 4, { ...set, version: 0 }).result).toMatchObject({ code: 'OK', stat: { czxid: 2, mzxid: 4, version: 1 } });
    expect(write(database, 5, { ...set, version: 0 }).result.code).toBe('BADVERSION');
    expect(write(database, 6, { ...set, version: -1 }).result.stat?.version).toBe(2);
    expect(write(database, 7, { op: 'setData', path: '/nowhere', data: NOTHING, version: -1 }).result.code).toBe('NONODE');
  });

  it('change together or not at all, and the failure says where it was', () => {
    const database = withSession();
    write(database, 2, create('/controller_epoch'));
    const outcome = write(database, 3, create('/controller', 'ephemeral'), { op: 'check', path: '/controller_epoch', version: 4 });
    expect(outcome.result).toMatchObject({ code: 'BADVERSION', failedAt: 1 });
    expect(outcome.events).toEqual([]);
    expect(readZnode(database, '/controller').code).toBe('NONODE');
  });

  it('that are ephemeral go with their session, and whoever watches them or their parent is told', () => {
    const database = withSession();
    write(database, 2, create(BROKER_IDS), create(BROKER_TOPICS));
    write(database, 3, { op: 'create', path: `${BROKER_IDS}/1`, data: { kind: 'broker', node: 5, rack: null }, mode: 'ephemeral' });
    write(database, 4, create('/stays'));
    expect(readChildren(database, BROKER_IDS).children).toEqual(['1']);
    const { events, facts } = applyTxn(database, { zxid: 5, session: 1, change: { kind: 'closeSession', expired: true }, origin: null });
    expect(events).toEqual([
      { path: `${BROKER_IDS}/1`, event: 'deleted' },
      { path: BROKER_IDS, event: 'childrenChanged' },
    ]);
    expect(facts).toEqual([{ type: 'ZooKeeperSessionEnded', broker: 1, expired: true }]);
    expect(readChildren(database, BROKER_IDS)).toMatchObject({ children: [], stat: { pzxid: 5 } });
    expect(readZnode(database, '/stays').code).toBe('OK');
    expect(write(database, 6, create('/late')).result.code).toBe('SESSIONEXPIRED');
  });

  it('that are sequential get rising numbers', () => {
    const database = withSession();
    write(database, 2, create(CONFIG_CHANGES));
    write(database, 3, create(`${CONFIG_CHANGES}/config_change_`, 'sequential'));
    write(database, 4, create(`${CONFIG_CHANGES}/config_change_`, 'sequential'));
    expect(readChildren(database, CONFIG_CHANGES).children).toEqual(['config_change_0000000000', 'config_change_0000000001']);
  });
});

describe('session times', () => {
  it('end with a tick, later than asked and never earlier', () => {
    expect(bucketOf(18 * SECOND)).toBe(20 * SECOND);
    expect(bucketOf(18 * SECOND + 1)).toBe(20 * SECOND);
    expect(bucketOf(19_999_999)).toBe(20 * SECOND);
    expect(bucketOf(20 * SECOND)).toBe(22 * SECOND);
  });

  it('lie between two ticks and twenty', () => {
    expect(negotiatedSessionUs(SECOND)).toBe(4 * SECOND);
    expect(negotiatedSessionUs(18 * SECOND)).toBe(18 * SECOND);
    expect(negotiatedSessionUs(90 * SECOND)).toBe(40 * SECOND);
  });
});
