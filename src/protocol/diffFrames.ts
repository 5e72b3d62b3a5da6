import type { FrameDelta } from './delta.ts';
import { sameData } from '../base/sameData.ts';
import { COLLECTIONS } from './views.ts';
import type { CollectionName, Frame } from './views.ts';

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };
type Entity = { readonly key: string };

/**
 * What turns `previous` into `next`; all of `next` where there is no previous frame. `number` counts the frames of a
 * session from 1. Entities that are the same object in both frames cost nothing to compare.
 */
export function diffFrames(previous: Frame | null, next: Frame, number: number): FrameDelta {
  const changed: Mutable<FrameDelta['changed']> = {};
  const removed: Mutable<FrameDelta['removed']> = {};
  const order: Mutable<FrameDelta['order']> = {};
  for (const name of COLLECTIONS) {
    if (previous === null) setChanged(changed, name, next[name]);
    else if (previous[name] !== next[name]) diffCollection(name, previous[name], next[name], { changed, removed, order });
  }
  return {
    number,
    full: previous === null,
    now: next.now,
    events: next.events,
    traceHash: next.traceHash,
    metadata: next.metadata,
    changed,
    removed,
    order,
  };
}

interface Parts {
  readonly changed: Mutable<FrameDelta['changed']>;
  readonly removed: Mutable<FrameDelta['removed']>;
  readonly order: Mutable<FrameDelta['order']>;
}

function diffCollection(name: CollectionName, before: readonly Entity[], after: readonly Entity[], parts: Parts): void {
  if (sameOrder(before, after)) {
    const changed = after.filter((entity, index) => !sameData(before[index], entity));
    if (changed.length > 0) setChanged(parts.changed, name, changed);
    return;
  }
  const old = new Map(before.map((entity) => [entity.key, entity]));
  const changed = after.filter((entity) => !sameData(old.get(entity.key), entity));
  if (changed.length > 0) setChanged(parts.changed, name, changed);
  const kept = new Set(after.map((entity) => entity.key));
  const removed = before.filter((entity) => !kept.has(entity.key)).map((entity) => entity.key);
  if (removed.length > 0) parts.removed[name] = removed;
  parts.order[name] = after.map((entity) => entity.key);
}

function sameOrder(before: readonly Entity[], after: readonly Entity[]): boolean {
  return before.length === after.length && before.every((entity, index) => entity.key === after[index]?.key);
}

/** The entities come from the frame's collection of that name, which the compiler cannot follow through a variable. */
function setChanged(changed: Mutable<FrameDelta['changed']>, name: CollectionName, entities: readonly Entity[]): void {
  Object.assign(changed, { [name]: entities });
}
