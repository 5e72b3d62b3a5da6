/** What is different in a document at one place; without `put` there is nothing there any more. */
export interface Change {
  readonly at: readonly (string | number)[];
  readonly put?: unknown;
}

type Container = Record<string | number, unknown>;

/**
 * What has to be changed in one document to make another of it, null when that cannot be said: an object's new fields come last, so that
 * one in another order cannot be made. Most documents of readers are a built-in one with a setting changed, and a link is short then.
 */
export function changesOf(base: unknown, document: unknown): readonly Change[] | null {
  const changes: Change[] = [];
  compare(base, document, [], changes);
  return JSON.stringify(applyChanges(base, changes)) === JSON.stringify(document) ? changes : null;
}

function compare(base: unknown, document: unknown, at: readonly (string | number)[], changes: Change[]): void {
  if (!isContainer(base) || !isContainer(document) || Array.isArray(base) !== Array.isArray(document) || (Array.isArray(base) && base.length !== document['length'])) {
    if (JSON.stringify(base) !== JSON.stringify(document)) changes.push({ at, put: document });
    return;
  }
  const isList = Array.isArray(base);
  for (const key of Object.keys(base)) if (document[key] === undefined) changes.push({ at: [...at, key] });
  for (const key of Object.keys(document)) if (document[key] !== undefined) compare(base[key], document[key], [...at, isList ? Number(key) : key], changes);
}

/** The changed document; null when there is no such place in it. */
export function applyChanges(base: unknown, changes: readonly Change[]): unknown {
  const whole: Container = { '': JSON.parse(JSON.stringify(base)) as unknown };
  for (const change of changes) {
    const path = ['', ...change.at];
    const last = path.pop() as string | number;
    let place: unknown = whole;
    for (const key of path) place = isContainer(place) && Object.hasOwn(place, key) ? place[key] : null;
    if (!isContainer(place) || !isKeyOf(place, last)) return null;
    if ('put' in change) place[last] = change.put;
    else delete place[last];
  }
  return whole[''];
}

/** Nothing that JavaScript gives a meaning of its own, and of a list only what it has. */
function isKeyOf(place: Container, key: string | number): boolean {
  if (Array.isArray(place)) return typeof key === 'number' && Object.hasOwn(place, key);
  return key !== '__proto__' && key !== 'constructor' && key !== 'prototype';
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}
