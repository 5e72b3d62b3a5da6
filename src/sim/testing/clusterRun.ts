import { listAt, listLength } from '../../base/chunkedList.ts';
import { knownNames, namesAfter, parseCommand, parseScenario, type KnownNames } from '../../scenarios/index.ts';
import {
  brokersOf,
  createCluster,
  replicaOf,
  nextEventAt,
  runUntil,
  scheduleCommand,
  stateView,
  step,
  takeFacts,
  type Fact,
  type FactType,
  type KafkaSimulation,
  type Message,
  type StateView,
} from '../index.ts';
import { offsetOf } from '../kafka/log/recordBatch.ts';
import type { ApiRequest, ApiResponse } from '../kafka/protocol/messages.ts';
import { CHANNEL } from '../kafka/types.ts';

/** Also where two types share one shape (`IsrShrunk`, `IsrExpanded`). */
type FactOf<F, K> = F extends { readonly type: infer T } ? (K extends T ? F : never) : never;
type OfType<K extends FactType> = FactOf<Fact, K> & { readonly at: number; readonly node: string };

type AnswerTo<R, A> = R extends { readonly api: infer T } ? (A extends T ? R : never) : never;

/** A record as it lies in a broker's log. */
export interface StoredRecord {
  readonly offset: number;
  readonly value: string | null;
  readonly id: string;
  readonly epoch: number;
}

/** A message that arrived at a machine, whether or not its process looked at it. */
export interface Arrival {
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly message: Message;
}

/** A small cluster played by a test. Times are seconds of the run. */
export interface ClusterRun {
  readonly sim: KafkaSimulation;
  /** Plays up to and including that time. */
  until(seconds: number): void;
  /** Gives a command, written as in a document, now or at a later time. */
  give(command: Record<string, unknown>, atSeconds?: number): void;
  /**
   * Sends a broker a request of the test's own, in the admin client's name, and plays until it is answered. Null when it is not
   * within `seconds`.
   */
  ask<R extends ApiRequest>(broker: number, request: R, seconds?: number): AnswerTo<ApiResponse, R['api']> | null;
  /** Facts so far, in order, with their time in seconds and the name of their node. */
  all<K extends FactType>(type: K, where?: Record<string, unknown>): OfType<K>[];
  /** The first fact of the kind from that time on; fails when there is none. */
  first<K extends FactType>(type: K, where?: Record<string, unknown>, fromSeconds?: number): OfType<K>;
  /** Arrivals of requests of that kind, or of answers (`FetchResponse`). */
  arrivals(label: string, ends?: { readonly from?: string; readonly to?: string }): Arrival[];
  state(): StateView;
  partition(name: string): StateView['topics'][string][number];
  log(broker: number, name: string): StateView['topics'][string][number]['logs'][string];
  records(broker: number, name: string): StoredRecord[];
  values(broker: number, name: string): (string | null)[];
}

/** Far from those that the admin client itself uses. */
const FIRST_CORRELATION_ID = 1_000_000;

interface Changes {
  readonly cluster?: Record<string, unknown>;
  readonly topic?: Record<string, unknown>;
  readonly network?: Record<string, unknown>;
  readonly producers?: readonly Record<string, unknown>[];
  readonly consumers?: readonly Record<string, unknown>[];
  readonly seed?: number;
}

/**
 * Three brokers, one controller, topic `orders` with one partition on brokers 1, 2, 3; one millisecond each way without jitter;
 * nobody sends but when told. Tests change what they are about.
 */
