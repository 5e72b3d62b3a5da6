import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createCluster,
  createGuarantees,
  kafkaModel,
  nextEventAt,
  restoreCheckpoint,
  runChecked,
  runUntil,
  stateView,
  step,
  takeCheckpoint,
  traceHashOf,
  type KafkaSimulation,
  type Violation,
} from './index.ts';
import { randomRun, type RandomRun } from './testing/randomRuns.ts';

const RUNS = Number(process.env['KAFKA_SIM_RUNS'] ?? 40);
const SEED = process.env['KAFKA_SIM_SEED'];
const options = { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) };

/** Plays the run in one go with every guarantee checked after every event; returns what was broken. */
function playChecked(sim: KafkaSimulation, untilUs: number): Violation[] {
  const guarantees = createGuarantees(sim);
  runChecked(sim, guarantees, untilUs);
  return guarantees.broken;
}

/** The same run cut into pieces, each continued from a checkpoint while the old copy is spoiled. */
function playInPieces(sim: KafkaSimulation, untilUs: number, cuts: readonly number[]): KafkaSimulation {
  let current = sim;
  for (const cut of cuts) {
    runUntil(current, Math.floor((untilUs * cut) / 1000));
    const checkpoint = takeCheckpoint(current);
    for (let count = 0; count < 50 && nextEventAt(current) !== null; count += 1) step(current);
    current = restoreCheckpoint(kafkaModel, checkpoint);
  }
  runUntil(current, untilUs);
  return current;
}

describe('random clusters under random faults', () => {
  it(
    `keep their promises, and are the same run straight, again and in pieces (${RUNS} runs)`,
    () => {
      const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { maxLength: 4 }).map((list) => list.sort((a, b) => a - b));
      fc.assert(
        fc.property(randomRun, cuts, (run: RandomRun, at) => {
          const straight = createCluster(run.parsed.spec);
          expect(playChecked(straight, run.untilUs)).toEqual([]);
          const hash = traceHashOf(straight);
          const pieces = playInPieces(createCluster(run.parsed.spec), run.untilUs, at);
          expect(traceHashOf(pieces)).toBe(hash);
          expect(stateView(pieces)).toEqual(stateView(straight));
          expectHealed(straight);
        }),
        { ...options, verbose: 1 },
      );
    },
    600_000,
  );
});

/** After the faults are over every partition has its leader and everybody is in sync again. */
function expectHealed(sim: KafkaSimulation): void {
  const state = stateView(sim);
  expect(state.brokers.map(({ state: one }) => one)).toEqual(state.brokers.map(() => 'running'));
  for (const partition of Object.values(state.topics).flat()) {
    expect(partition.leader).toBeGreaterThan(0);
    expect(new Set(partition.isr)).toEqual(new Set(partition.replicas));
  }
}
