import { momentOf, traceHashOf, type TimedInput } from '../../sim/index.ts';
import type { Lens } from '../../base/lens.ts';
import type { RunInput, ScenarioTimeline } from '../scenarioPlayer.ts';
import { ENGINE_VERSION } from './engineVersion.ts';
import type { SavedAction, SavedRun, SavedView } from './savedRun.ts';

/** What a saved run holds besides the run itself. */
export interface Viewed {
  readonly lens: Lens;
  readonly selected: string | null;
  readonly bookmarks?: SavedRun['bookmarks'];
  readonly view?: SavedView;
}

/** The present of a timeline's current branch: what was done up to here, and where here is. */
export function saveRun(timeline: ScenarioTimeline, document: Pick<SavedRun, 'scenario' | 'document'>, seed: number, { lens, selected, view = {}, bookmarks = [] }: Viewed): SavedRun {
  const { current, given, run } = timeline;
  const { at, events } = momentOf(timeline);
  return {
    v: 1,
    kind: 'commit-log-run',
    engine: ENGINE_VERSION,
    ...document,
    seed,
    did: current.inputs.slice(0, given).map(actionOf),
    at,
    events,
    ...(lens === 'cluster' ? {} : { lens }),
    ...(selected === null ? {} : { selected }),
    ...(Object.keys(view).length === 0 ? {} : { view }),
    hash: traceHashOf(run.sim),
    ...(bookmarks.length === 0 ? {} : { bookmarks }),
    marks: run.marks.map(({ events: after, hash }) => ({ events: after, hash })),
  };
}

/** All that was ever done, what lies ahead of the present and in other futures too; nothing where the present is all there is. */
export function saveBranches({ branches, current, given, run, player }: ScenarioTimeline): Pick<SavedRun, 'branches' | 'branch'> {
  const places = new Map(branches.map((branch, index) => [branch, index]));
  const { events, at } = player.momentOf(run);
  const isAll = branches.length === 1 && given === current.inputs.length && current.end.events <= events && current.end.at <= at && current.name === 'main';
  if (isAll) return {};
  return {
    branches: branches.map(({ name, parent, forkedAt, shared, inputs, end }) => ({
      name: name.slice(0, LONGEST_NAME),
      ...(parent === null ? {} : { from: places.get(parent) ?? 0, forked: { at: forkedAt.at, events: forkedAt.events }, shared }),
      did: inputs.slice(shared).map(actionOf),
      end: { at: end.at, events: end.events },
    })),
    branch: places.get(current) ?? 0,
  };
}

const LONGEST_NAME = 300;

function actionOf({ moment: { at, events }, input }: TimedInput<RunInput>): SavedAction {
  switch (input.kind) {
    case 'command':
      return { at, events, do: input.written };
    case 'continue':
      return { at, events, goOn: true };
    case 'answer':
      return { at, events, answer: { step: input.step, option: input.option } };
  }
}
