import { momentOf, traceHashOf, type TimedInput } from '../../sim/index.ts';
import type { Lens } from '../../base/lens.ts';
import type { ScenarioRun } from '../play.ts';
import type { RunInput, ScenarioTimeline } from '../scenarioPlayer.ts';
import { ENGINE_VERSION } from './engineVersion.ts';
import type { SavedAction, SavedRun } from './savedRun.ts';

/** Hashes of earlier moments in a saved run, so that a page can say from about when on another simulator makes another run. */
const MARKS = 4;

/** What a saved run holds besides the run itself. */
export interface Viewed {
  readonly lens: Lens;
  readonly selected: string | null;
  readonly bookmarks?: SavedRun['bookmarks'];
}

/** The present of a timeline's current branch: what was done up to here, and where here is. */
export function saveRun(timeline: ScenarioTimeline, document: Pick<SavedRun, 'scenario' | 'document'>, seed: number, viewed: Viewed): SavedRun {
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
    ...(viewed.lens === 'cluster' ? {} : { lens: viewed.lens }),
    ...(viewed.selected === null ? {} : { selected: viewed.selected }),
    hash: traceHashOf(run.sim),
    ...(viewed.bookmarks === undefined || viewed.bookmarks.length === 0 ? {} : { bookmarks: viewed.bookmarks }),
    marks: marksOf(timeline, events),
  };
}

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

/** From checkpoints that are there anyway, spread over the way to the present. */
function marksOf({ current }: ScenarioTimeline, events: number): NonNullable<SavedRun['marks']> {
  const known = new Map<number, ScenarioRun>();
  let most = events;
  for (let branch: typeof current | null = current; branch !== null; branch = branch.parent) {
    for (const { moment, run } of branch.checkpoints) if (moment.events > 0 && moment.events < most) known.set(moment.events, run);
    most = Math.min(most, branch.forkedAt.events);
  }
  const places = [...known].sort(([one], [other]) => one - other);
  const chosen = new Set(Array.from({ length: MARKS }, (_, index) => places[Math.floor(((index + 1) * places.length) / (MARKS + 1))]));
  return places.filter((place) => chosen.has(place)).map(([place, { sim }]) => ({ events: place, hash: traceHashOf(sim).slice(0, 8) }));
}
