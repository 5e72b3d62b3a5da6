import { assertNever } from '../../../base/assert.ts';
import type { Fact } from '../facts.ts';
import type { MetadataImage } from '../metadata/image.ts';
import type { ZkCode, ZkResult, ZkSession, ZkSnapshot, ZkTxn, ZkWrite } from '../protocol/zookeeper.ts';
import { NOTHING, parentOf, nameIn, PARENTS, type Znode } from './znode.ts';
import { imageAfter, imageOf } from './zkImage.ts';

/**
 * What a member holds in memory: its log up to what is known to be committed, applied (`DataTree`, `ZKDatabase`). After a
 * restart it is read from the log and is the same, so it is kept as if it were on disk.
 */
export interface ZkDatabase {
  /** The last transaction applied. */
  zxid: number;
  /** How many were, since the cluster was formed; for pictures. */
  count: number;
  znodes: Map<string, Znode>;
  /** By the paths in `PARENTS`. */
  children: Map<string, Set<string>>;
  ephemerals: Map<number, Set<string>>;
  sessions: Map<number, ZkSession>;
  nextSequence: number;
  /** For onlookers only: the cluster's metadata as the znodes say it. */
  image: MetadataImage;
}

export interface ZnodeEvent {
  readonly path: string;
  readonly event: 'created' | 'deleted' | 'changed' | 'childrenChanged';
}

/** What applying a transaction did. */
export interface Applied {
  readonly result: ZkResult;
  /** In order; who watches is told. */
  readonly events: readonly ZnodeEvent[];
  readonly facts: readonly Fact[];
}

export function emptyDatabase(): ZkDatabase {
  return databaseOf({ zxid: 0, count: 0, znodes: new Map(), sessions: new Map(), nextSequence: 0 });
}

/** A member's database from a snapshot, which is not changed by it. */
export function databaseOf(snapshot: ZkSnapshot): ZkDatabase {
  const children = new Map<string, Set<string>>(PARENTS.map((path) => [path, new Set()]));
  const ephemerals = new Map<number, Set<string>>();
  for (const [path, { ephemeralOwner }] of snapshot.znodes) {
    const parent = parentOf(path);
    if (parent !== null) children.get(parent)?.add(nameIn(path));
    if (ephemeralOwner !== 0) own(ephemerals, ephemeralOwner, path);
  }
  const { zxid, count, nextSequence } = snapshot;
  const znodes = new Map(snapshot.znodes);
  const sessions = new Map(snapshot.sessions);
  return { zxid, count, znodes, children, ephemerals, sessions, nextSequence, image: imageOf(znodes, count) };
}

export function snapshotOf({ zxid, count, znodes, sessions, nextSequence }: ZkDatabase): ZkSnapshot {
  return { zxid, count, znodes: new Map(znodes), sessions: new Map(sessions), nextSequence };
}

export function cloneDatabase(database: ZkDatabase): ZkDatabase {
  return {
    ...database,
    znodes: new Map(database.znodes),
    children: new Map([...database.children].map(([path, names]) => [path, new Set(names)])),
    ephemerals: new Map([...database.ephemerals].map(([session, paths]) => [session, new Set(paths)])),
    sessions: new Map(database.sessions),
  };
}

/** Applies one committed transaction. One that fails changes nothing; every member finds the same. */
export function applyTxn(database: ZkDatabase, txn: ZkTxn): Applied {
  const before = database.image;
  database.zxid = txn.zxid;
  database.count += 1;
  const { change } = txn;
  switch (change.kind) {
    case 'createSession':
      database.sessions.set(txn.zxid, { timeoutUs: change.timeoutUs, broker: change.broker });
      return { result: outcome('OK'), events: [], facts: [] };
    case 'closeSession':
      return closeSession(database, txn, change.expired);
    case 'writes': {
      if (!database.sessions.has(txn.session)) return { result: outcome('SESSIONEXPIRED'), events: [], facts: [] };
      return applyWrites(database, before, txn, change.writes);
    }
    default:
      return assertNever(change);
  }
}

export function readZnode(database: ZkDatabase, path: string): ZkResult {
  const znode = database.znodes.get(path);
  if (znode === undefined) return outcome('NONODE');
  return { ...outcome('OK'), data: znode.data, stat: znode };
}

export function readChildren(database: ZkDatabase, path: string): ZkResult {
  const stat = database.znodes.get(path) ?? null;
  return { ...outcome('OK'), stat, children: [...(database.children.get(path) ?? [])] };
}

