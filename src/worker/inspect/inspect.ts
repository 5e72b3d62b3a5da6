import { isInternalTopic } from '../../base/internalTopic.ts';
import { logNameOf } from '../../base/logName.ts';
import { isUnderReplicated } from '../../base/underReplicated.ts';
import { formatDuration } from '../../base/units.ts';
import type { Inspection, Offer } from '../../protocol/messages.ts';
import type { BrokerView, ConsumerView, Frame, ProducerView } from '../../protocol/views.ts';
import type { ClusterSpec, KafkaSimulation, MetadataImage } from '../../sim/index.ts';
import * as words from '../../words/inspected/rows.ts';
import { askWhyNot, committedImage, consumersOf, controllersOf, describeConsumer, effectiveMinIsr, producersOf, questionsAbout } from '../../sim/index.ts';
import {
  brokerActions,
  consumerActions,
  controllerActions,
  groupActions,
  partitionActions,
  producerActions,
  seekActions,
} from './actions.ts';
import { inspectRecord } from './record.ts';
import { atStart, brokerLayers, configRows, topicLayers } from './configRows.ts';
import { inspectLink } from './link.ts';
import { moveActions } from './moveConsumer.ts';
import { vitalRows } from './vitals.ts';

type Row = Inspection['rows'][number];
type Status = Inspection['status'];

/** Everything about one thing at the frame's moment, or null when nothing has that key. */
export function inspect(sim: KafkaSimulation, frame: Frame, target: string): Inspection | null {
  const thing = inspectThing(sim, frame, target);
  // Of a record no rule is asked: what keeps it from being committed is its partition's affair.
  if (thing === null) return noted(inspectRecord(sim, frame, target));
  // A replica's key names the broker first.
  const { name = target, broker = null } = logNameOf(target) ?? {};
  const about = broker === null ? target : `${name}@${broker}`;
  return { ...thing, whyNot: questionsAbout(sim, about).flatMap((question) => askWhyNot(sim, question) ?? []) };
}

function noted(thing: Thing | null): Inspection | null {
  return thing === null ? null : { ...thing, whyNot: [] };
}

/** Things with more partitions than this are not gone through one by one: whoever wants one of them selects it. */
const MOST_PARTITIONS = 200;

/** What can be done to each node, group and partition at the frame's moment, in the frame's order. */
export function offersIn(sim: KafkaSimulation, frame: Frame): Offer[] {
  const shown = frame.partitions.filter(({ topic }) => !isInternalTopic(topic));
  const partitions = shown.length > MOST_PARTITIONS ? [] : shown;
  return [...frame.brokers, ...frame.controllers, ...frame.producers, ...frame.consumers, ...frame.groups, ...partitions].flatMap(({ key }) => {
    const thing = inspectThing(sim, frame, key);
    return thing === null || thing.actions.length === 0 ? [] : [{ target: key, title: thing.title, actions: thing.actions }];
  });
}

/** Without what keeps it from doing what it should, which is asked of the rules. */
type Thing = Omit<Inspection, 'whyNot'>;

function inspectThing(sim: KafkaSimulation, frame: Frame, target: string): Thing | null {
  const broker = frame.brokers.find(({ key }) => key === target);
  if (broker !== undefined) return inspectBroker(sim, frame, broker);
  const controller = frame.controllers.find(({ key }) => key === target);
  if (controller !== undefined) return inspectController(sim, frame, controller);
  const producer = frame.producers.find(({ key }) => key === target);
  if (producer !== undefined) return inspectProducer(sim, producer);
  const consumer = frame.consumers.find(({ key }) => key === target);
  if (consumer !== undefined) return inspectConsumer(sim, frame, consumer);
  const group = frame.groups.find(({ key }) => key === target);
  if (group !== undefined) return inspectGroup(frame, group);
  const replica = frame.replicas.find(({ key }) => key === target);
  if (replica !== undefined) return inspectReplica(sim.world.spec, committedImage(sim.world), frame, replica);
  const partition = frame.partitions.find(({ key }) => key === target);
  return partition === undefined ? inspectLink(sim, frame, target) : inspectPartition(sim.world.spec, committedImage(sim.world), frame, partition);
}

