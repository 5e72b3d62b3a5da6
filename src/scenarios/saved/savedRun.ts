import * as v from 'valibot';
import { LENSES } from '../../base/lens.ts';
import { plainCopy } from '../plainCopy.ts';
import { problemList, type Problem } from '../problems.ts';
import { CommandSchema } from '../schema/commands.ts';
import { choice, describe, flag, list, object, text, whole } from '../schema/fields.ts';
import { addIssues } from '../schema/issues.ts';

/** A link or a file holds at most so many actions. */
const MOST_ACTIONS = 5_000;
const MOST_MARKS = 16;
const MOST_BOOKMARKS = 50;
const MOST_US = Number.MAX_SAFE_INTEGER;
const HASH = 'give a trace hash, 16 hexadecimal digits or the first 8 of them';

const time = (what: string) => whole(0, MOST_US, `${what}, in microseconds`);
const events = () => whole(0, MOST_US, 'how many events had been handled before');
const hash = () => v.pipe(v.string(HASH), v.regex(/^([0-9a-f]{8}){1,2}$/, HASH), describe(HASH));

const Action = object('an action such as { "at": 5000000, "events": 812, "do": { "kind": "killBroker", "broker": 1 } }', {
  at: time('when it was done'),
  events: events(),
  do: v.optional(CommandSchema),
  goOn: v.optional(flag('the reader went on to the next step of the story')),
  answer: v.optional(object('a guess', { step: whole(0, 1_000, 'the step that asked'), option: whole(0, 100, 'the option that was chosen') })),
});

const Saved = object('a saved run', {
  v: v.literal(1, 'give 1, the version of the format'),
  kind: v.literal('commit-log-run', 'give "commit-log-run"'),
  engine: whole(0, 1_000_000, "the simulator's version that made the run"),
  scenario: v.optional(text(64, 'the id of a built-in scenario')),
  document: v.optional(v.unknown()),
  seed: whole(0, 4_294_967_295, 'the seed of all chance'),
  did: list(Action, 0, MOST_ACTIONS, 'what was done'),
  at: time('where the playhead is'),
  events: events(),
  lens: v.optional(choice(LENSES, 'a lens')),
  selected: v.optional(v.nullable(text(300, 'what was selected'))),
  hash: hash(),
  bookmarks: v.optional(list(object('a bookmark', { at: time('where it is'), events: events(), name: text(60, 'its name') }), 0, MOST_BOOKMARKS, 'moments to be found again')),
  marks: v.optional(list(object('a mark', { events: events(), hash: hash() }), 0, MOST_MARKS, 'hashes of earlier moments')),
});

/**
 * A run as it is shared and kept: the document, the seed, what was done and when, and where the reader is. It holds no state: playing
 * it makes that again. The hashes tell whether a later simulator makes the same.
 */
export type SavedRun = v.InferOutput<typeof Saved>;
export type SavedAction = SavedRun['did'][number];

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
  if ((saved.scenario === undefined) === (saved.document === undefined)) return refuse('scenario', 'give the id of a built-in scenario or a document of its own, and not both');
  for (const [index, action] of saved.did.entries()) {
    const given = [action.do, action.goOn, action.answer].filter((one) => one !== undefined).length;
    if (given !== 1) return refuse(`did[${index}]`, 'give one of "do", "goOn" and "answer"');
    const before = saved.did[index - 1];
    if (before !== undefined && (before.at > action.at || before.events > action.events)) return refuse(`did[${index}].at`, 'give actions in the order in which they were done');
  }
  return { ok: true, saved };
}

/** Whether something from outside means to be a saved run, whatever is wrong with it. */
export function isSavedRun(input: unknown): boolean {
  return typeof input === 'object' && input !== null && (input as { readonly kind?: unknown }).kind === 'commit-log-run';
}

function refuse(path: string, message: string): ParsedSaved {
  return { ok: false, problems: [{ path, message }] };
}
