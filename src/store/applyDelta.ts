import type { FrameDelta } from '../protocol/delta.ts';
import { shareUnchanged } from '../protocol/plainData.ts';
import { COLLECTIONS } from '../protocol/views.ts';
import type { CollectionName, Frame } from '../protocol/views.ts';

type Entity = { readonly key: string };
type Collections = { readonly [Name in CollectionName]: Frame[Name] };

const EMPTY: Collections = {
  controllers: [],
  brokers: [],
  topics: [],
  partitions: [],
  replicas: [],
  producers: [],
  groups: [],
  consumers: [],
  messages: [],
  links: [],
  flows: [],
  heat: [],
};

/**
 * The frame after `frame`. Collections and entities that did not change are the same objects as before, down to the
 * fields of an entity that did, so memoised components skip them. A full delta needs no frame and shares what it can
 * with the one it replaces. Throws when a delta that is not full comes first.
 */
export function applyDelta(frame: Frame | null, delta: FrameDelta): Frame {
  if (frame === null && !delta.full) throw new Error(`Frame ${delta.number} needs the frame before it.`);
  const before: Collections = frame ?? EMPTY;
  const after = Object.fromEntries(COLLECTIONS.map((name) => [name, nextCollection(before[name], delta, name)]));
  return {
    now: delta.now,
    events: delta.events,
    traceHash: delta.traceHash,
    metadata: shareUnchanged(frame?.metadata, delta.metadata),
    ...(after as unknown as Collections),
  };
}

function nextCollection(before: readonly Entity[], delta: FrameDelta, name: CollectionName): readonly Entity[] {
  const changed: readonly Entity[] = delta.changed[name] ?? [];
  const order = delta.full ? changed.map((entity) => entity.key) : delta.order[name];
  if (changed.length === 0 && order === undefined) return before;
  const old = new Map(before.map((entity) => [entity.key, entity]));
  const news = new Map(changed.map((entity) => [entity.key, shareUnchanged(old.get(entity.key), entity)]));
  const keys = order ?? before.map((entity) => entity.key);
  const after = keys.map((key) => entityOf(key, news, old, delta, name));
  return sameElements(before, after) ? before : after;
}

function entityOf(
  key: string,
  news: ReadonlyMap<string, Entity>,
  old: ReadonlyMap<string, Entity>,
  delta: FrameDelta,
  name: CollectionName,
): Entity {
  const entity = news.get(key) ?? old.get(key);
  if (entity === undefined) throw new Error(`Frame ${delta.number} names ${name} ${key}, which nobody has described.`);
  return entity;
}

function sameElements(a: readonly Entity[], b: readonly Entity[]): boolean {
  return a.length === b.length && a.every((entity, index) => entity === b[index]);
}
