import { formatDuration } from '../../base/units.ts';
import type { BranchChange } from '../../protocol/messages.ts';
import type { RunInput, ScenarioTimeline } from '../../scenarios/scenarioPlayer.ts';
import { act, branchOf, fork, goAfter, goBefore, momentOf, removeBranch, switchTo, takeBack, type BranchId } from '../../sim/index.ts';
import type { Session } from '../sessionState.ts';
import { withMore } from '../../words/run.ts';
import { inputWords } from './inputWords.ts';
import { emptyJournal, pastOf } from './journal.ts';
import { advance, NO_STOPS } from './play.ts';

const LONGEST_NAME = 60;

/** Tells the run something at its present moment; in the past this begins a future of its own. */
export function actNow(session: Session, input: RunInput): void {
  const { timeline } = session;
  const before = timeline.current.id;
  const { id } = act(timeline, input, `${inputWords(input)} at ${formatDuration(momentOf(timeline).at)}`);
  if (id !== before) beginJournal(session, before, id);
  session.undone = [];
  session.isReshaped = true;
}

/** Begins a future at the present moment. */
export function forkNow(session: Session, name: string): void {
  const { timeline } = session;
  const before = timeline.current.id;
  beginJournal(session, before, fork(timeline, name).id);
  session.isReshaped = true;
}

/** What a new branch knows of its past is what the one before it knew. */
function beginJournal({ journals, timeline }: Session, before: BranchId, id: BranchId): void {
  const { sim, story } = timeline.run;
  journals.set(id, pastOf(journals.get(before) ?? emptyJournal(), sim.state.nextFactSeq - sim.facts.length, story?.beganAt ?? []));
}

/** Index of the last thing that was done up to the present and can be taken back; -1 when there is none. A guess changes nothing, and what is joined is a part of what it is joined to. */
export function undoIndex({ current, given }: ScenarioTimeline): number {
  return current.inputs.findLastIndex(({ input }, index) => index < given && input.kind !== 'answer' && !isJoined(input));
}

function isJoined(input: RunInput): boolean {
  return input.kind === 'command' && input.joined === true;
}

/** What was done with that one, it included, in words. */
export function stepWords(inputs: readonly { readonly input: RunInput }[], index: number): string | null {
  const [first, ...after] = inputs.slice(index);
  if (first === undefined) return null;
  const others = after.findIndex(({ input }) => !isJoined(input));
  return withMore(inputWords(first.input), others === -1 ? after.length : others);
}

/** To right before the last thing that was done, in a future without it. */
export function undo(session: Session): void {
  const { timeline, without, journals } = session;
  const { current } = timeline;
  const index = undoIndex(timeline);
  const timed = current.inputs[index];
  if (timed === undefined) return;
  const key = `${current.id} ${index}`;
  const known = branchOf(timeline, without.get(key) ?? -1);
  if (known === null) {
    const { id } = takeBack(timeline, index, `without ${stepWords(current.inputs, index) ?? ''}`);
    without.set(key, id);
    if (!journals.has(id)) beginJournal(session, current.id, id);
  } else {
    timeline.current = known;
    goBefore(timeline, timed.moment, index);
  }
  session.undone.push({ branch: current.id, index });
  session.isReshaped = true;
}

/** To right after what was taken back last, in the future that it had. */
export function redo(session: Session): void {
  const { timeline } = session;
  const last = session.undone.pop();
  const branch = last === undefined ? null : branchOf(timeline, last.branch);
  if (last === undefined || branch === null) return;
  goAfter(timeline, branch, last.index);
  session.isReshaped = true;
  advance(session, momentOf(timeline).at, NO_STOPS, () => false);
}

export function changeBranch(session: Session, change: BranchChange): void {
  const { timeline } = session;
  const branch = branchOf(timeline, change.id);
  if (branch === null) return;
  session.isReshaped = true;
  switch (change.kind) {
    case 'switch':
      goTo(session, branch);
      return;
    case 'rename': {
      const name = change.name.trim().slice(0, LONGEST_NAME);
      if (name !== '') branch.name = name;
      return;
    }
    case 'delete':
      if (branch.parent === null) return;
      // Whoever deletes the future that is shown sees the one that it grew from.
      if (branch === timeline.current) goTo(session, branch.parent);
      if (removeBranch(timeline, branch)) session.journals.delete(branch.id);
      session.undone = session.undone.filter((each) => each.branch !== branch.id);
  }
}

/** Another branch becomes the current one, at the same time or where it ends. */
function goTo(session: Session, branch: ScenarioTimeline['current']): void {
  const { timeline } = session;
  if (branch === timeline.current) return;
  const at = Math.min(momentOf(timeline).at, branch.end.at);
  switchTo(timeline, branch, at);
  session.undone = [];
  while (advance(session, at, NO_STOPS, () => false) !== 'reached');
}
