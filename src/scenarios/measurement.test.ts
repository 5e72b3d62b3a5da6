import { describe, expect, it } from 'vitest';
import { act, measuredTo, playUntil, readSeries, seekTime, traceHashOf, type FactView, type Reading } from '../sim/index.ts';
import type { Command } from './kafka.ts';
import { loadScenario } from './library.ts';
import { follow, measureUntil, startMeasurement, type Measurement } from './measurement.ts';
import { startTimeline, type ScenarioTimeline } from './scenarioPlayer.ts';

const SECOND = 1_000_000;

function open(id = 'leader-dies'): ScenarioTimeline {
  const parsed = loadScenario(id);
  if (parsed === null || !parsed.ok) throw new Error('The scenario is refused.');
  return startTimeline(parsed, null, 'main');
}

function play(timeline: ScenarioTimeline, to: number): FactView[] {
  const facts: FactView[] = [];
  playUntil(timeline, to, (progress) => facts.push(...progress.facts), () => false);
  return facts;
}

function measured(timeline: ScenarioTimeline, to: number): Measurement {
  const measurement = startMeasurement(timeline);
  measureUntil(measurement, to, () => false);
  return measurement;
}

function everything({ meter }: Measurement): unknown {
  return readSeries(meter, { from: 0, to: Infinity, most: Infinity, by: 'source' });
}

function tell(timeline: ScenarioTimeline, command: Command): void {
  act(timeline, { kind: 'command', command, written: {} as never }, 'other');
}

function at(measurement: Measurement, seconds: number): (key: string) => Reading | undefined {
  const { stretches } = readSeries(measurement.meter, { from: 0, to: Infinity, most: Infinity, by: 'all' });
  return (metric) => stretches.find(({ to }) => to === seconds * SECOND)?.readings.get(`${metric}\n\n`);
}

describe('a measured run', () => {
  const END = 25 * SECOND;
  const plain = open();
  const facts = play(plain, END);
  const measurement = measured(plain, END);

  it('is the run that is not measured', () => {
    expect(measuredTo(measurement.meter)).toBe(END);
    expect(traceHashOf(measurement.timeline.run.sim)).toBe(traceHashOf(plain.run.sim));
  });

  it('counts what facts say, wherever its stretches are cut', () => {
    const { stretches } = readSeries(measurement.meter, { from: 0, to: Infinity, most: 7, by: 'all' });
    const sum = (metric: string): number => stretches.reduce((all, { readings }) => all + countOf(readings.get(`${metric}\n\n`)), 0);
    const appended = facts.flatMap(({ fact }) => (fact.type === 'RecordsAppended' ? [fact.lastOffset - fact.baseOffset + 1] : []));
    expect(sum('messagesIn')).toBe(appended.reduce((all, each) => all + each, 0));
    expect(sum('leaderElections')).toBe(facts.filter(({ fact }) => fact.type === 'LeaderElected' && fact.leader >= 0).length);
    const polled = facts.flatMap(({ fact }) => (fact.type === 'RecordsPolled' ? fact.ids : []));
    expect(stretches.reduce((all, { readings }) => all + samplesOf(readings.get('endToEnd\n\n')), 0)).toBe(polled.length);
  });

  it('counts joins of the ISR that a leader asked for and was told of, and nothing that the controller did by itself', () => {
    const { stretches } = readSeries(measurement.meter, { from: 0, to: Infinity, most: Infinity, by: 'source' });
    const sum = (metric: string): number => stretches.reduce((all, { readings }) => all + [...readings].reduce((part, [key, reading]) => part + (key.startsWith(`${metric}\n`) ? countOf(reading) : 0), 0), 0);
    const joined = facts.filter(({ fact }) => fact.type === 'IsrExpanded').length;
    expect(joined).toBeGreaterThan(0);
    expect(sum('isrExpands')).toBeGreaterThan(0);
    expect(sum('isrExpands')).toBeLessThanOrEqual(joined);
    expect(facts.some(({ fact }) => fact.type === 'IsrShrunk')).toBe(true);
    expect(sum('isrShrinks')).toBe(0);
  });

  it('tells of a dead leader what Kafka would: nothing of it until it is fenced, then the others lead with fewer in sync', () => {
    const killed = facts.find(({ fact }) => fact.type === 'NodeKilled')?.at ?? 0;
    const fenced = facts.find(({ fact }) => fact.type === 'BrokerFenced')?.at ?? 0;
    const between = at(measurement, Math.ceil(killed / SECOND) + 1);
    // A dead broker reports nothing, the other leaders' ISRs are what they were, and the metadata still has a leader.
    expect(between('underReplicated')).toMatchObject({ last: 0 });
    expect(between('offlinePartitions')).toMatchObject({ last: 0 });
    expect(between('fencedBrokers')).toMatchObject({ last: 0 });
    const after = at(measurement, Math.ceil(fenced / SECOND));
    // Three replicas on three brokers: each of the 3 of the document and the 50 of the groups' offsets lacks the dead one.
    expect(after('underReplicated')).toMatchObject({ last: 53 });
    expect(after('fencedBrokers')).toMatchObject({ last: 1 });
    expect(after('activeController')).toMatchObject({ last: 1 });
    // The controller took it out of the ISRs, and no leader asked for that.
    expect(after('isrShrinks')).toBeUndefined();
  });
});

describe('a measurement that follows where its reader goes', () => {
  it('is in every future what it would be, had it been measured from its beginning', () => {
    const timeline = open();
    play(timeline, 14 * SECOND);
    const measurement = measured(timeline, 14 * SECOND);
    const [main] = timeline.branches;
    for (const [seconds, broker] of [[13, 2], [11, 3], [3, 2]] as const) {
      seekTime(timeline, seconds * SECOND);
      tell(timeline, { kind: 'killBroker', broker } as Command);
      play(timeline, 14.5 * SECOND);
      follow(measurement, timeline);
      measureUntil(measurement, 14.5 * SECOND, () => false);
      expect(everything(measurement)).toEqual(everything(measured(timeline, 14.5 * SECOND)));
    }
    expect(timeline.branches.length).toBe(4);
    expect(timeline.current).not.toBe(main);
  });

  it('goes on where something is done at the end of what it has measured', () => {
    const timeline = open();
    play(timeline, 3.2 * SECOND);
    const measurement = measured(timeline, 3.2 * SECOND);
    const { meter } = measurement;
    tell(timeline, { kind: 'killBroker', broker: 2 } as Command);
    follow(measurement, timeline);
    expect(measurement.meter).toBe(meter);
    play(timeline, 4 * SECOND);
    measureUntil(measurement, 4 * SECOND, () => false);
    // What is done at the very end of a stretch belongs to it.
    tell(timeline, { kind: 'killBroker', broker: 3 } as Command);
    play(timeline, 5 * SECOND);
    follow(measurement, timeline);
    measureUntil(measurement, 5 * SECOND, () => false);
    expect(everything(measurement)).toEqual(everything(measured(timeline, 5 * SECOND)));
  });
});

function countOf(reading: Reading | undefined): number {
  return reading?.kind === 'rate' ? reading.count : 0;
}

function samplesOf(reading: Reading | undefined): number {
  return reading?.kind === 'times' ? reading.samples : 0;
}
