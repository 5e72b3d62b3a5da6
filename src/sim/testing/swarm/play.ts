import { brokersOf, controllersOf, type Cluster } from '../../kafka/cluster.ts';
import { committedImage } from '../../kafka/clusterImage.ts';
import { createCluster, type KafkaSimulation } from '../../kafka/createCluster.ts';
import type { Fact } from '../../kafka/facts.ts';
import { nextEventAt, runUntil, scheduleCommand, step, takeFacts } from '../../kernel/simulation.ts';
import type { FactRecord } from '../../kernel/types.ts';
import { knownNames, namesAfter, parseCommand, parseScenario, type KnownNames } from '../../../scenarios/index.ts';
import { aim } from './aim.ts';
import { cannotStart, repairVoters } from './aimQuorum.ts';
import { checksOf, type Checks, type Failure } from './checks.ts';
import { unfinished } from './convergence.ts';
import { drawFaults, type FaultPlan } from './faults.ts';
import { drawFrom } from './draw.ts';
import { consumerDocument, drawShape, type SwarmShape } from './shape.ts';
import { mutated, type MutationName } from './mutations.ts';
import { noteFact, noteMessage, watchSometimes, type Sometimes, type SometimesWatch } from './sometimes.ts';

export interface Outcome {
  readonly seed: number;
  readonly failure: Failure | null;
  readonly seen: ReadonlySet<Sometimes>;
  /** How often the planted bug made a difference. */
  readonly hits: number;
  readonly events: number;
  readonly endUs: number;
  /** The run as a scenario document: it plays the same in the page. A planted bug is not in it. */
  readonly document: Record<string, unknown>;
}

export interface Options {
  /** A mistake to be made in this run. */
  readonly mutation?: MutationName | null;
  readonly onFact?: ((record: FactRecord<Fact>) => void) | null;
}

interface Entry {
  readonly at: string;
  readonly do: Record<string, unknown>;
}

interface SwarmRun {
  readonly sim: KafkaSimulation;
  readonly checks: Checks;
  readonly watch: SometimesWatch;
  readonly script: Entry[];
  readonly onFact: ((record: FactRecord<Fact>) => void) | null;
  /** Copies whose broker was restarted since it had given up fetching them. */
  readonly restartedFor: Set<string>;
  names: KnownNames;
}

/** Load goes on after the healing for this long, then nothing is sent any more and everything has to come to rest. */
const LOAD_AFTER_HEALING_US = 600_000;
const LOOK_EVERY_US = 150_000;
const REPAIR_EVERY_US = 10 * LOOK_EVERY_US;
const WORDS_AGAIN_AFTER_US = 60 * LOOK_EVERY_US;
/** An AlterPartition whose answer was lost together with its connection is given up after 30 s (Kafka: `controller.socket.timeout.ms`). */
const MUST_CONVERGE_IN_US = 45_000_000;
/** A run of the swarm has a few ten thousand; more than this means that something sends without end. */
const MAX_EVENTS = 400_000;

/** Plays a seed to its end: chaos, healing, rest. Stops at the first broken guarantee. */
export function playSwarm(seed: number, { mutation = null, onFact = null }: Options = {}): Outcome {
  const shape = drawShape(seed);
  const plan = drawFaults(seed);
  const base = documentOf(seed, shape);
  const parsed = parseScenario(base);
  if (!parsed.ok) throw new Error(`seed ${seed}: ${JSON.stringify(parsed.problems)}`);
  const { spec, hits } = mutated(parsed.spec, mutation);
  const sim = createCluster(spec);
  const run: SwarmRun = { sim, checks: checksOf(sim), watch: watchSometimes(), script: [], onFact, restartedFor: new Set(), names: knownNames(parsed.spec) };
  const failure = played(run, shape, plan);
  return {
    seed,
    failure,
    seen: run.watch.seen,
    hits: hits(),
    events: sim.state.processed,
    endUs: sim.state.now,
    document: { ...base, script: run.script },
  };
}

