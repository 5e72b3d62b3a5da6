import { describe, expect, it } from 'vitest';
import { conditionHolds, factPasses, readState } from './evaluate.ts';
import type { Moment } from './evaluate.ts';
import type { Condition, PathSegment, ValueTest } from './types.ts';

const STATE = {
  now: 7_000_000,
  brokers: [{ id: 1, state: 'running' }, { id: 2, state: 'dead' }],
  topics: { orders: [{ partition: 0, leader: 2, isr: [2, 3] }] },
};

const moment: Moment = {
  nowUs: 7_000_000,
  beganUs: 5_000_000,
  state: STATE,
  countFacts: (type, _where, sinceUs) => (type === 'LeaderElected' ? (sinceUs === 0 ? 3 : 1) : 0),
};

const key = (name: string): PathSegment => ({ kind: 'key', key: name });
const state = (test: ValueTest, ...path: PathSegment[]): Condition => ({ kind: 'state', path, test });
const leader = (test: ValueTest): Condition => state(test, key('topics'), key('orders'), key('0'), key('leader'));
const isr = (test: ValueTest): Condition => state(test, key('topics'), key('orders'), key('0'), key('isr'));
const fact = (count: number, since: 'step' | 'start'): Condition => ({ kind: 'fact', type: 'LeaderElected', where: [], count, since });

describe('conditionHolds', () => {
  it.each<readonly [string, Condition, boolean]>([
    ['a moment that has come', { kind: 'at', atUs: 7_000_000 }, true],
    ['a moment to come', { kind: 'at', atUs: 7_000_001 }, false],
    ['a span of the step that has passed', { kind: 'after', afterUs: 2_000_000 }, true],
    ['a span of the step that has not', { kind: 'after', afterUs: 2_000_001 }, false],
    ['a fact since the step began', fact(1, 'step'), true],
    ['two facts since the step began', fact(2, 'step'), false],
    ['three facts since the start', fact(3, 'start'), true],
    ['equal', leader({ equals: 2 }), true],
    ['not equal', leader({ not: 2 }), false],
    ['in a range', leader({ gte: 2, lte: 2 }), true],
    ['out of a range', leader({ gte: 3 }), false],
    ['a list with an element', isr({ contains: 3 }), true],
    ['a list without it', isr({ contains: 1 }), false],
    ['an equal list', isr({ equals: [2, 3] }), true],
    ['a list in another order', isr({ equals: [3, 2] }), false],
    ['a place that is not there', state({ equals: 1 }, key('topics'), key('payments'), key('0')), false],
    ['a place that is not there, inherited', state({ equals: 'Object' }, key('constructor'), key('name')), false],
    ['a place that is not there, but not a certain value', state({ not: 1 }, key('nothing')), true],
    ['the element of an id', state({ equals: 'dead' }, key('brokers'), { kind: 'element', field: 'id', value: '2' }, key('state')), true],
    ['all', { kind: 'all', of: [leader({ equals: 2 }), fact(1, 'step')] }, true],
    ['not all', { kind: 'all', of: [leader({ equals: 2 }), fact(2, 'step')] }, false],
    ['any', { kind: 'any', of: [leader({ equals: 1 }), fact(1, 'step')] }, true],
    ['none of none', { kind: 'any', of: [] }, false],
    ['not', { kind: 'not', of: leader({ equals: 1 }) }, true],
  ])('%s', (_name, condition, expected) => {
    expect(conditionHolds(condition, moment)).toBe(expected);
  });
});

describe('readState', () => {
  it('reads nothing through a value', () => {
    expect(readState(STATE, [key('now'), key('then')])).toBeUndefined();
  });
});

describe('factPasses', () => {
  const elected = { type: 'LeaderElected', topic: 'orders', partition: 0, leader: 2, isr: [2, 3] };
  it('needs every field to pass', () => {
    expect(factPasses(elected, [])).toBe(true);
    expect(factPasses(elected, [{ field: 'topic', test: { equals: 'orders' } }, { field: 'isr', test: { contains: 3 } }])).toBe(true);
    expect(factPasses(elected, [{ field: 'topic', test: { equals: 'orders' } }, { field: 'leader', test: { gte: 3 } }])).toBe(false);
  });
});