export function clusterRun(changes: Changes = {}): ClusterRun {
  const topic = { name: 'orders', assignment: [[1, 2, 3]], config: {}, ...changes.topic };
  const cluster = { brokers: 3, controllers: 1, topics: [topic], network: { latency: '1ms', jitter: '0us', ...changes.network }, ...changes.cluster };
  const parsed = parseScenario({
    v: 1,
    id: 'test',
    title: 'A test',
    seed: changes.seed ?? 7,
    cluster,
    producers: changes.producers ?? [],
    consumers: changes.consumers ?? [],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return playedBy(createCluster(parsed.spec), knownNames(parsed.spec));
}

function playedBy(sim: KafkaSimulation, namesAtStart: KnownNames): ClusterRun {
  let names = namesAtStart;
  const facts: (Fact & { at: number; node: string })[] = [];
  const arrived: (Arrival & { readonly label: string })[] = [];
  const nameOf = (node: number) => sim.state.nodes[node]?.name ?? '';
  const until = (seconds: number): void => {
    const untilUs = Math.round(seconds * 1_000_000);
    for (let at = nextEventAt(sim); at !== null && at <= untilUs; at = nextEventAt(sim)) {
      const event = step(sim);
      if (event?.kind !== 'deliver') continue;
      const { from, to, body } = event.payload;
      arrived.push({ at: at / 1_000_000, from: nameOf(from), to: nameOf(to), message: body, label: sim.model.label(body) });
    }
    runUntil(sim, untilUs);
    for (const { at, node, fact } of takeFacts(sim)) facts.push({ ...fact, at: at / 1_000_000, node: nameOf(node) });
  };
  const all = <K extends FactType>(type: K, where: Record<string, unknown> = {}): OfType<K>[] =>
    facts.filter((fact) => fact.type === type && matches(fact, where)) as unknown[] as OfType<K>[];
  const partition = (name: string) => {
    const [topic, number] = split(name);
    const found = stateView(sim).topics[topic]?.[number];
    if (found === undefined) throw new Error(`There is no partition ${name}.`);
    return found;
  };
  const records = (broker: number, name: string) => recordsOf(sim, broker, name);
  let asked = FIRST_CORRELATION_ID;
  return {
    sim,
    until,
    ask(broker, request, seconds = 60) {
      asked += 1;
      const to = sim.world.byName.get(`broker-${broker}`) ?? -1;
      sim.contexts.of(sim.world.admin).send(to, CHANNEL.client, { type: 'request', correlationId: asked, request }, 100);
      const untilUs = sim.state.now + seconds * 1_000_000;
      for (let at = nextEventAt(sim); at !== null && at <= untilUs; at = nextEventAt(sim)) {
        until(at / 1_000_000);
        const answer = arrived.find(({ to: node, message }) => node === 'admin' && message.type === 'response' && message.correlationId === asked);
        if (answer?.message.type === 'response') return answer.message.response as never;
      }
      return null;
    },
    give(command, atSeconds) {
      const parsed = parseCommand(command, names);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      names = namesAfter(names, parsed.command);
      scheduleCommand(sim, atSeconds === undefined ? sim.state.now : Math.round(atSeconds * 1_000_000), parsed.command);
    },
    all,
    first(type, where = {}, fromSeconds = 0) {
      const found = all(type, where).find(({ at }) => at >= fromSeconds);
      if (found === undefined) throw new Error(`No ${type} with ${JSON.stringify(where)} from ${fromSeconds} s on.`);
      return found;
    },
    arrivals: (label, ends = {}) => arrived.filter((arrival) => arrival.label === label && matches(arrival, ends)),
    state: () => stateView(sim),
    partition,
    log(broker, name) {
      const log = partition(name).logs[String(broker)];
      if (log === undefined) throw new Error(`Broker ${broker} has no ${name}.`);
      return log;
    },
    records,
    values: (broker, name) => records(broker, name).map(({ value }) => value),
  };
}

function recordsOf(sim: KafkaSimulation, broker: number, name: string): StoredRecord[] {
  const [topic, number] = split(name);
  const node = brokersOf(sim.world).find(({ id }) => id === broker);
  const batches = node === undefined ? undefined : replicaOf(node, topic, number)?.log.batches;
  const found: StoredRecord[] = [];
  if (batches === undefined) return found;
  for (let index = 0; index < listLength(batches); index += 1) {
    const batch = listAt(batches, index);
    batch.records.forEach(({ value, id }, position) => found.push({ offset: offsetOf(batch, position), value, id, epoch: batch.leaderEpoch }));
  }
  return found;
}

function split(name: string): [string, number] {
  const dash = name.lastIndexOf('-');
  return [name.slice(0, dash), Number(name.slice(dash + 1))];
}

function matches(fact: object, where: Record<string, unknown>): boolean {
  return Object.entries(where).every(([key, value]) => JSON.stringify((fact as Record<string, unknown>)[key]) === JSON.stringify(value));
}

/** A producer that sends only when told, one record a batch. */
export function manualProducer(id: string, config: Record<string, unknown> = {}, topic = 'orders'): Record<string, unknown> {
  return { id, topic, rate: 0, config: { 'linger.ms': 0, ...config } };
}

export function consumer(id: string, config: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { id, group: 'g', topics: ['orders'], processing: '1ms', config: { 'auto.offset.reset': 'earliest', ...config }, ...more };
}

/** A `send` of one record. */
export function send(producer: string, value: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { kind: 'send', producer, value, ...more };
}