/** `term` is an entry of the glossary. */
function row(label: string, value: string | number, { term = null }: { readonly term?: string | null } = {}): Row {
  return { label, value: String(value), term };
}

/** Of a long list the first so many are named. */
const MOST_NAMED = 24;

/** `count`: how many there are, where not all of them are known one by one. */
function idList(ids: readonly (number | string)[], count = ids.length): string {
  const named = ids.slice(0, MOST_NAMED);
  if (named.length > 0 && count > named.length) return words.namedAndMore(named.map(String), count - named.length);
  if (count > named.length) return String(count);
  return ids.length === 0 ? words.none : ids.join(', ');
}

const BROKER_TONES: Record<BrokerView['state'], Status['tone']> = {
  running: 'good',
  starting: 'warn',
  recovery: 'warn',
  'shutting-down': 'warn',
  paused: 'warn',
  fenced: 'bad',
  dead: 'bad',
};

/** The process and, where it does not run, the controller's word on it. */
function brokerStatus({ state, fenced, zookeeper, cut }: BrokerView): string {
  if (cut && state === 'running') return words.runningCut;
  const isOut = fenced && zookeeper === undefined && (state === 'dead' || state === 'paused');
  return isOut ? words.andFenced[state] : words.brokerStates[state];
}

function inspectBroker(sim: KafkaSimulation, frame: Frame, broker: BrokerView): Thing {
  const { spec } = sim.world;
  const image = committedImage(sim.world);
  const leads = frame.partitions.filter((partition) => partition.leader === broker.id && !isInternalTopic(partition.topic));
  const lagging = frame.replicas.filter((replica) => replica.broker === broker.id && replica.sync === 'lagging');
  const named = lagging.filter(({ topic }) => !isInternalTopic(topic));
  const rows = [
    // One that has not registered has no epoch yet.
    ...(broker.brokerEpoch < 0 ? [] : [row(words.brokerEpoch, broker.brokerEpoch, { term: 'broker epoch' })]),
    row(words.rack, broker.rack ?? words.none),
    ...(broker.zookeeper === 'controller' ? [row(words.controller, words.controllerToo, { term: 'controller' })] : []),
    row(words.leads, words.andInternal(idList(leads.map(({ key }) => key), broker.holds.own.leads), broker.holds.internal.leads), { term: 'leader' }),
    row(words.replicas, words.andInternal(String(broker.holds.own.replicas), broker.holds.internal.replicas), { term: 'replica' }),
  ];
  if (lagging.length > 0) rows.push(row(words.notInSync, words.andInternal(idList(named.map(({ topic, partition }) => `${topic}-${partition}`)), lagging.length - named.length), { term: 'ISR' }));
  if (broker.lastHeartbeatAt !== null) {
    rows.push(row(words.lastHeartbeat, words.ago(formatDuration(frame.now - broker.lastHeartbeatAt)), { term: 'heartbeat' }));
  }
  if (broker.sessionExpiresAt !== null && broker.state !== 'running') {
    const left = formatDuration(Math.max(0, broker.sessionExpiresAt - frame.now));
    rows.push(broker.zookeeper === undefined ? row(words.fencedIn, left, { term: 'fencing' }) : row(words.sessionEndsIn, left, { term: 'ZooKeeper' }));
  }
  rows.push(...vitalRows(sim, broker));
  const own = spec.brokers.find(({ id }) => id === broker.id)?.overrides ?? {};
  const status = broker.state === 'paused' || broker.state === 'dead' ? broker.state : 'running';
  return {
    target: broker.key,
    kind: 'broker',
    title: words.broker(broker.id),
    status: { text: brokerStatus(broker), tone: broker.cut && broker.state === 'running' ? 'warn' : BROKER_TONES[broker.state] },
    rows,
    config: configRows('broker', brokerLayers(image, broker.id, { ...spec.clusterOverrides, ...own }), spec.metadata),
    configTarget: { broker: broker.id },
    actions: brokerActions({ id: broker.id, status, cut: broker.cut, slow: broker.slow !== null }),
  };
}

