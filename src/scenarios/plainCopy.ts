import * as words from '../words/documents/text.ts';
import { child } from './problems.ts';
import type { Problem } from './problems.ts';

const MAX_DEPTH = 40;
const MAX_VALUES = 200_000;
const MAX_TEXT = 100_000;
const FORBIDDEN_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

export type PlainCopy = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Problem };

interface Task {
  readonly from: object;
  readonly into: unknown[] | Record<string, unknown>;
  readonly path: string;
  readonly depth: number;
}

/**
 * A copy of something from outside as plain JSON data, with objects that inherit nothing, so that what follows can
 * recurse, index and compare without care. Works through a list of tasks instead of recursing: depth, size, cycles
 * and keys that JavaScript gives a meaning of its own are refused, not suffered.
 */
export function plainCopy(input: unknown): PlainCopy {
  const root: unknown[] = [];
  const tasks: Task[] = [{ from: [input], into: root, path: '', depth: 0 }];
  let values = 0;
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    for (const key of Object.keys(task.from)) {
      const value = (task.from as Record<string, unknown>)[key];
      if (value === undefined && !Array.isArray(task.from)) continue;
      const path = task.depth === 0 ? '' : child(task.path, Array.isArray(task.from) ? Number(key) : key);
      values += 1;
      const problem = valueProblem(key, value, task.depth, values);
      if (problem !== null) return { ok: false, problem: { path: path.slice(0, 200), message: problem } };
      const copy = emptyLike(value);
      (task.into as Record<string, unknown>)[key] = copy ?? value;
      if (copy !== null) tasks.push({ from: value as object, into: copy, path, depth: task.depth + 1 });
    }
  }
  return { ok: true, value: root[0] };
}

function valueProblem(key: string, value: unknown, depth: number, values: number): string | null {
  if (FORBIDDEN_KEYS.includes(key)) return words.forbiddenKey(key);
  if (values > MAX_VALUES) return words.tooManyValues(MAX_VALUES);
  if (depth >= MAX_DEPTH) return words.tooDeep(MAX_DEPTH);
  if (typeof value === 'string' && value.length > MAX_TEXT) return words.tooLong(MAX_TEXT);
  const isPlain = value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value) || isContainer(value);
  return isPlain ? null : typeof value === 'object' ? words.objectNotJson : words.valueNotJson(typeof value);
}

function isContainer(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function emptyLike(value: unknown): unknown[] | Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  return Array.isArray(value) ? [] : (Object.create(null) as Record<string, unknown>);
}
