import { parseScenario } from '../../../scenarios/index.ts';
import type { Replica } from '../../kafka/broker/replica.ts';
import { replicaOf, type BrokerNode } from '../../kafka/broker/brokerState.ts';
import type { ControllerNode } from '../../kafka/controller/controllerState.ts';
import { createCluster, type KafkaEvent, type KafkaSimulation } from '../../kafka/createCluster.ts';
import type { Fact } from '../../kafka/facts.ts';
import type { GuaranteeId } from '../../kafka/guaranteeId.ts';
import { nextEventAt, step } from '../../kernel/simulation.ts';
import { checkAfterEvent, createGuarantees, runChecked } from '../checkAfterEvent.ts';
import type { Guarantees, Violation } from '../state.ts';

/** A small healthy cluster with a producer and a consumer, watched, in which a test plants what must be found. */
export interface Planted {
  readonly sim: KafkaSimulation;
  readonly guarantees: Guarantees;
  broker(id: number): BrokerNode;
  controller(id: number): ControllerNode;
  /** The copy of orders-0. */
  copy(broker: number): Replica;
  until(seconds: number): void;
  /**
   * Plays event by event until `tamper`, which is told the facts of each event before that is checked, says that it has done its deed.
   */
  meddle(tamper: (facts: readonly Fact[], event: KafkaEvent) => boolean, seconds?: number): void;
  broken(id: GuaranteeId): Violation[];
  ids(): GuaranteeId[];
}

interface Changes {
  readonly cluster?: Record<string, unknown>;
  readonly config?: Record<string, unknown>;
  readonly topic?: Record<string, unknown>;
  readonly script?: readonly unknown[];
  readonly producer?: Record<string, unknown>;
  readonly keys?: readonly string[];
}

/** Three brokers, three controllers, orders-0 on all with broker 1 leading, `min.insync.replicas` 2, 20 records a second. */
export function planted(changes: Changes = {}): Planted {
  const parsed = parseScenario({
    v: 1,
    id: 'planted',
    title: 'Planted',
    seed: 7,
    cluster: {
      brokers: 3,
      controllers: 3,
      ...changes.cluster,
      config: { 'broker.session.timeout.ms': 2_000, 'broker.heartbeat.interval.ms': 500, ...changes.config },
      topics: [
        { name: 'orders', partitions: 1, replicationFactor: 3, assignment: [[1, 2, 3]], config: { 'min.insync.replicas': 2, ...changes.topic } },
      ],
    },
    producers: [{ id: 'p', topic: 'orders', rate: 20, keys: changes.keys ?? null, config: { acks: 'all', 'linger.ms': 0, ...changes.producer } }],
    consumers: [{ id: 'c', group: 'g', topics: ['orders'], processing: '1ms', config: { 'auto.offset.reset': 'earliest' } }],
    script: changes.script ?? [],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const sim = createCluster(parsed.spec);
  const guarantees = createGuarantees(sim);
  const node = (name: string) => sim.world.nodes[sim.world.byName.get(name) ?? -1];
  const broker = (id: number): BrokerNode => {
    const found = node(`broker-${id}`);
    if (found?.role !== 'broker') throw new Error(`There is no broker ${id}.`);
    return found;
  };
  return {
    sim,
    guarantees,
    broker,
    controller(id) {
      const found = node(`controller-${id}`);
      if (found?.role !== 'controller') throw new Error(`There is no controller ${id}.`);
      return found;
    },
    copy(id) {
      const replica = replicaOf(broker(id), 'orders', 0);
      if (replica === undefined) throw new Error(`Broker ${id} has no copy of orders-0.`);
      return replica;
    },
    until: (seconds) => runChecked(sim, guarantees, seconds * 1_000_000),
    meddle(tamper, seconds = 30) {
      for (let at = nextEventAt(sim); at !== null && at <= seconds * 1_000_000; at = nextEventAt(sim)) {
        const told = sim.state.nextFactSeq;
        const event = step(sim);
        if (event === undefined) break;
        const done = tamper(sim.facts.filter(({ seq }) => seq >= told).map(({ fact }) => fact), event);
        checkAfterEvent(guarantees, sim, event);
        if (done) return;
      }
      throw new Error(`The moment to meddle did not come within ${seconds} s.`);
    },
    broken: (id) => guarantees.broken.filter(({ guarantee }) => guarantee === id),
    ids: () => [...new Set(guarantees.broken.map(({ guarantee }) => guarantee))],
  };
}
