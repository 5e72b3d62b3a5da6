import { isInternalTopic } from '../../base/internalTopic.ts';
import { NO_LOOK, type Look } from '../../protocol/look.ts';
import type {
  BrokerView,
  ControllerView,
  Frame,
  GroupView,
  ProducerView,
  TopicView,
} from '../../protocol/views.ts';
import {
  brokersOf,
  brokerStateOf,
  committedImage,
  consumersOf,
  controllersOf,
  coordinatedGroups,
  describeProducer,
  producersOf,
  quorumLeader,
  quorumRoleOf,
  configuredMinIsr,
  traceHashOf,
  type BrokerNode,
  type CoordinatedGroup,
  type KafkaSimulation,
  type MetadataImage,
} from '../../sim/index.ts';
import { ensembleSummary, ensembleViews, sessionViews } from './ensemble.ts';
import { consumerViews } from './consumers.ts';
import { heatViews } from './heat.ts';
import type { Hues } from './hues.ts';
import { endsOf, groupLags } from './lags.ts';
import { holdingsOf, type Holds } from './holdings.ts';
import { nearOf, nodesInSight } from './large.ts';
import { linkViews } from './links.ts';
import { onTheWire } from './messages.ts';
import { partitionViews, replicaViews, type FrameCache } from './replicas.ts';
import { vitalsOf } from './vitals.ts';

/** What of a frame depends on who looks. */
export type Looked = Pick<Look, 'highlightKey' | 'near'>;

/**
 * The picture at the simulation's current moment. Internal topics are included; the interface decides what to show. Records with the
 * key `highlightKey` are marked, which has to be the same for as long as the cache is.
 */
export function buildFrame(sim: KafkaSimulation, hues: Hues, cache: FrameCache, { highlightKey, near: keys }: Looked = NO_LOOK): Frame {
  const image = committedImage(sim.world);
  const leader = quorumLeader(sim.world);
  const isZooKeeper = sim.world.spec.metadata === 'zookeeper';
  const brokers = new Map(
    brokersOf(sim.world).map((broker) => [broker.id, { broker, alive: sim.control.statusOf(broker.node) !== 'dead' }] as const),
  );
  // From the committed metadata and not from a broker: one that is dead may not have heard of it.
  const minIsrs = new Map([...image.topics.keys()].map((topic) => [topic, configuredMinIsr(sim.world.spec, image, topic)]));
  const minIsr = (topic: string): number => minIsrs.get(topic) ?? 1;
  const near = nearOf(image, keys);
  const holds = holdingsOf(image, minIsr, cache.holdings);
  const wire = onTheWire(sim, hues, near.isLarge ? nodesInSight(sim, image, near) : null);
  const groups = coordinatedGroups(sim, image);
  const endOf = endsOf(image, brokers);
  return {
    now: sim.state.now,
    events: sim.state.processed,
    traceHash: traceHashOf(sim),
    metadata: isZooKeeper
      ? ensembleSummary(sim, image)
      : { epoch: leader?.disk.election.epoch ?? -1, offset: image.offset, leader: leader?.id ?? -1 },
    controllers: isZooKeeper ? ensembleViews(sim) : controllerViews(sim),
    brokers: isZooKeeper ? sessionViews(sim, brokerViews(sim, image, holds)) : brokerViews(sim, image, holds),
    topics: topicViews(image),
    partitions: partitionViews(image, minIsr, near, cache),
    replicas: replicaViews(image, brokers, { hues, highlightKey }, near, cache),
    producers: producerViews(sim),
    groups: groupViews(sim, groups),
    consumers: consumerViews(sim, groups, endOf, near),
    messages: wire.messages,
    links: linkViews(sim, wire.waiting),
    flows: wire.flows,
    heat: near.isLarge ? heatViews(sim, image, brokersOf(sim.world), groupLags(image, groups, endOf), cache.heat) : [],
  };
}