function outcome(code: ZkCode, failedAt = -1): ZkResult {
  return { code, data: NOTHING, stat: null, children: [], failedAt };
}

function applyWrites(database: ZkDatabase, before: MetadataImage, txn: ZkTxn, writes: readonly ZkWrite[]): Applied {
  for (const [index, write] of writes.entries()) {
    const code = problemWith(database, write);
    if (code !== 'OK') return { result: outcome(code, index), events: [], facts: [] };
  }
  const events: ZnodeEvent[] = [];
  let last: Znode | null = null;
  for (const write of writes) last = perform(database, txn, write, events) ?? last;
  const { image, facts } = imageAfter(before, database, events);
  database.image = image;
  return { result: { ...outcome('OK'), stat: last }, events, facts };
}

function problemWith({ znodes }: ZkDatabase, write: ZkWrite): ZkCode {
  const known = znodes.get(write.path);
  if (write.op === 'create') return known === undefined || write.mode === 'sequential' ? 'OK' : 'NODEEXISTS';
  if (known === undefined) return 'NONODE';
  return write.version < 0 || write.version === known.version ? 'OK' : 'BADVERSION';
}

function perform(database: ZkDatabase, { zxid, session }: ZkTxn, write: ZkWrite, events: ZnodeEvent[]): Znode | null {
  switch (write.op) {
    case 'create': {
      const path = write.mode === 'sequential' ? `${write.path}${sequenceNumber(database)}` : write.path;
      const ephemeralOwner = write.mode === 'ephemeral' ? session : 0;
      const created: Znode = { data: write.data, czxid: zxid, mzxid: zxid, pzxid: zxid, version: 0, ephemeralOwner };
      database.znodes.set(path, created);
      if (ephemeralOwner !== 0) own(database.ephemerals, session, path);
      events.push({ path, event: 'created' });
      touchParent(database, path, zxid, events, true);
      return created;
    }
    case 'setData': {
      const known = database.znodes.get(write.path) as Znode;
      const changed: Znode = { ...known, data: write.data, mzxid: zxid, version: known.version + 1 };
      database.znodes.set(write.path, changed);
      events.push({ path: write.path, event: 'changed' });
      return changed;
    }
    case 'delete':
      remove(database, write.path, zxid, events);
      return null;
    case 'check':
      return null;
    default:
      return assertNever(write);
  }
}

function remove(database: ZkDatabase, path: string, zxid: number, events: ZnodeEvent[]): void {
  const known = database.znodes.get(path);
  if (known === undefined) return;
  database.znodes.delete(path);
  if (known.ephemeralOwner !== 0) database.ephemerals.get(known.ephemeralOwner)?.delete(path);
  events.push({ path, event: 'deleted' });
  touchParent(database, path, zxid, events, false);
}

function touchParent(database: ZkDatabase, path: string, zxid: number, events: ZnodeEvent[], isCreated: boolean): void {
  const parent = parentOf(path);
  if (parent === null) return;
  const names = database.children.get(parent);
  if (isCreated) names?.add(nameIn(path));
  else names?.delete(nameIn(path));
  const known = database.znodes.get(parent);
  if (known !== undefined) database.znodes.set(parent, { ...known, pzxid: zxid });
  events.push({ path: parent, event: 'childrenChanged' });
}

/** Its ephemeral znodes go with it. */
function closeSession(database: ZkDatabase, { zxid, session }: ZkTxn, expired: boolean): Applied {
  const known = database.sessions.get(session);
  if (known === undefined) return { result: outcome('OK'), events: [], facts: [] };
  const before = database.image;
  const events: ZnodeEvent[] = [];
  for (const path of [...(database.ephemerals.get(session) ?? [])]) remove(database, path, zxid, events);
  database.ephemerals.delete(session);
  database.sessions.delete(session);
  const { image, facts } = imageAfter(before, database, events);
  database.image = image;
  const ended: Fact = { type: 'ZooKeeperSessionEnded', broker: known.broker, expired };
  return { result: outcome('OK'), events, facts: [ended, ...facts] };
}

function own(ephemerals: Map<number, Set<string>>, session: number, path: string): void {
  const owned = ephemerals.get(session) ?? new Set();
  ephemerals.set(session, owned.add(path));
}

/** Ten digits, as ZooKeeper writes them. */
function sequenceNumber(database: ZkDatabase): string {
  const text = String(database.nextSequence).padStart(10, '0');
  database.nextSequence += 1;
  return text;
}