function inspectController(sim: KafkaSimulation, frame: Frame, controller: Frame['controllers'][number]): Thing {
  const { spec } = sim.world;
  if (frame.metadata.mode === 'zookeeper') return inspectEnsembleServer(spec, frame, controller);
  const isLeader = controller.role === 'leader' && controller.state === 'running';
  return {
    target: controller.key,
    kind: 'controller',
    title: words.controllerTitle(controller.id),
    status: {
      text: controller.state === 'running' ? (isLeader ? words.activeController : controller.role) : words.processStates[controller.state],
      tone: controller.state === 'running' ? 'good' : 'bad',
    },
    rows: [
      // What it had in memory is gone with its process.
      ...(controller.state === 'dead' ? [] : [row(words.role, controller.role, { term: 'quorum' })]),
      row(words.epoch, controller.epoch, { term: 'epoch' }),
      row(words.metadataLogEnd, controller.endOffset, { term: 'metadata log' }),
      ...(controller.state === 'dead' ? [] : [row(words.knownCommitted, controller.highWatermark < 0 ? words.notKnown : controller.highWatermark, { term: 'high watermark' }), row(words.quorumLeader, leaderKnownTo(sim, frame, controller.id))]),
    ],
    config: configRows('controller', atStart(spec.clusterOverrides)),
    configTarget: null,
    actions: controllerActions(controller.id, controller.state),
  };
}

/** Whom a controller takes for the leader, which may be dead, or another one by now. */
function leaderKnownTo(sim: KafkaSimulation, frame: Frame, id: number): string {
  const known = controllersOf(sim.world).find((controller) => controller.id === id)?.disk.election.leaderId ?? null;
  if (known === null) return words.none;
  const leader = frame.controllers.find((controller) => controller.id === known);
  return leader?.state === 'dead' ? words.leaderDead(known) : String(known);
}

function inspectEnsembleServer(spec: ClusterSpec, frame: Frame, server: Frame['controllers'][number]): Thing {
  const { controller = -1, leader } = frame.metadata;
  return {
    target: server.key,
    kind: 'controller',
    title: words.zooKeeperTitle(server.id),
    status: {
      text: server.state === 'running' ? server.role : words.processStates[server.state],
      tone: server.state !== 'running' ? 'bad' : server.role === 'looking' ? 'warn' : 'good',
    },
    rows: [
      row(words.ofVersion, words.kafkaBefore4, { term: 'ZooKeeper' }),
      row(words.epoch, server.epoch),
      row(words.transactionsLogged, server.endOffset),
      row(words.applied, server.highWatermark),
      row(words.ensembleLeader, leader < 0 ? words.none : leader),
      row(words.kafkaController, controller < 0 ? words.none : words.broker(controller), { term: 'controller' }),
    ],
    config: configRows('broker', atStart(spec.clusterOverrides), 'zookeeper').filter(({ name }) => name.startsWith('zookeeper.')),
    configTarget: null,
    actions: controllerActions(server.id, server.state, server.node),
  };
}