function controllerViews(sim: KafkaSimulation): ControllerView[] {
  return controllersOf(sim.world).map((controller) => {
    const node = `controller-${controller.id}`;
    return {
      key: node,
      id: controller.id,
      node,
      state: sim.control.statusOf(controller.node),
      role: quorumRoleOf(controller),
      epoch: controller.disk.election.epoch,
      endOffset: controller.disk.log.endOffset,
      highWatermark: controller.raft.highWatermark ?? -1,
    };
  });
}

function brokerViews(sim: KafkaSimulation, image: MetadataImage, holds: (broker: number) => Holds): BrokerView[] {
  const active = quorumLeader(sim.world);
  const vitals = vitalsOf(sim, image);
  return brokersOf(sim.world).map((broker) => {
    const node = `broker-${broker.id}`;
    const status = sim.control.statusOf(broker.node);
    const fenced = image.brokers.get(broker.id)?.fenced ?? true;
    const contact = active?.controller.contacts.get(broker.id);
    const lastHeartbeatAt = fenced || contact === undefined ? null : contact.lastContactAt;
    const { cpu, disk, network } = sim.state.nodes[broker.node]?.slowness ?? { cpu: 1, disk: 1, network: 1 };
    return {
      key: node,
      id: broker.id,
      node,
      rack: broker.rack,
      state: brokerStateOf(broker, status, image),
      brokerEpoch: broker.lifecycle.brokerEpoch,
      fenced,
      lastHeartbeatAt,
      sessionExpiresAt:
        lastHeartbeatAt === null || active === null ? null : lastHeartbeatAt + active.config.brokerSessionTimeoutUs,
      heartbeatIntervalUs: broker.config.brokerHeartbeatIntervalUs,
      slow: cpu === 1 && disk === 1 && network === 1 ? null : { cpu, disk, network },
      cut: isCut(sim, broker),
      vitals: vitals(broker, status),
      holds: holds(broker.id),
    };
  });
}

function isCut(sim: KafkaSimulation, broker: BrokerNode): boolean {
  for (const [key, link] of sim.state.network.links) {
    if (link.cut && (Math.floor(key / 1024) === broker.node || key % 1024 === broker.node)) return true;
  }
  return false;
}

function topicViews(image: MetadataImage): TopicView[] {
  return [...image.topics.values()].map(({ name, partitions }) => ({
    key: `topic:${name}`,
    name,
    partitions: partitions.length,
    internal: isInternalTopic(name),
  }));
}

const NO_KEYS: readonly string[] = [];

function producerViews(sim: KafkaSimulation): ProducerView[] {
  return producersOf(sim.world).map((producer) => {
    const described = describeProducer(producer);
    const status = sim.control.statusOf(producer.node);
    return {
      key: `producer:${producer.id}`,
      id: producer.id,
      node: `producer:${producer.id}`,
      status: status !== 'running' ? status : described.status === 'running' ? 'running' : 'closed',
      topic: producer.spec.topic,
      keys: producer.spec.keys.kind === 'list' ? producer.spec.keys.keys : NO_KEYS,
      ratePerSecond: producer.workload.rateMilli / 1000,
      acks: producer.spec.config.acks,
      idempotent: producer.spec.config.enableIdempotence,
      sent: described.sent,
      acked: described.acked,
      failed: described.failed,
      inFlight: described.inFlight,
      buffered: described.buffered,
    };
  });
}

function groupViews(sim: KafkaSimulation, coordinated: ReadonlyMap<string, CoordinatedGroup>): GroupView[] {
  const views = new Map<string, GroupView>();
  for (const consumer of consumersOf(sim.world)) {
    const { group } = consumer.spec;
    views.set(group, { key: `group:${group}`, group, state: 'Unknown', generation: -1, protocol: null, coordinator: -1 });
  }
  for (const [name, { broker, group }] of coordinated) {
    const { state, generation, protocol } = group;
    views.set(name, { key: `group:${name}`, group: name, state, generation, protocol, coordinator: broker.id });
  }
  return [...views.values()];
}
