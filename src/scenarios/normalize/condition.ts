import { showValue } from '../../words/showValue.ts';
import { nearest } from '../../base/nearest.ts';
import * as words from '../../words/documents/problems.ts';
import { child } from '../problems.ts';
import type { ConditionDocument } from '../schema/story.ts';
import { FACT_FIELDS, fieldsOfFact, isFactType } from '../story/factFields.ts';
import { parseStatePath } from '../story/statePath.ts';
import type { Condition, FieldTest, PlainValue, Scalar, ValueTest } from '../story/types.ts';
import { durationUs, momentUs, take } from './check.ts';
import type { Findings } from './check.ts';
import type { KnownNames } from './names.ts';

/** Stands in for a condition that had a problem. */
const NEVER: Condition = { kind: 'any', of: [] };
const KINDS = ['at', 'after', 'fact', 'state', 'all', 'any', 'not'] as const;

/** One condition of a story. `names` are all that ever exist in the run, since a condition may wait for one to come. */
export function normalizeCondition(input: ConditionDocument, path: string, names: KnownNames, findings: Findings): Condition {
  const kinds = KINDS.filter((kind) => input[kind] !== undefined);
  if (kinds.length !== 1) {
    findings.problems.add(
      path,
      kinds.length === 0
        ? words.saysNothing(KINDS.join(', '))
        : words.hasSeveral(kinds),
    );
    return NEVER;
  }
  if (input.fact === undefined && (input.count !== undefined || input.since !== undefined)) {
    findings.problems.add(path, words.onlyWithFact);
  }
  if (input.at !== undefined) return { kind: 'at', atUs: momentUs(input.at, child(path, 'at'), findings) };
  if (input.after !== undefined) return { kind: 'after', afterUs: durationUs(input.after, child(path, 'after'), 0, findings) };
  if (input.fact !== undefined) return factCondition(input, input.fact, path, findings);
  if (input.state !== undefined) return stateCondition(input.state, child(path, 'state'), names, findings);
  if (input.not !== undefined) return { kind: 'not', of: normalizeCondition(input.not, child(path, 'not'), names, findings) };
  const kind = input.all === undefined ? 'any' : 'all';
  const parts = input.all ?? input.any ?? [];
  const of = parts.map((part, index) => normalizeCondition(part, child(child(path, kind), index), names, findings));
  return { kind, of };
}

function factCondition(
  input: ConditionDocument,
  fact: NonNullable<ConditionDocument['fact']>,
  path: string,
  findings: Findings,
): Condition {
  const { type } = fact;
  if (!isFactType(type)) {
    const types = Object.keys(FACT_FIELDS);
    findings.problems.add(
      child(child(path, 'fact'), 'type'),
      words.noSuchFact(showValue(type), nearest(type, types)),
    );
    return NEVER;
  }
  const fields = fieldsOfFact(type);
  const where: FieldTest[] = [];
  for (const [field, value] of Object.entries(fact.where ?? {})) {
    const at = child(child(child(path, 'fact'), 'where'), field);
    if (!fields.includes(field)) {
      findings.problems.add(at, words.noSuchField(type, nearest(field, fields), fields.join(', ')));
    }
    where.push({ field, test: isComparison(value) ? valueTest(value, at, findings) : { equals: value } });
  }
  return { kind: 'fact', type, where, count: input.count ?? 1, since: input.since ?? 'step' };
}

function stateCondition(
  state: NonNullable<ConditionDocument['state']>,
  path: string,
  names: KnownNames,
  findings: Findings,
): Condition {
  return {
    kind: 'state',
    path: take(parseStatePath(state.path, names), child(path, 'path'), [], findings),
    test: valueTest(state, path, findings),
  };
}

interface Comparison {
  readonly equals?: PlainValue | undefined;
  readonly not?: PlainValue | undefined;
  readonly gte?: number | undefined;
  readonly lte?: number | undefined;
  readonly contains?: Scalar | undefined;
}

function isComparison(value: PlainValue | Comparison): value is Comparison {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueTest(input: Comparison, path: string, findings: Findings): ValueTest {
  const test: ValueTest = {
    ...(input.equals === undefined ? {} : { equals: input.equals }),
    ...(input.not === undefined ? {} : { not: input.not }),
    ...(input.gte === undefined ? {} : { gte: input.gte }),
    ...(input.lte === undefined ? {} : { lte: input.lte }),
    ...(input.contains === undefined ? {} : { contains: input.contains }),
  };
  if (Object.keys(test).length === 0) findings.problems.add(path, words.comparesNothing);
  return test;
}