function inspectProducer(sim: KafkaSimulation, producer: ProducerView): Thing {
  const spec = producersOf(sim.world).find(({ id }) => id === producer.id)?.spec;
  const acks = producer.acks === -1 ? 'all' : String(producer.acks);
  return {
    target: producer.key,
    kind: 'producer',
    title: producer.id,
    status: { text: words.clientStates[producer.status], tone: producer.status === 'running' ? 'good' : 'bad' },
    rows: [
      row(words.topic, producer.topic, { term: 'topic' }),
      row(words.rate, producer.ratePerSecond === 0 ? words.onlyWhenTold : words.perSecond(producer.ratePerSecond)),
      row('acks', acks, { term: 'acks' }),
      row(words.idempotent, producer.idempotent ? words.yes : words.no, { term: 'idempotent producer' }),
      row(words.sent, producer.sent),
      row(words.acknowledged, producer.acks === 0 ? words.neverAsked : producer.acked),
      row(words.failed, producer.failed),
      row(words.inFlight, producer.inFlight),
      row(words.buffered, producer.buffered),
    ],
    config: configRows('producer', atStart(spec?.overrides ?? {})),
    configTarget: null,
    actions: producerActions(producer.id, producer.status, producer.ratePerSecond),
  };
}

/** Only who coordinates a group can say that it has committed nothing. */
function committedWords({ groups }: Frame, of: string, committed: number): string {
  if (committed >= 0) return words.committed(committed);
  return groups.some(({ group, coordinator }) => group === of && coordinator >= 0) ? words.nothingCommitted : words.committedNotKnown;
}

function inspectConsumer(sim: KafkaSimulation, frame: Frame, consumer: ConsumerView): Thing {
  const node = consumersOf(sim.world).find(({ id }) => id === consumer.id);
  const read = node === undefined ? [] : describeConsumer(node).partitions;
  const rows = [row(words.group, consumer.group, { term: 'consumer group' }), row(words.reads, consumer.topics.join(', '), { term: 'topic' })];
  for (const { topic, partition, position, committed, toRead, lag } of consumer.assigned.slice(0, MOST_NAMED)) {
    const clauses = [position < 0 ? words.lookingUpPosition : words.position(position), committedWords(frame, consumer.group, committed)];
    if (toRead >= 0) clauses.push(words.toRead(toRead));
    if (lag >= 0) clauses.push(words.lag(lag));
    const near = read.find((one) => one.topic === topic && one.partition === partition)?.preferredReplica ?? null;
    if (near !== null) clauses.push(words.fromBroker(near));
    rows.push(row(`${topic}-${partition}`, words.clauses(clauses), { term: 'position' }));
  }
  const more = consumer.assigned.length - MOST_NAMED;
  if (more > 0) rows.push(row(words.moreOfThese, words.partitions(more), { term: 'partition' }));
  const { elsewhere } = consumer;
  if (elsewhere !== undefined) rows.push(row(words.ofWhatIsNotNear, words.clauses([words.partitions(elsewhere.partitions), ...(elsewhere.toRead < 0 ? [] : [words.toRead(elsewhere.toRead)])]), { term: 'partition' }));
  else if (consumer.assigned.length === 0) rows.push(row(words.partitionsLabel, words.none, { term: 'partition' }));
  const busy = consumer.status === 'stable' || consumer.status === 'idle';
  const seeks = busy && (consumer.assigned.length > 0 || elsewhere !== undefined) ? consumer.topics.flatMap((topic) => seekActions(consumer.id, topic)) : [];
  return {
    target: consumer.key,
    kind: 'consumer',
    title: consumer.id,
    status: { text: consumer.fetchPaused ? words.notReading(words.clientStates[consumer.status]) : words.clientStates[consumer.status], tone: busy ? 'good' : consumer.status === 'joining' || consumer.status === 'rebalancing' ? 'warn' : 'bad' },
    rows,
    config: configRows('consumer', atStart(node?.spec.overrides ?? {})),
    configTarget: null,
    actions: [...consumerActions(consumer.id, consumer.status, consumer.fetchPaused), ...seeks, ...moveActions(sim, frame, consumer)],
  };
}

