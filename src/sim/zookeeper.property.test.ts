import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../scenarios/index.ts';
import {
  createCluster,
  createGuarantees,
  kafkaModel,
  restoreCheckpoint,
  runChecked,
  runUntil,
  stateView,
  takeCheckpoint,
  traceHashOf,
  type KafkaSimulation,
} from './index.ts';
import { randomRun } from './testing/randomRuns.ts';

const RUNS = Number(process.env['KAFKA_SIM_RUNS'] ?? 24);
const SEED = process.env['KAFKA_SIM_SEED'];
const options = { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) };
/** A session ends up to a tick late, and a broker that came back before that has to wait for it. */
const MORE_HEALING_US = 20_000_000;

interface Document {
  cluster: { metadata?: string; config: Record<string, unknown> };
  script: { at: string; do: { controller?: number } }[];
}

/** The same random run in a cluster of before 4.0: servers of the ensemble fail where controllers did. */
function withZooKeeper(document: Document) {
  const { cluster, script } = document;
  const config = { ...cluster.config, 'zookeeper.session.timeout.ms': 4_000 };
  const changed = {
    ...document,
    cluster: { ...cluster, metadata: 'zookeeper', config },
    script: script.map((entry) =>
      entry.do.controller === undefined ? entry : { ...entry, do: { ...entry.do, controller: entry.do.controller - 2_999 } },
    ),
  };
  const parsed = parseScenario(changed);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.spec;
}

describe('random clusters with ZooKeeper under random faults', () => {
  it(
    `keep their promises, heal, and are the same run in pieces (${RUNS} runs)`,
    () => {
      fc.assert(
        fc.property(randomRun, fc.integer({ min: 1, max: 999 }), (run, cut) => {
          const spec = withZooKeeper(run.document as Document);
          const untilUs = run.untilUs + MORE_HEALING_US;
          const straight = createCluster(spec);
          const guarantees = createGuarantees(straight);
          runChecked(straight, guarantees, untilUs);
          expect(guarantees.broken).toEqual([]);
          const pieces = inTwoPieces(createCluster(spec), untilUs, cut);
          expect(traceHashOf(pieces)).toBe(traceHashOf(straight));
          expectHealed(straight);
        }),
        { ...options, verbose: 1 },
      );
    },
    600_000,
  );
});

function inTwoPieces(sim: KafkaSimulation, untilUs: number, cut: number): KafkaSimulation {
  runUntil(sim, Math.floor((untilUs * cut) / 1000));
  const checkpoint = takeCheckpoint(sim);
  runUntil(sim, Math.min(untilUs, sim.state.now + 1_000_000));
  const restored = restoreCheckpoint(kafkaModel, checkpoint);
  runUntil(restored, untilUs);
  return restored;
}

function expectHealed(sim: KafkaSimulation): void {
  const state = stateView(sim);
  expect(state.brokers.map((broker) => broker.state)).toEqual(state.brokers.map(() => 'running'));
  for (const [topic, partitions] of Object.entries(state.topics)) {
    for (const partition of partitions) {
      expect(partition.leader, `${topic}-${partition.partition} has a leader`).toBeGreaterThan(0);
      expect(new Set(partition.isr), `${topic}-${partition.partition} is in sync`).toEqual(new Set(partition.replicas));
    }
  }
}
