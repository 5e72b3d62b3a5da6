import * as v from 'valibot';
import { LENSES } from '../../base/lens.ts';
import { MESSAGE_KINDS } from '../../base/messageKinds.ts';
import { give } from '../../words/documents/parts.ts';
import * as words from '../../words/documents/savedRun.ts';
import { TWIN_SCOPES } from '../compare/twin.ts';
import { plainCopy } from '../plainCopy.ts';
import { problemList, type Problem } from '../problems.ts';
import { CommandSchema } from '../schema/commands.ts';
import { choice, describe, flag, list, object, text, whole } from '../schema/fields.ts';
import { addIssues } from '../schema/issues.ts';
import { treeProblem } from './savedBranches.ts';

/** A link or a file holds at most so many actions, and futures. */
const MOST_ACTIONS = 5_000;
const MOST_BRANCHES = 100;
const MOST_MARKS = 500;
const MOST_BOOKMARKS = 50;
/** Nobody waits for more than a day of virtual time to be played again. */
export const LONGEST_US = 24 * 3_600_000_000;
const MOST_EVENTS = Number.MAX_SAFE_INTEGER;
const HASH = give(words.traceHash);

const time = (what: string) => whole(0, LONGEST_US, words.inMicroseconds(what));
const events = () => whole(0, MOST_EVENTS, words.eventsBefore);
const hash = () => v.pipe(v.string(HASH), v.regex(/^([0-9a-f]{4}|[0-9a-f]{8}|[0-9a-f]{16})$/, HASH), describe(words.traceHash));
const moment = (what: string) => object(words.momentSuchAs(what), { at: time(what), events: events() });
const place = (what: string) => whole(0, MOST_ACTIONS, what);

const Action = object(words.anAction, {
  at: time(words.whenDone),
  events: events(),
  do: v.optional(CommandSchema),
  goOn: v.optional(flag(words.wentOn)),
  answer: v.optional(object(words.aGuess, { step: whole(0, 1_000, words.stepThatAsked), option: whole(0, 100, words.chosenOption) })),
});

const bookmarks = () => v.optional(list(object(words.aBookmark, { at: time(words.whereItIs), events: events(), name: text(60, words.itsName) }), 0, MOST_BOOKMARKS, words.foundAgain));
const did = () => list(Action, 0, MOST_ACTIONS, words.whatWasDone);

/** A future. The first is the one that everything began with; the others grew from one that comes before them. */
const Branch = object(words.aFuture, {
  name: text(300, words.itsName),
  from: v.optional(place(words.grewFrom)),
  forked: v.optional(moment(words.whereItGrew)),
  /** How many of what was done, from the beginning of the run on, is that one's. */
  shared: v.optional(place(words.howManyShared)),
  did: did(),
  end: moment(words.howFarKnown),
  bookmarks: bookmarks(),
});

/** What can be taken back and done again, by places in `branches` and in what was done in them. */
const Undo = object(words.takenBack, {
  taken: list(object(words.actionTakenBack, { branch: place(words.itsFuture), index: place(words.whichItWas) }), 0, MOST_ACTIONS, words.canBeDoneAgain),
  without: list(object(words.futureWithout, { branch: place(words.futureOfAction), index: place(words.whichItWas), to: place(words.theFutureWithout) }), 0, MOST_ACTIONS, words.futuresWithout),
});

const Twin = v.variant('kind', [
  object(words.changedSetting, {
    kind: v.literal('config'),
    scope: choice(TWIN_SCOPES, words.settingScope),
    name: text(200, words.settingName),
    value: v.union([text(300, words.itsValue), v.number(), v.boolean()], give(words.valueOfSetting)),
  }),
  object(words.anotherSeed, { kind: v.literal('seed'), seed: whole(0, 4_294_967_295, words.theSeed) }),
  object(words.anotherFuture, { kind: v.literal('branch'), branch: place(words.placeOfFuture) }),
], give(words.whatWasBeside));

/** What of the page is not the run: all of it may be missing. */
const View = object(words.whatWasShown, {
  control: v.optional(flag(words.controlShown)),
  kinds: v.optional(list(choice(MESSAGE_KINDS, words.aKind), 0, MESSAGE_KINDS.length, words.kindsDrawn)),
  internal: v.optional(flag(words.internalShown)),
  why: v.optional(object(words.factShown, { seq: whole(0, MOST_EVENTS, words.itsNumber), at: time(words.whenTrue) })),
  beside: v.optional(Twin),
});