function played(run: SwarmRun, shape: SwarmShape, plan: FaultPlan): Failure | null {
  try {
    const chaos = playChaos(run, shape, plan);
    return chaos ?? playHealing(run, shape, plan);
  } catch (error) {
    return run.checks.fail('no-exception', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function documentOf(seed: number, shape: SwarmShape): Record<string, unknown> {
  return {
    v: 1,
    id: `swarm-${seed}`,
    title: `Swarm ${seed}`,
    summary: 'A cluster, its load and its faults as a seed drew them.',
    seed,
    cluster: shape.cluster,
    producers: shape.producerDocuments,
    consumers: shape.consumerDocuments,
  };
}

function playChaos(run: SwarmRun, shape: SwarmShape, plan: FaultPlan): Failure | null {
  const undone: { atUs: number; commands: readonly Record<string, unknown>[] }[] = [];
  const undoUpTo = (limitUs: number): Failure | null => {
    undone.sort((a, b) => a.atUs - b.atUs);
    for (let next = undone[0]; next !== undefined && next.atUs <= limitUs; next = undone[0]) {
      undone.shift();
      const failure = playBefore(run, next.atUs);
      if (failure !== null) return failure;
      for (const command of next.commands) if (!isUnwise(run, command)) give(run, next.atUs, command);
    }
    return null;
  };
  for (const [serial, fault] of plan.faults.entries()) {
    const atUs = fault.atMs * 1_000;
    const failure = undoUpTo(atUs) ?? playBefore(run, atUs);
    if (failure !== null) return failure;
    const aimed = aim(run.sim.world, shape, run.names, fault, serial);
    for (const command of aimed.now) give(run, atUs, command);
    for (const { afterMs, commands } of aimed.later ?? []) undone.push({ atUs: atUs + afterMs * 1_000, commands });
    if (fault.forMs !== null && aimed.undo.length > 0) undone.push({ atUs: atUs + fault.forMs * 1_000, commands: aimed.undo });
  }
  const endUs = plan.chaosMs * 1_000;
  return undoUpTo(endUs) ?? playBefore(run, endUs);
}

function playHealing(run: SwarmRun, shape: SwarmShape, plan: FaultPlan): Failure | null {
  // What is done in the last moment of the chaos has to be seen, too.
  const healUs = plan.chaosMs * 1_000 + 1;
  const late = playBefore(run, healUs);
  if (late !== null) return late;
  give(run, healUs, { kind: 'healLink', from: '*', to: '*' });
  give(run, healUs, { kind: 'releaseLink', from: '*', to: '*' });
  for (const command of repairs(run.sim)) give(run, healUs, command);
  const quietUs = healUs + LOAD_AFTER_HEALING_US;
  const failure = playBefore(run, quietUs);
  if (failure !== null) return failure;
  for (const producer of shape.producers) give(run, quietUs, { kind: 'setProducerRate', producer, rate: 0 });
  for (const { name } of shape.topics) give(run, quietUs, { kind: 'addProducer', producer: { id: `last-${name}`, topic: name, rate: 0, config: { 'metadata.max.age.ms': 1_000 } } });
  sayLastWords(run, shape, quietUs);
  for (const group of shape.groups) {
    const topics = shape.topics.map(({ name }) => name);
    // A rebalance also mends what Kafka itself leaves: a leader whose first SyncGroup arrived after all takes its second for what was assigned.
    give(run, quietUs, { kind: 'addConsumer', consumer: consumerDocument(drawFrom(plan.chaosMs, group), 1_000 + shape.groups.indexOf(group), group, topics) });
  }
  let left: string[] = [];
  for (let atUs = quietUs + LOOK_EVERY_US; atUs <= healUs + MUST_CONVERGE_IN_US; atUs += LOOK_EVERY_US) {
    const broken = playBefore(run, atUs);
    if (broken !== null) return broken;
    left = unfinished(run.sim.world);
    if (left.length === 0) return run.checks.atEnd();
    // For brokers that came back only now.
    if (atUs === quietUs + WORDS_AGAIN_AFTER_US) sayLastWords(run, shape, atUs);
    for (const command of [...restarts(run.sim.world, run.sim), ...lastResorts(run)]) give(run, atUs, command);
    if ((atUs - quietUs) % REPAIR_EVERY_US === 0) for (const command of [...repairVoters(run.sim.world, shape), ...helpGivenUp(run)]) give(run, atUs, command);
  }
  return run.checks.fail('converges', left.slice(0, 4).join(' '));
}

/**
 * One more record in every partition. A healed cluster has to take it; and some things come right only with the next record, in Kafka,
 * too: a follower that was told the high watermark together with where to truncate does not take it up and is not told again.
 */
function sayLastWords(run: SwarmRun, shape: SwarmShape, atUs: number): void {
  for (const { name } of shape.topics) {
    const topic = run.names.topics.get(name);
    if (topic === undefined || topic.deleted) continue;
    for (let partition = 0; partition < topic.partitions; partition += 1) {
      give(run, atUs, { kind: 'send', producer: `last-${name}`, partition, key: 'last', value: 'last words' });
    }
  }
}

/**
 * What Kafka leaves to its operators. A change of `min.insync.replicas` empties the list of eligible leaders, also when the ISR is empty:
 * nobody is left then whom the controller would elect, whoever comes back. Nor if only replicas that were moved away are eligible. And a
 * reassignment that gives up what another one was adding
 * waits for a replica that it is to remove.
 */
function lastResorts(run: SwarmRun): Record<string, unknown>[] {
  const changed = new Set(run.script.filter(({ do: command }) => command['kind'] === 'alterConfig').map(({ do: command }) => command['topic']));
  return [...committedImage(run.sim.world).topics.values()].flatMap(({ name: topic, partitions }) =>
    partitions.flatMap(({ leader, replicas, isr, elr, lastKnownElr, addingReplicas, removingReplicas }, partition): Record<string, unknown>[] => {
      const isForgotten = isr.length + elr.length + lastKnownElr.length === 0 && changed.has(topic);
      const isElsewhere = elr.length > 0 && ![...isr, ...elr].some((id) => replicas.includes(id));
      if (leader < 0 && (isForgotten || isElsewhere)) return [{ kind: 'electLeaders', election: 'unclean', topic, partition }];
      const isStuck = addingReplicas.some((replica) => removingReplicas.includes(replica));
      return isStuck ? [{ kind: 'reassignPartitions', topic, partition, replicas: null }] : [];
    }),
  );
}

/**
 * A follower that has given up fetching (`ReplicaFetchFailed`) begins again when its broker does. If its log still ends within one of the
 * leader's batches, it gives up again: an operator takes that copy away.
 */
function helpGivenUp({ sim, restartedFor }: SwarmRun): Record<string, unknown>[] {
  return brokersOf(sim.world)
    .filter(({ lifecycle }) => lifecycle.state === 'running')
    .flatMap(({ id, replicas, fetchers }): Record<string, unknown>[] => {
      const givenUp = [...replicas.values()]
        .flatMap((partitions) => [...partitions.values()])
        .filter(({ role, leader, name }) => role === 'follower' && leader >= 0 && fetchers.get(leader)?.partitions.has(name) !== true);
      const again = givenUp.filter(({ name }) => restartedFor.has(`${name} on ${id}`));
      for (const { name } of givenUp) restartedFor.add(`${name} on ${id}`);
      if (givenUp.length > again.length) return [{ kind: 'killBroker', broker: id }];
      return again.map(({ topic, partition, replicas: all }) => ({ kind: 'reassignPartitions', topic, partition, replicas: all.filter((replica) => replica !== id) }));
    });
}

/** Undoes what the chaos left behind. */
function repairs(sim: KafkaSimulation): Record<string, unknown>[] {
  const commands: Record<string, unknown>[] = [];
  for (const { name, status, slowness } of sim.state.nodes) {
    if (status === 'paused') commands.push({ kind: 'resumeNode', node: name });
    if (slowness.disk !== 1 || slowness.network !== 1 || slowness.cpu !== 1) commands.push({ kind: 'slowNode', node: name });
  }
  for (const node of sim.world.nodes) if (node.role === 'consumer' && node.paused) commands.push({ kind: 'resumeConsumer', consumer: node.id });
  return [...commands, ...restarts(sim.world, sim)];
}

/** Also later: a broker in a controlled shutdown stops only when it is done with it. */
function restarts(cluster: Cluster, sim: KafkaSimulation): Record<string, unknown>[] {
  const dead = ({ node }: { readonly node: number }): boolean => sim.state.nodes[node]?.status === 'dead';
  const brokers = brokersOf(cluster).filter(dead);
  // A combined node is one process.
  const controllers = controllersOf(cluster).filter((controller) => dead(controller) && !cannotStart(cluster, controller.id) && !brokers.some(({ id }) => id === controller.id));
  return [
    ...controllers.map(({ id }) => ({ kind: 'restartController', controller: id })),
    ...brokers.map(({ id }) => ({ kind: 'restartBroker', broker: id })),
  ];
}

/**
 * Whoever leads while it is being added goes with its reassignment. If nobody else is there, Kafka elects it again as the last known
 * leader, although it is no replica any more, and nothing leads the partition.
 */
function isUnwise({ sim }: SwarmRun, { kind, topic, partition, replicas }: Record<string, unknown>): boolean {
  if (kind !== 'reassignPartitions' || replicas !== null) return false;
  const registration = committedImage(sim.world).topics.get(topic as string)?.partitions[partition as number];
  return registration?.addingReplicas.includes(registration.leader) === true;
}

/** Schedules a command and keeps it for the document. What the document would refuse (a name that is gone) is left out. */
function give(run: SwarmRun, atUs: number, command: Record<string, unknown>): void {
  const parsed = parseCommand(command, run.names);
  if (!parsed.ok) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(parsed.problems)}`);
  run.names = namesAfter(run.names, parsed.command);
  run.script.push({ at: `${atUs}us`, do: command });
  scheduleCommand(run.sim, atUs, parsed.command);
}

/** Plays every event before that time, each looked at by the checks. */
function playBefore(run: SwarmRun, atUs: number): Failure | null {
  const { sim, checks, watch } = run;
  for (let next = nextEventAt(sim); next !== null && next < atUs; next = nextEventAt(sim)) {
    const event = step(sim);
    if (event === undefined) break;
    if (event.kind === 'deliver') noteMessage(watch, event.payload.body);
    const failure = checks.afterEvent(event);
    if (sim.facts.length > 0) {
      for (const record of takeFacts(sim)) {
        noteFact(watch, sim, record);
        run.onFact?.(record);
      }
    }
    if (failure !== null) return failure;
    if (sim.state.processed > MAX_EVENTS) return checks.fail('comes-to-rest', `More than ${MAX_EVENTS} events.`);
  }
  runUntil(sim, atUs - 1);
  return null;
}
