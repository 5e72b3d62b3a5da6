import type { TimeUs } from '../../base/flavor.ts';
import type { KafkaEvent, KafkaSimulation } from '../kafka/createCluster.ts';
import type { FactView } from '../kafka/factView.ts';
import { addBucket, emptyBucket, STEP_US } from './buckets.ts';
import { countFact } from './countFacts.ts';
import { settleProposals } from './isrChanges.ts';
import type { Meter } from './meterState.ts';
import { readGauges } from './readGauges.ts';
import { cloneOpenRequests, forgetClosed } from './requests.ts';
import { noteArrival, noteSent, noteUnanswered } from './timeRequests.ts';
import { emptyTimes, mergeTimes, type Times } from './times.ts';

/** A meter of a run that is at time 0. */
export function createMeter(sim: KafkaSimulation): Meter {
  sim.sent = [];
  return { open: emptyBucket(0, STEP_US), levels: [[]], received: new Map(), produced: new Map(), proposals: new Map(), counted: new Map() };
}

/** `sim` is the copy of the run that the copy of the meter goes on with. */
export function cloneMeter(meter: Meter, sim: KafkaSimulation): Meter {
  sim.sent = [];
  const { open } = meter;
  return {
    open: { ...open, counts: new Map(open.counts), gauges: new Map(open.gauges), times: new Map([...open.times].map(([key, times]) => [key, cloneTimes(times)])) },
    levels: meter.levels.map((level) => level.slice()),
    received: cloneOpenRequests(meter.received),
    produced: cloneOpenRequests(meter.produced),
    proposals: new Map(meter.proposals),
    counted: new Map(meter.counted),
  };
}

function cloneTimes(times: Times): Times {
  const copy = emptyTimes();
  mergeTimes(copy, times);
  return copy;
}

/** Takes in one step of the run, which lies in the stretch that is open. To be called right after it. */
export function noteStep(meter: Meter, sim: KafkaSimulation, event: KafkaEvent | null, facts: readonly FactView[]): void {
  if (event !== null) noteArrival(meter, sim, event);
  for (const view of facts) countFact(meter, sim, view, event);
  if (event !== null) {
    noteUnanswered(meter, sim, event, facts);
    if (meter.proposals.size > 0) settleProposals(meter, sim, event);
  }
  noteSent(meter, sim);
}

/** The time of the open stretch is over, and everything that happened in it has: gauges are read, and the next one begins. */
export function closeBucket(meter: Meter, sim: KafkaSimulation): void {
  readGauges(meter, sim);
  forgetClosed(meter.received, sim);
  forgetClosed(meter.produced, sim);
  addBucket(meter.levels, meter.open);
  meter.open = emptyBucket(meter.open.to, meter.open.to + STEP_US);
}

/** Up to when everything has been measured. */
export function measuredTo(meter: Meter): TimeUs {
  return meter.open.from;
}
