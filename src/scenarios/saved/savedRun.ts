import * as v from 'valibot';
import { LENSES } from '../../base/lens.ts';
import { MESSAGE_KINDS } from '../../base/messageKinds.ts';
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
const MOST_MARKS = 100;
const MOST_BOOKMARKS = 50;
/** Nobody waits for more than a day of virtual time to be played again. */
export const LONGEST_US = 24 * 3_600_000_000;
const MOST_EVENTS = Number.MAX_SAFE_INTEGER;
const HASH = 'give a trace hash, 16 hexadecimal digits or the first 8 or 4 of them';

const time = (what: string) => whole(0, LONGEST_US, `${what}, in microseconds`);
const events = () => whole(0, MOST_EVENTS, 'how many events had been handled before');
const hash = () => v.pipe(v.string(HASH), v.regex(/^([0-9a-f]{4}|[0-9a-f]{8}|[0-9a-f]{16})$/, HASH), describe(HASH));
const moment = (what: string) => object(`${what}, such as { "at": 5000000, "events": 812 }`, { at: time(what), events: events() });
const place = (what: string) => whole(0, MOST_ACTIONS, what);

const Action = object('an action such as { "at": 5000000, "events": 812, "do": { "kind": "killBroker", "broker": 1 } }', {
  at: time('when it was done'),
  events: events(),
  do: v.optional(CommandSchema),
  goOn: v.optional(flag('the reader went on to the next step of the story')),
  answer: v.optional(object('a guess', { step: whole(0, 1_000, 'the step that asked'), option: whole(0, 100, 'the option that was chosen') })),
});

const bookmarks = () => v.optional(list(object('a bookmark', { at: time('where it is'), events: events(), name: text(60, 'its name') }), 0, MOST_BOOKMARKS, 'moments to be found again'));
const did = () => list(Action, 0, MOST_ACTIONS, 'what was done');

/** A future. The first is the one that everything began with; the others grew from one that comes before them. */
const Branch = object('a future', {
  name: text(300, 'its name'),
  from: v.optional(place('the place in the list of the future it grew from')),
  forked: v.optional(moment('where it grew from that one')),
  /** How many of what was done, from the beginning of the run on, is that one's. */
  shared: v.optional(place('how many actions it shares with that one')),
  did: did(),
  end: moment('how far it is known'),
  bookmarks: bookmarks(),
});

/** What can be taken back and done again, by places in `branches` and in what was done in them. */
const Undo = object('what was taken back', {
  taken: list(object('an action that was taken back', { branch: place('its future'), index: place('which it was') }), 0, MOST_ACTIONS, 'what can be done again'),
  without: list(object('a future without an action', { branch: place('the future of the action'), index: place('which it was'), to: place('the future without it') }), 0, MOST_ACTIONS, 'futures without an action'),
});

const Twin = v.variant('kind', [
  object('a changed setting', {
    kind: v.literal('config'),
    scope: choice(TWIN_SCOPES, 'for what it is set'),
    name: text(200, 'the name of a setting'),
    value: v.union([text(300, 'its value'), v.number(), v.boolean()], 'give the value of the setting: text, a number, true or false'),
  }),
  object('another seed', { kind: v.literal('seed'), seed: whole(0, 4_294_967_295, 'the seed of all chance') }),
  object('another future', { kind: v.literal('branch'), branch: place('its place in the list of futures') }),
], 'give what was beside the run, such as { "kind": "seed", "seed": 7 }');

/** What of the page is not the run: all of it may be missing. */
const View = object('what was shown', {
  control: v.optional(flag('control traffic was shown: what said so before there were kinds')),
  kinds: v.optional(list(choice(MESSAGE_KINDS, 'a kind of messages'), 0, MESSAGE_KINDS.length, 'the kinds of messages that were drawn')),
  internal: v.optional(flag('internal topics were shown')),
  why: v.optional(object('the fact whose causes were shown', { seq: whole(0, MOST_EVENTS, 'its number'), at: time('when it became true') })),
  beside: v.optional(Twin),
});

/** A document as a built-in one with changes. Where there is the document as well, that counts. */
const Based = object('a built-in scenario and what is different', {
  on: text(64, 'the id of a built-in scenario'),
  changes: list(object('a change', { at: list(v.union([v.string(), v.number()], 'give the way to a place, names and numbers'), 0, 40, 'the way to a place'), put: v.optional(v.unknown()) }), 0, 1_000, 'what is different'),
});

const Saved = object('a saved run', {
  v: v.literal(1, 'give 1, the version of the format'),
  kind: v.literal('commit-log-run', 'give "commit-log-run"'),
  engine: whole(0, 1_000_000, "the simulator's version that made the run"),
  scenario: v.optional(text(64, 'the id of a built-in scenario')),
  document: v.optional(v.unknown()),
  based: v.optional(Based),
  seed: whole(0, 4_294_967_295, 'the seed of all chance'),
  did: did(),
  at: time('where the playhead is'),
  events: events(),
  lens: v.optional(choice(LENSES, 'a lens')),
  selected: v.optional(v.nullable(text(300, 'what was selected'))),
  view: v.optional(View),
  hash: hash(),
  bookmarks: bookmarks(),
  marks: v.optional(list(object('a mark', { events: events(), hash: hash() }), 0, MOST_MARKS, 'hashes of earlier moments')),
  branches: v.optional(list(Branch, 1, MOST_BRANCHES, 'the futures of the run')),
  /** Which of them `did` and the playhead are in. */
  branch: v.optional(place('the future that was shown')),
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
    return refuse('v', 'the run was saved by a later version of The Commit Log; open it with that one, or ask for its document');
  }
  const shape = v.safeParse(Saved, copy.value);
  if (!shape.success) {
    const problems = problemList();
    addIssues(shape.issues, '', problems);
    return { ok: false, problems: problems.list() };
  }
  const saved = shape.output;
  const { scenario, document = saved.based } = saved;
  if ((scenario === undefined) === (document === undefined)) return refuse('scenario', 'give the id of a built-in scenario or a document of its own, and not both');
  const problem = actionsProblem(saved.did, 'did') ?? treeProblem(saved, actionsProblem);
  return problem === null ? { ok: true, saved } : { ok: false, problems: [problem] };
}

function actionsProblem(actions: readonly SavedAction[], path: string): Problem | null {
  for (const [index, action] of actions.entries()) {
    const given = [action.do, action.goOn, action.answer].filter((one) => one !== undefined).length;
    if (given !== 1) return { path: `${path}[${index}]`, message: 'give one of "do", "goOn" and "answer"' };
    const before = actions[index - 1];
    if (before !== undefined && (before.at > action.at || before.events > action.events)) return { path: `${path}[${index}].at`, message: 'give actions in the order in which they were done' };
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
