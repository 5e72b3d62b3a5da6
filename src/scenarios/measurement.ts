import {
  cloneMeter,
  closeBucket,
  compareMoments,
  createMeter,
  measuredTo,
  momentOf,
  noteStep,
  playUntil,
  type Meter,
  type Moment,
  type TimedInput,
} from '../sim/index.ts';
import type { Progress, ScenarioRun } from './play.ts';
import { scenarioPlayer, type RunInput, type ScenarioTimeline } from './scenarioPlayer.ts';

/** A run that is played once more, beside the present one, by somebody who measures it. */
export interface Measurement {
  /** Shares the branches with the timeline it was made of, and has a present of its own. */
  timeline: ScenarioTimeline;
  meter: Meter;
  kept: Kept[];
}

/** The measurement at an earlier moment, to go on from in another future. */
interface Kept {
  readonly moment: Moment;
  /** What had been told by then. */
  readonly told: readonly TimedInput<RunInput>[];
  readonly run: ScenarioRun;
  readonly meter: Meter;
}

const NEVER: Moment = { events: Infinity, at: Infinity };
/** One is kept after so many stretches, and no more than that in all. */
const STRETCHES_APART = 20;
const MOST_KEPT = 24;
/** A run in which nothing happens is left for what else there is to do after so many. */
const STRETCHES_A_PIECE = 64;

/** A measurement at the beginning of the timeline's current branch. */
export function startMeasurement(timeline: ScenarioTimeline): Measurement {
  const first = timeline.branches.find(({ parent }) => parent === null)?.checkpoints[0];
  if (first === undefined) throw new Error('the beginning of a run is kept');
  const run = scenarioPlayer.clone(first.run, null);
  return { timeline: beside(timeline, run, first.given), meter: createMeter(run.sim), kept: [] };
}

/**
 * Makes it one of the current branch: as it is where all that it was told was told there, too; else from the latest moment that the two
 * have in common. What it is told is compared, not the names of branches, so that it does not matter how one got there.
 */
export function follow(measurement: Measurement, timeline: ScenarioTimeline): void {
  const { inputs } = timeline.current;
  const { run, given } = measurement.timeline;
  measurement.kept = measurement.kept.filter((kept) => fits(kept, inputs));
  const now = { moment: momentOf(measurement.timeline), told: measurement.timeline.current.inputs.slice(0, given), meter: measurement.meter };
  if (fits(now, inputs)) {
    if (measurement.timeline.current.id !== timeline.current.id) measurement.timeline = beside(timeline, run, given);
    return;
  }
  const kept = measurement.kept.at(-1);
  if (kept === undefined) {
    Object.assign(measurement, startMeasurement(timeline));
    return;
  }
  const copy = scenarioPlayer.clone(kept.run, null);
  measurement.timeline = beside(timeline, copy, kept.told.length);
  measurement.meter = cloneMeter(kept.meter, copy.sim);
}

/** Measures all whole stretches up to a time, in pieces: false when `outOfTime` said so before. */
export function measureUntil(measurement: Measurement, at: number, outOfTime: () => boolean): boolean {
  const { timeline, meter } = measurement;
  for (let stretches = 1; meter.open.to <= at; stretches += 1) {
    const hear = ({ event, facts }: Progress): void => noteStep(meter, timeline.run.sim, event, facts);
    if (!playUntil(timeline, meter.open.to, hear, outOfTime)) return false;
    closeBucket(meter, timeline.run.sim);
    if ((measuredTo(meter) / (meter.open.to - meter.open.from)) % STRETCHES_APART === 0) keep(measurement);
    if (stretches % STRETCHES_A_PIECE === 0 && outOfTime()) return false;
  }
  return true;
}

/** A branch of its own that never ends: what is played here adds nothing to the one that people move about in. */
function beside(timeline: ScenarioTimeline, run: ScenarioRun, given: number): ScenarioTimeline {
  return { ...timeline, current: { ...timeline.current, end: NEVER, checkpoints: [] }, run, given };
}

function fits({ moment, told, meter }: Pick<Kept, 'moment' | 'told' | 'meter'>, inputs: readonly TimedInput<RunInput>[]): boolean {
  if (!told.every((input, index) => inputs[index] === input)) return false;
  const next = inputs[told.length];
  // What is done at the very end of a stretch belongs to it.
  return next === undefined || (compareMoments(next.moment, moment) >= 0 && next.moment.at > measuredTo(meter));
}

function keep({ timeline, meter, kept }: Measurement): void {
  const run = scenarioPlayer.clone(timeline.run, kept.at(-1)?.run ?? null);
  kept.push({ moment: momentOf(timeline), told: timeline.current.inputs.slice(0, timeline.given), run, meter: cloneMeter(meter, run.sim) });
  if (kept.length <= MOST_KEPT) return;
  const fewer = kept.filter((_, index) => index % 2 === 1 || index === kept.length - 1);
  kept.splice(0, kept.length, ...fewer);
}
