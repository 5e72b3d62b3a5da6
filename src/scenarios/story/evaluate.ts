import { assertNever } from '../../base/assert.ts';
import type { FactType } from '../kafka.ts';
import type { Condition, FieldTest, PlainValue, StatePath, ValueTest } from './types.ts';

/** What a condition looks at: one moment of a run. */
export interface Moment {
  readonly nowUs: number;
  /** When the step began that the condition belongs to; 0 for conditions of the whole run. */
  readonly beganUs: number;
  /** The state as the contract has it. */
  readonly state: unknown;
  /** How many facts of the type that pass all tests came at or after `sinceUs`. */
  readonly countFacts: (type: FactType, where: readonly FieldTest[], sinceUs: number) => number;
}

export function conditionHolds(condition: Condition, moment: Moment): boolean {
  switch (condition.kind) {
    case 'at':
      return moment.nowUs >= condition.atUs;
    case 'after':
      return moment.nowUs >= moment.beganUs + condition.afterUs;
    case 'fact': {
      const sinceUs = condition.since === 'start' ? 0 : moment.beganUs;
      return moment.countFacts(condition.type, condition.where, sinceUs) >= condition.count;
    }
    case 'state':
      return passes(readState(moment.state, condition.path), condition.test);
    case 'all':
      return condition.of.every((part) => conditionHolds(part, moment));
    case 'any':
      return condition.of.some((part) => conditionHolds(part, moment));
    case 'not':
      return !conditionHolds(condition.of, moment);
    default:
      return assertNever(condition, 'conditionHolds');
  }
}

/** Whether a fact, as the event list and the command line show it, passes all tests. */
export function factPasses(fact: Readonly<Record<string, unknown>>, where: readonly FieldTest[]): boolean {
  return where.every(({ field, test }) => passes(fact[field], test));
}

/** What is at a path; undefined where the state does not (yet) have it, which passes no test but `not`. */
export function readState(state: unknown, path: StatePath): unknown {
  let value = state;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (segment.kind === 'key') {
      value = (value as Record<string, unknown>)[segment.key];
    } else {
      const elements: readonly unknown[] = Array.isArray(value) ? value : [];
      value = elements.find((element) => fieldOf(element, segment.field) === segment.value);
    }
  }
  return value;
}

function fieldOf(element: unknown, field: string): string | undefined {
  if (typeof element !== 'object' || element === null || !Object.hasOwn(element, field)) return undefined;
  return String((element as Record<string, unknown>)[field]);
}

function passes(value: unknown, test: ValueTest): boolean {
  if (test.equals !== undefined && !same(value, test.equals)) return false;
  if (test.not !== undefined && same(value, test.not)) return false;
  if (test.gte !== undefined && !(typeof value === 'number' && value >= test.gte)) return false;
  if (test.lte !== undefined && !(typeof value === 'number' && value <= test.lte)) return false;
  return test.contains === undefined || (Array.isArray(value) && value.includes(test.contains));
}

function same(value: unknown, expected: PlainValue): boolean {
  if (!isList(expected)) return value === expected;
  return Array.isArray(value) && value.length === expected.length && expected.every((element, index) => value[index] === element);
}

function isList(value: PlainValue): value is readonly (string | number | boolean | null)[] {
  return Array.isArray(value);
}
