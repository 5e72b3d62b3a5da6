import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCluster, createGuarantees, kafkaModel, restoreCheckpoint, runChecked, runUntil, stateView, takeCheckpoint, traceHashOf } from './index.ts';
import { randomMoves } from './testing/randomMoves.ts';

const RUNS = Number(process.env['KAFKA_SIM_MOVES'] ?? 12);
const SEED = process.env['KAFKA_SIM_SEED'];

describe('partitions that are moved about while brokers fail', () => {
  it(
    `keep their promises, end up on their replicas and in sync, and are the same run from a checkpoint (${RUNS} runs)`,
    () => {
      fc.assert(
        fc.property(randomMoves, ({ parsed, untilUs }) => {
          const sim = createCluster(parsed.spec);
          const guarantees = createGuarantees(sim);
          runChecked(sim, guarantees, untilUs);
          expect(guarantees.broken).toEqual([]);
          const state = stateView(sim);
          expect(state.brokers.every(({ state: one }) => one === 'running')).toBe(true);
          for (const partition of state.topics['orders'] ?? []) {
            expect(partition.addingReplicas).toBeUndefined();
            expect(new Set(partition.isr)).toEqual(new Set(partition.replicas));
            expect(Object.keys(partition.logs).map(Number)).toEqual([...partition.replicas].toSorted((a, b) => a - b));
            expect(partition.leader).toBeGreaterThan(0);
          }
          const halfway = createCluster(parsed.spec);
          runUntil(halfway, Math.floor(untilUs / 3));
          const copy = restoreCheckpoint(kafkaModel, takeCheckpoint(halfway));
          // Going on with the original must not change what was taken from it.
          runUntil(halfway, Math.floor(untilUs / 2));
          runUntil(copy, untilUs);
          expect(traceHashOf(copy)).toBe(traceHashOf(sim));
        }),
        { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }), endOnFailure: true },
      );
    },
    600_000,
  );
});
