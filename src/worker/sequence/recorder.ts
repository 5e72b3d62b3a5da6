import type { SequenceTick } from '../../protocol/sequence.ts';
import type { Progress } from '../../scenarios/play.ts';
import { playBeside, type ScenarioTimeline } from '../../scenarios/scenarioPlayer.ts';
import { timers } from '../../words/sequence/timers.ts';
import { kafkaModel, momentOf, playUntil, type FactView, type KafkaEvent } from '../../sim/index.ts';
import * as words from '../../words/run.ts';
import { noteLifelines, startLifelines, type Lifeline } from './lifelines.ts';
import { endOf, hearWire, loseWithNode, startWire, type Wire } from './wire.ts';

/** A stretch of a run that is played once more, beside the present one, with somebody at the wires. */
export interface StretchRecorder {
  /** Of its own: moving about elsewhere changes nothing here. */
  readonly timeline: ScenarioTimeline;
  /** What lasted longer than to this time is known whole. */
  since: number;
  readonly wire: Wire;
  readonly lifelines: Lifeline[];
  ticks: SequenceTick[];
  facts: FactView[];
  processed: number;
}

/** A recorder of the current branch, at the nearest moment before `from` that is kept. */
export function startStretch(timeline: ScenarioTimeline, from: number): StretchRecorder {
  const own = playBeside(timeline, from);
  const { sim } = own.run;
  const wire = startWire(sim);
  sim.tap = (news, now) => hearWire(wire, news, now);
  return { timeline: own, since: momentOf(own).at, wire, lifelines: startLifelines(sim), ticks: [], facts: [], processed: sim.state.processed };
}

/** Goes on to the end of a time, in pieces: false when it ran out of time before. */
export function recordStretch(recorder: StretchRecorder, to: number, outOfTime: () => boolean): boolean {
  return playUntil(recorder.timeline, to, (progress) => note(recorder, progress), outOfTime);
}

function note(recorder: StretchRecorder, { event, facts }: Progress): void {
  const { sim } = recorder.timeline.run;
  // Timers of a process that is gone go off for nobody.
  const isVoid = sim.state.processed === recorder.processed;
  recorder.processed = sim.state.processed;
  for (const view of facts) recorder.facts.push(view);
  if (event === null) return;
  if (event.kind === 'timer') {
    if (!isVoid) recorder.ticks.push({ node: sim.state.nodes[event.node]?.name ?? '', at: event.at, label: timerLabel(event), event: event.seq });
  } else if (event.kind !== 'deliver' && event.kind !== 'handle') {
    noteLifelines(recorder.lifelines, sim, (node) => loseWithNode(recorder.wire, node, sim.state.now));
  }
}

function timerLabel({ payload }: Extract<KafkaEvent, { kind: 'timer' }>): string {
  if (payload.kind === 'loopback') return words.toItself(kafkaModel.label(payload.message));
  return timers[payload.kind];
}

const MOST_NOTES = 40_000;

/** Drops what ended before a time, once it is much. */
export function forgetBefore(recorder: StretchRecorder, from: number): void {
  const { wire } = recorder;
  if (wire.notes.length + recorder.ticks.length < MOST_NOTES) return;
  recorder.since = Math.max(recorder.since, from);
  wire.notes = wire.notes.filter((one) => (endOf(one) ?? Infinity) >= from);
  recorder.ticks = recorder.ticks.filter(({ at }) => at >= from);
  recorder.facts = recorder.facts.filter(({ at }) => at >= from);
}
