import * as v from 'valibot';
import { LENSES } from '../../base/lens.ts';
import { give } from '../../words/documents/parts.ts';
import * as words from '../../words/documents/storySchema.ts';
import { CommandSchema } from './commands.ts';
import { choice, describe, duration, list, object, text, whole } from './fields.ts';

/**
 * A story is steps of text beside a run. Time moves on between them until a step's `when` holds, which is when the step
 * begins; its commands are then given. "Since the step began" is the span that its conditions look at, unless they say
 * `"since": "start"`.
 */

const scalar = () => v.union([v.string(), v.number(), v.boolean(), v.null()], give(words.aScalar));
const plainValue = () => {
  const message = give(words.aValue);
  return v.union([scalar(), v.pipe(v.array(scalar(), message), v.maxLength(50, message))], message);
};

const comparisons = {
  equals: v.optional(plainValue()),
  not: v.optional(plainValue()),
  gte: v.optional(v.number(give(words.aNumber))),
  lte: v.optional(v.number(give(words.aNumber))),
  contains: v.optional(scalar()),
};

const Where = v.record(
  v.string(),
  v.union([plainValue(), object(words.comparisons, comparisons)], give(words.valueOrComparisons)),
  give(words.fieldsOfFact),
);

const FactPattern = object(words.aFact, {
  type: text(60, words.typeOfFact),
  where: v.optional(Where),
});

const StateTest = object(words.stateTest, {
  path: text(300, words.statePath),
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

const ConditionObject: v.GenericSchema<ConditionDocument> = object(words.aCondition, {
  at: v.optional(duration(words.aMoment)),
  after: v.optional(duration(words.timeSinceStep)),
  fact: v.optional(FactPattern),
  count: v.optional(whole(1, 1_000_000, words.howManyFacts)),
  since: v.optional(choice(['step', 'start'], words.fromWhen)),
  state: v.optional(StateTest),
  all: v.optional(list(v.lazy(() => ConditionSchema), 1, 20, words.conditions)),
  any: v.optional(list(v.lazy(() => ConditionSchema), 1, 20, words.conditions)),
  not: v.optional(v.lazy(() => ConditionSchema)),
});

export const ConditionSchema: v.GenericSchema<ConditionDocument> = v.pipe(ConditionObject, describe(words.aCondition));

const Camera = object(words.theCamera, {
  lens: v.optional(choice(LENSES, words.aLens)),
  focus: v.optional(list(text(120, words.cameraTarget), 1, 20, words.whatToLookAt)),
});

const Prediction = object(words.aPrediction, {
  question: text(400, words.theQuestion),
  options: list(
    object(words.anOption, {
      text: text(200, words.optionInWords),
      holds: ConditionSchema,
    }),
    2,
    6,
    words.theOptions,
  ),
  settled: ConditionSchema,
  explain: text(1_000, words.whyItComesOut),
});

export const Expectation = object(words.anExpectation, {
  text: text(300, words.expectationInWords),
  eventually: v.optional(ConditionSchema),
  always: v.optional(ConditionSchema),
  within: v.optional(duration(words.howLong)),
  seeds: v.optional(choice(['own', 'any'], words.forWhichSeeds)),
});

const Step = object(words.aStep, {
  title: text(120, words.aTitle),
  text: text(2_000, words.textOfStep),
  when: v.optional(ConditionSchema),
  camera: v.optional(Camera),
  commands: v.optional(list(CommandSchema, 1, 20, words.commandsOfStep)),
  predict: v.optional(Prediction),
  expect: v.optional(list(Expectation, 1, 20, words.whatIsExpected)),
});

const Action = object(words.anAction, {
  label: text(40, words.whatButtonSays),
  do: CommandSchema,
});

export const Story = object(words.aStory, {
  steps: list(Step, 1, 40, words.theSteps),
  expect: v.optional(list(Expectation, 1, 40, words.expectedOfRun)),
  actions: v.optional(list(Action, 1, 6, words.whatReaderMayDo)),
});

export type StoryDocument = v.InferOutput<typeof Story>;
export type StepDocument = v.InferOutput<typeof Step>;
export type ExpectationDocument = v.InferOutput<typeof Expectation>;
