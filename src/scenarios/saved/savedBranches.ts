import * as words from '../../words/documents/savedRun.ts';
import { compareMoments, type Moment } from '../../sim/index.ts';
import type { Problem } from '../problems.ts';
import type { SavedAction, SavedRun } from './savedRun.ts';

export type SavedBranch = NonNullable<SavedRun['branches']>[number];

/** A part of a saved run that is played from where it grew from what was played before: a future, or all there is. */
export interface Stretch {
  /** Null: it is played from the beginning. */
  readonly grows: { readonly from: number; readonly at: Moment; readonly shared: number } | null;
  readonly name: string | null;
  readonly did: readonly SavedAction[];
  readonly end: Moment;
  /** It is the way to the present up to so many events, so that marks can be compared there. */
  readonly wayTo: number;
}

type Tree = Pick<SavedRun, 'did' | 'at' | 'events' | 'branches' | 'branch'>;

/** In the order in which they can be played. A run whose other futures were not kept is its way to the present and no more. */
export function stretchesOf(saved: Tree): readonly Stretch[] {
  const { branches, did, at, events } = saved;
  if (branches === undefined) return [wayTo({ did, at, events })];
  const way = wayThrough(branches, saved.branch ?? 0, events);
  return branches.map(({ name, from, forked, shared, did: done, end }, index) => ({
    grows: from === undefined || forked === undefined ? null : { from, at: forked, shared: shared ?? 0 },
    name,
    did: done,
    end,
    wayTo: way.get(index) ?? -1,
  }));
}

/** The present alone. */
export function wayTo({ did, at, events }: Pick<SavedRun, 'did' | 'at' | 'events'>): Stretch {
  return { grows: null, name: null, did, end: { at, events }, wayTo: events };
}

/** The futures that lead to the present, each with how many events of it belong to the way. */
function wayThrough(branches: readonly SavedBranch[], current: number, events: number): ReadonlyMap<number, number> {
  const way = new Map<number, number>();
  let until = events;
  for (let index: number | undefined = current; index !== undefined; index = branches[index]?.from) {
    way.set(index, until);
    until = Math.min(until, branches[index]?.forked?.events ?? 0);
  }
  return way;
}

/** What is wrong with the futures of a saved run, if anything is. */
export function treeProblem({ branches, branch = 0, did }: SavedRun, actionsProblem: (actions: readonly SavedAction[], path: string) => Problem | null): Problem | null {
  if (branches === undefined) return branch === 0 ? null : { path: 'branch', message: words.giveBranches };
  const counts: number[] = [];
  for (const [index, { from, forked, shared = 0, did: done, end }] of branches.entries()) {
    const path = `branches[${index}]`;
    const isRoot = index === 0;
    if (isRoot !== (from === undefined) || isRoot !== (forked === undefined)) return { path, message: words.giveFromAndForked };
    if (from !== undefined && from >= index) return { path: `${path}.from`, message: words.giveEarlierFuture };
    const most = from === undefined ? 0 : (counts[from] ?? 0);
    if (shared > most) return { path: `${path}.shared`, message: words.giveAtMostShared(most) };
    counts.push(shared + done.length);
    const problem = actionsProblem(done, `${path}.did`);
    if (problem !== null) return problem;
    const [first, last] = [done[0] ?? end, done.at(-1) ?? end];
    if (forked !== undefined && isLater(forked, first)) return { path: `${path}.did`, message: words.giveDoneAfter };
    if (isLater(last, end)) return { path: `${path}.end`, message: words.giveLaterEnd };
  }
  const given = counts[branch];
  if (given === undefined) return { path: 'branch', message: words.givePlaceOfFuture(branches.length - 1) };
  return did.length > given ? { path: 'did', message: words.giveAtMostDone(given) } : null;
}

function isLater(one: Moment, other: Moment): boolean {
  return compareMoments(one, other) > 0 || one.at > other.at;
}