/** A document as a built-in one with changes. Where there is the document as well, that counts. */
const Based = object(words.builtInAndChanges, {
  on: text(64, words.idOfBuiltIn),
  changes: list(object(words.aChange, { at: list(v.union([v.string(), v.number()], give(words.namesAndNumbers)), 0, 40, words.wayToPlace), put: v.optional(v.unknown()) }), 0, 1_000, words.whatIsDifferent),
});

const Saved = object(words.aSavedRun, {
  v: v.literal(1, give(words.versionOfFormat)),
  kind: v.literal('commit-log-run', give(words.kindOfDocument)),
  engine: whole(0, 1_000_000, words.simulatorVersion),
  scenario: v.optional(text(64, words.idOfBuiltIn)),
  document: v.optional(v.unknown()),
  based: v.optional(Based),
  seed: whole(0, 4_294_967_295, words.theSeed),
  did: did(),
  at: time(words.whereThePlayheadIs),
  events: events(),
  lens: v.optional(choice(LENSES, words.aLens)),
  selected: v.optional(v.nullable(text(300, words.whatWasSelected))),
  view: v.optional(View),
  hash: hash(),
  bookmarks: bookmarks(),
  marks: v.optional(list(object(words.aMark, { events: events(), hash: hash() }), 0, MOST_MARKS, words.hashesOfEarlier)),
  branches: v.optional(list(Branch, 1, MOST_BRANCHES, words.theFutures)),
  /** Which of them `did` and the playhead are in. */
  branch: v.optional(place(words.futureShown)),
  undo: v.optional(Undo),
});

/**
 * A run as it is shared and kept: the document, the seed, what was done and when, and where the reader is. It holds no state: playing
 * it makes that again. The hashes tell whether a later simulator makes the same. `did` leads to the present; `branches`, where they are
 * kept, are all that was ever done, what lies ahead of the present too.
 */
export type SavedRun = v.InferOutput<typeof Saved>;
export type SavedAction = SavedRun['did'][number];
export type SavedView = NonNullable<SavedRun['view']>;

export type ParsedSaved = { readonly ok: true; readonly saved: SavedRun } | { readonly ok: false; readonly problems: readonly Problem[] };

/** A saved run from anywhere: accepted whole or not at all. Never throws. The document in it is checked by whoever plays it. */
export function parseSavedRun(input: unknown): ParsedSaved {
  const copy = plainCopy(input);
  if (!copy.ok) return { ok: false, problems: [copy.problem] };
  const version = (copy.value as { readonly v?: unknown } | null)?.v;
  if (typeof version === 'number' && version > 1) {
    return refuse('v', words.laterVersion);
  }
  const shape = v.safeParse(Saved, copy.value);
  if (!shape.success) {
    const problems = problemList();
    addIssues(shape.issues, '', problems);
    return { ok: false, problems: problems.list() };
  }
  const saved = shape.output;
  const { scenario, document = saved.based } = saved;
  if ((scenario === undefined) === (document === undefined)) return refuse('scenario', words.scenarioOrDocument);
  const problem = actionsProblem(saved.did, 'did') ?? treeProblem(saved, actionsProblem);
  return problem === null ? { ok: true, saved } : { ok: false, problems: [problem] };
}

function actionsProblem(actions: readonly SavedAction[], path: string): Problem | null {
  for (const [index, action] of actions.entries()) {
    const given = [action.do, action.goOn, action.answer].filter((one) => one !== undefined).length;
    if (given !== 1) return { path: `${path}[${index}]`, message: words.giveOneOf };
    const before = actions[index - 1];
    if (before !== undefined && (before.at > action.at || before.events > action.events)) return { path: `${path}[${index}].at`, message: words.giveInOrder };
  }
  return null;
}

/** Whether something from outside means to be a saved run, whatever is wrong with it. */
export function isSavedRun(input: unknown): boolean {
  return typeof input === 'object' && input !== null && (input as { readonly kind?: unknown }).kind === 'commit-log-run';
}

function refuse(path: string, message: string): ParsedSaved {
  return { ok: false, problems: [{ path, message }] };
}
