import { formatDuration } from '../../base/units.ts';
import type { Inspection, Offer } from '../../protocol/messages.ts';
import type { BrokerView, ConsumerView, Frame, ProducerView } from '../../protocol/views.ts';
import type { ClusterSpec, KafkaSimulation, MetadataImage } from '../../sim/index.ts';
import { askWhyNot, committedImage, consumersOf, describeConsumer, producersOf, questionsAbout } from '../../sim/index.ts';
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
  const about = target.replace(/^(\d+)\/(.+)$/, '$2@$1');
  return { ...thing, whyNot: questionsAbout(sim, about).flatMap((question) => askWhyNot(sim, question) ?? []) };
}

function noted(thing: Thing | null): Inspection | null {
  return thing === null ? null : { ...thing, whyNot: [] };
}

/** Things with more partitions than this are not gone through one by one: whoever wants one of them selects it. */
const MOST_PARTITIONS = 200;

/** What can be done to each node, group and partition at the frame's moment, in the frame's order. */
export function offersIn(sim: KafkaSimulation, frame: Frame): Offer[] {
  const shown = frame.partitions.filter(({ topic }) => !topic.startsWith('__'));
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
  if (controller !== undefined) return inspectController(sim.world.spec, frame, controller);
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

function row(label: string, value: string | number, term: string | null = null): Row {
  return { label, value: String(value), term };
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** Of a long list the first so many are named. */
const MOST_NAMED = 24;

function idList(ids: readonly (number | string)[]): string {
  if (ids.length > MOST_NAMED) return `${ids.slice(0, MOST_NAMED).join(', ')} and ${ids.length - MOST_NAMED} more`;
  return ids.length === 0 ? 'none' : ids.join(', ');
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

function inspectBroker(sim: KafkaSimulation, frame: Frame, broker: BrokerView): Thing {
  const { spec } = sim.world;
  const image = committedImage(sim.world);
  const isShown = (name: string): boolean => !name.startsWith('__');
  const leads = frame.partitions.filter((partition) => partition.leader === broker.id && isShown(partition.topic));
  const follows = frame.replicas.filter((replica) => replica.broker === broker.id && isShown(replica.topic));
  const lagging = follows.filter((replica) => replica.sync === 'lagging');
  const rows = [
    // One that has not registered has no epoch yet.
    ...(broker.brokerEpoch < 0 ? [] : [row('Broker epoch', broker.brokerEpoch, 'broker epoch')]),
    row('Rack', broker.rack ?? 'none'),
    ...(broker.zookeeper === 'controller' ? [row('Controller', 'yes: Kafka before 4.0 has it in a broker', 'controller')] : []),
    row('Leads', idList(leads.map(({ key }) => key)), 'leader'),
    row('Replicas', follows.length, 'replica'),
  ];
  if (lagging.length > 0) rows.push(row('Not in sync', idList(lagging.map(({ topic, partition }) => `${topic}-${partition}`)), 'ISR'));
  if (broker.lastHeartbeatAt !== null) {
    rows.push(row('Last heartbeat', `${formatDuration(frame.now - broker.lastHeartbeatAt)} ago`, 'heartbeat'));
  }
  if (broker.sessionExpiresAt !== null && broker.state !== 'running') {
    const left = formatDuration(Math.max(0, broker.sessionExpiresAt - frame.now));
    rows.push(broker.zookeeper === undefined ? row('Fenced in', left, 'fencing') : row('Session ends in', left, 'ZooKeeper'));
  }
  rows.push(...vitalRows(sim, broker));
  const own = spec.brokers.find(({ id }) => id === broker.id)?.overrides ?? {};
  const status = broker.state === 'paused' || broker.state === 'dead' ? broker.state : 'running';
  return {
    target: broker.key,
    kind: 'broker',
    title: `broker ${broker.id}`,
    status: { text: broker.state.replace('-', ' '), tone: BROKER_TONES[broker.state] },
    rows,
    config: configRows('broker', brokerLayers(image, broker.id, { ...spec.clusterOverrides, ...own })),
    configTarget: { broker: broker.id },
    actions: brokerActions({ id: broker.id, status, cut: broker.cut, slow: broker.slow !== null }),
  };
}

function inspectController(spec: ClusterSpec, frame: Frame, controller: Frame['controllers'][number]): Thing {
  if (frame.metadata.mode === 'zookeeper') return inspectEnsembleServer(spec, frame, controller);
  const isLeader = controller.role === 'leader' && controller.state === 'running';
  return {
    target: controller.key,
    kind: 'controller',
    title: `controller ${controller.id}`,
    status: {
      text: controller.state === 'running' ? (isLeader ? 'active controller' : controller.role) : controller.state,
      tone: controller.state === 'running' ? 'good' : 'bad',
    },
    rows: [
      row('Role', controller.role, 'quorum'),
      row('Epoch', controller.epoch, 'epoch'),
      row('Metadata log end', controller.endOffset, 'metadata log'),
      row('Known to be committed', controller.highWatermark, 'high watermark'),
      row('Quorum leader', frame.metadata.leader < 0 ? 'none' : frame.metadata.leader),
    ],
    config: configRows('controller', atStart(spec.clusterOverrides)),
    configTarget: null,
    actions: controllerActions(controller.id, controller.state),
  };
}

function inspectEnsembleServer(spec: ClusterSpec, frame: Frame, server: Frame['controllers'][number]): Thing {
  const { controller = -1, leader } = frame.metadata;
  return {
    target: server.key,
    kind: 'controller',
    title: `ZooKeeper server ${server.id}`,
    status: {
      text: server.state === 'running' ? server.role : server.state,
      tone: server.state !== 'running' ? 'bad' : server.role === 'looking' ? 'warn' : 'good',
    },
    rows: [
      row('Of', 'Kafka before 4.0', 'ZooKeeper'),
      row('Epoch', server.epoch),
      row('Transactions logged', server.endOffset),
      row('Applied', server.highWatermark),
      row('Leader of the ensemble', leader < 0 ? 'none' : leader),
      row('Kafka controller', controller < 0 ? 'none' : `broker ${controller}`, 'controller'),
    ],
    config: configRows('broker', atStart(spec.clusterOverrides)).filter(({ name }) => name.startsWith('zookeeper.')),
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
    status: { text: producer.status, tone: producer.status === 'running' ? 'good' : 'bad' },
    rows: [
      row('Topic', producer.topic, 'topic'),
      row('Rate', producer.ratePerSecond === 0 ? 'only when told' : `${producer.ratePerSecond} records/s`),
      row('acks', acks, 'acks'),
      row('Idempotent', producer.idempotent ? 'yes' : 'no', 'idempotent producer'),
      row('Sent', producer.sent),
      row('Acknowledged', producer.acked),
      row('Failed', producer.failed),
      row('In flight', producer.inFlight),
      row('Buffered', producer.buffered),
    ],
    config: configRows('producer', atStart(spec?.overrides ?? {})),
    configTarget: null,
    actions: producerActions(producer.id, producer.status, producer.ratePerSecond),
  };
}

function inspectConsumer(sim: KafkaSimulation, frame: Frame, consumer: ConsumerView): Thing {
  const node = consumersOf(sim.world).find(({ id }) => id === consumer.id);
  const read = node === undefined ? [] : describeConsumer(node).partitions;
  const rows = [row('Group', consumer.group, 'consumer group'), row('Reads', consumer.topics.join(', '), 'topic')];
  for (const { topic, partition, position, committed, lag } of consumer.assigned.slice(0, MOST_NAMED)) {
    const lagText = lag < 0 ? '' : `, lag ${lag}`;
    const at = position < 0 ? 'looking up its position' : `position ${position}`;
    const saved = committed < 0 ? 'nothing committed' : `committed ${committed}`;
    const near = read.find((one) => one.topic === topic && one.partition === partition)?.preferredReplica ?? null;
    const from = near === null ? '' : `, from broker ${near}`;
    rows.push(row(`${topic}-${partition}`, `${at}, ${saved}${lagText}${from}`, 'position'));
  }
  const more = consumer.assigned.length - MOST_NAMED;
  if (more > 0) rows.push(row('More of these', plural(more, 'partition'), 'partition'));
  const { elsewhere } = consumer;
  if (elsewhere !== undefined) rows.push(row('Of what is not near', `${plural(elsewhere.partitions, 'partition')}${elsewhere.lag < 0 ? '' : `, lag ${elsewhere.lag}`}`, 'partition'));
  else if (consumer.assigned.length === 0) rows.push(row('Partitions', 'none', 'partition'));
  const busy = consumer.status === 'stable' || consumer.status === 'idle';
  const seeks = busy && (consumer.assigned.length > 0 || elsewhere !== undefined) ? consumer.topics.flatMap((topic) => seekActions(consumer.id, topic)) : [];
  return {
    target: consumer.key,
    kind: 'consumer',
    title: consumer.id,
    status: { text: consumer.fetchPaused ? `${consumer.status}, not reading` : consumer.status, tone: busy ? 'good' : consumer.status === 'joining' || consumer.status === 'rebalancing' ? 'warn' : 'bad' },
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
    title: `group ${group.group}`,
    status: { text: GROUP_STATES[group.state], tone: stable ? 'good' : group.state === 'Empty' || group.state === 'Dead' ? 'plain' : 'warn' },
    rows: [
      row('Generation', group.generation, 'generation'),
      row('Coordinator', group.coordinator < 0 ? 'none' : `broker ${group.coordinator}`, 'group coordinator'),
      row('Assignor', group.protocol ?? 'none', 'assignor'),
      row('Members', idList(members.filter(({ status }) => status !== 'dead' && status !== 'closed').map(({ id }) => id))),
    ],
    config: [],
    configTarget: null,
    actions: groupActions(frame, group.group),
  };
}

const GROUP_STATES: Record<Frame['groups'][number]['state'], string> = {
  Empty: 'empty',
  PreparingRebalance: 'rebalancing: members join',
  CompletingRebalance: 'rebalancing: partitions are handed out',
  Stable: 'stable',
  Dead: 'dead',
  Unknown: 'not yet known',
};

function inspectPartition(spec: ClusterSpec, image: MetadataImage, frame: Frame, partition: Frame['partitions'][number]): Thing {
  const under = partition.isr.length < Math.min(partition.minInsyncReplicas, partition.replicas.length);
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
      ? { text: 'offline: no leader', tone: 'bad' }
      : under
        ? { text: 'below min.insync.replicas', tone: 'bad' }
        : partition.isr.length < partition.replicas.length
          ? { text: 'under-replicated', tone: 'warn' }
          : { text: 'healthy', tone: 'good' },
    rows: [
      row('Leader', offline ? 'none' : `broker ${partition.leader}`, 'leader'),
      row('Leader epoch', partition.leaderEpoch, 'leader epoch'),
      row('Partition epoch', partition.partitionEpoch),
      row('Replicas', idList(partition.replicas), 'replica'),
      ...(partition.reassigning === undefined
        ? []
        : [row('Being added', idList(partition.reassigning.adding)), row('To be removed', idList(partition.reassigning.removing))]),
      row('In sync', idList(partition.isr), 'ISR'),
      row('Eligible leaders', idList(partition.elr), 'ELR'),
      row('min.insync.replicas', partition.minInsyncReplicas, 'min.insync.replicas'),
      row('Read by', idList(readers)),
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
    title: `${partition.key} on broker ${replica.broker}`,
    status: { text: `${replica.role}, ${replica.sync.replace('-', ' ')}`, tone },
    rows: [
      row('Log end offset', replica.endOffset, 'log end offset'),
      row('High watermark here', replica.highWatermark, 'high watermark'),
      row('Log start offset', replica.logStartOffset),
      row('Records held', plural(replica.endOffset - replica.logStartOffset, 'record')),
      ...about.rows,
    ],
  };
}
