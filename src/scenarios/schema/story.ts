import * as v from 'valibot';
import { LENSES } from '../../base/lens.ts';
import { CommandSchema } from './commands.ts';
import { choice, describe, duration, list, object, text, whole } from './fields.ts';

/**
 * A story is steps of text beside a run. Time moves on between them until a step's `when` holds, which is when the step
 * begins; its commands are then given. "Since the step began" is the span that its conditions look at, unless they say
 * `"since": "start"`.
 */

const SCALAR = 'give a number, text, true, false or null';
const scalar = () => v.union([v.string(), v.number(), v.boolean(), v.null()], SCALAR);
const plainValue = () => {
  const give = 'give a number, text, true, false, null, or a list of these';
  return v.union([scalar(), v.pipe(v.array(scalar(), give), v.maxLength(50, give))], give);
};

const comparisons = {
  equals: v.optional(plainValue()),
  not: v.optional(plainValue()),
  gte: v.optional(v.number('give a number')),
  lte: v.optional(v.number('give a number')),
  contains: v.optional(scalar()),
};

const WHERE = 'give a value, or comparisons such as { "gte": 4 }';
const Where = v.record(
  v.string(),
  v.union([plainValue(), object('comparisons such as { "gte": 4 }', comparisons)], WHERE),
  'give an object of fields of the fact and the values they have',
);

const FactPattern = object('a fact such as { "type": "LeaderElected", "where": { "topic": "orders" } }', {
  type: text(60, 'the type of a fact, such as LeaderElected'),
  where: v.optional(Where),
});

const StateTest = object('a test of the state such as { "path": "topics/orders/0/leader", "equals": 2 }', {
  path: text(300, 'a path into the state, such as topics/orders/0/leader'),
  ...comparisons,
});

/** As a document has it: exactly one of the fields that say what has to be the case. */
export interface ConditionDocument {
  at?: string | undefined;
  after?: string | undefined;
  fact?: v.InferOutput<typeof FactPattern> | undefined;
  count?: number | undefined;
  since?: 'step' | 'start' | undefined;
  state?: v.InferOutput<typeof StateTest> | undefined;
  all?: ConditionDocument[] | undefined;
  any?: ConditionDocument[] | undefined;
  not?: ConditionDocument | undefined;
}

const CONDITION =
  'give a condition: { "at": "5s" }, { "after": "2s" }, { "fact": { "type": "LeaderElected" } }, { "state": { "path": "topics/orders/0/leader", "equals": 2 } }, or "all", "any" or "not" of these';

const ConditionObject: v.GenericSchema<ConditionDocument> = object(CONDITION.slice('give '.length), {
  at: v.optional(duration('a moment since the start of the run')),
  after: v.optional(duration('a time since the step began')),
  fact: v.optional(FactPattern),
  count: v.optional(whole(1, 1_000_000, 'how many such facts there have to be')),
  since: v.optional(choice(['step', 'start'], 'from when facts count')),
  state: v.optional(StateTest),
  all: v.optional(list(v.lazy(() => ConditionSchema), 1, 20, 'conditions')),
  any: v.optional(list(v.lazy(() => ConditionSchema), 1, 20, 'conditions')),
  not: v.optional(v.lazy(() => ConditionSchema)),
});

export const ConditionSchema: v.GenericSchema<ConditionDocument> = v.pipe(ConditionObject, describe(CONDITION));

const Camera = object('the camera, such as { "lens": "cluster", "focus": ["broker-1"] }', {
  lens: v.optional(choice(LENSES, 'a lens')),
  focus: v.optional(list(text(120, 'a node, topic:orders, partition:orders-0 or group:analytics'), 1, 20, 'what to look at')),
});

const Prediction = object('a prediction: a question, options, and when the outcome is settled', {
  question: text(400, 'the question'),
  options: list(
    object('an option such as { "text": "Broker 2", "holds": { "state": … } }', {
      text: text(200, 'the option in words'),
      holds: ConditionSchema,
    }),
    2,
    6,
    'the options; the first whose condition holds once the outcome is settled is the answer',
  ),
  settled: ConditionSchema,
  explain: text(1_000, 'why it comes out as it does'),
});

export const Expectation = object('an expectation such as { "text": "…", "eventually": { … } }', {
  text: text(300, 'the expectation in words'),
  eventually: v.optional(ConditionSchema),
  always: v.optional(ConditionSchema),
  within: v.optional(duration('how long it may take since the step began')),
  seeds: v.optional(choice(['own', 'any'], 'whether it holds for the seed of the document or for any')),
});

const Step = object('a step, at least { "title": "…", "text": "…" }', {
  title: text(120, 'a title'),
  text: text(2_000, 'the text of the step'),
  when: v.optional(ConditionSchema),
  camera: v.optional(Camera),
  commands: v.optional(list(CommandSchema, 1, 20, 'the commands given when the step begins')),
  predict: v.optional(Prediction),
  expect: v.optional(list(Expectation, 1, 20, 'what is expected')),
});

const Action = object('an action such as { "label": "Kill broker 1", "do": { "kind": "killBroker", "broker": 1 } }', {
  label: text(40, 'what the button says'),
  do: CommandSchema,
});

export const Story = object('a story: { "steps": […] }', {
  steps: list(Step, 1, 40, 'the steps'),
  expect: v.optional(list(Expectation, 1, 40, 'what is expected of the whole run')),
  actions: v.optional(list(Action, 1, 6, 'what a reader is offered to do')),
});

export type StoryDocument = v.InferOutput<typeof Story>;
export type StepDocument = v.InferOutput<typeof Step>;
export type ExpectationDocument = v.InferOutput<typeof Expectation>;