function inspectGroup(frame: Frame, group: Frame['groups'][number]): Thing {
  const members = frame.consumers.filter((consumer) => consumer.group === group.group);
  const stable = group.state === 'Stable';
  return {
    target: group.key,
    kind: 'group',
    title: words.groupTitle(group.group),
    status: { text: words.groupStates[group.state], tone: stable ? 'good' : group.state === 'Empty' || group.state === 'Dead' ? 'plain' : 'warn' },
    rows: [
      row(words.generation, group.generation, { term: 'generation' }),
      row(words.coordinator, group.coordinator < 0 ? words.none : words.broker(group.coordinator), { term: 'group coordinator' }),
      row(words.assignor, group.protocol ?? words.none, { term: 'assignor' }),
      row(words.members, idList(members.filter(({ status }) => status !== 'dead' && status !== 'closed').map(({ id }) => id))),
    ],
    config: [],
    configTarget: null,
    actions: groupActions(frame, group.group),
  };
}

function inspectPartition(spec: ClusterSpec, image: MetadataImage, frame: Frame, partition: Frame['partitions'][number]): Thing {
  const under = partition.isr.length < effectiveMinIsr(partition.minInsyncReplicas, partition.replicas.length);
  const offline = partition.leader < 0;
  const running = frame.brokers.flatMap(({ id, state }) => (state === 'running' ? [id] : []));
  const readers = frame.consumers.flatMap((consumer) =>
    consumer.assigned.some((at) => at.topic === partition.topic && at.partition === partition.partition) ? [consumer.id] : [],
  );
  return {
    target: partition.key,
    kind: 'partition',
    title: partition.key,
    status: offline
      ? { text: words.offline, tone: 'bad' }
      : under
        ? { text: words.belowMinIsr, tone: 'bad' }
        : isUnderReplicated(partition.isr.length, partition.replicas, partition.reassigning?.adding ?? [])
          ? { text: words.underReplicated, tone: 'warn' }
          : { text: words.healthy, tone: 'good' },
    rows: [
      row(words.leader, offline ? words.none : words.broker(partition.leader), { term: 'leader' }),
      row(words.leaderEpoch, partition.leaderEpoch, { term: 'leader epoch' }),
      row(words.partitionEpoch, partition.partitionEpoch),
      row(words.replicas, idList(partition.replicas), { term: 'replica' }),
      ...(partition.reassigning === undefined
        ? []
        : [row(words.beingAdded, idList(partition.reassigning.adding)), row(words.toBeRemoved, idList(partition.reassigning.removing))]),
      row(words.inSync, idList(partition.isr), { term: 'ISR' }),
      row(words.eligibleLeaders, idList(partition.elr), { term: 'ELR' }),
      row('min.insync.replicas', partition.minInsyncReplicas, { term: 'min.insync.replicas' }),
      row(words.readBy, idList(readers)),
    ],
    config: configRows('topic', topicLayers(image, partition.topic, spec.clusterOverrides)),
    configTarget: { topic: partition.topic },
    actions: partitionActions(partition, running),
  };
}

function inspectReplica(spec: ClusterSpec, image: MetadataImage, frame: Frame, replica: Frame['replicas'][number]): Thing | null {
  const partition = frame.partitions.find((one) => one.topic === replica.topic && one.partition === replica.partition);
  if (partition === undefined) return null;
  const about = inspectPartition(spec, image, frame, partition);
  const tone = replica.sync === 'in-sync' ? 'good' : replica.sync === 'lagging' ? 'warn' : 'bad';
  return {
    ...about,
    target: replica.key,
    kind: 'replica',
    title: words.replicaTitle(partition.key, replica.broker),
    status: { text: words.roleAndState(words.roles[replica.role], words.syncStates[replica.sync]), tone },
    rows: [
      row(words.logEndOffset, replica.endOffset, { term: 'log end offset' }),
      row(words.highWatermark, replica.highWatermark, { term: 'high watermark' }),
      row(words.logStartOffset, replica.logStartOffset),
      row(words.recordsHeld, words.records(replica.endOffset - replica.logStartOffset)),
      ...about.rows,
    ],
  };
}
