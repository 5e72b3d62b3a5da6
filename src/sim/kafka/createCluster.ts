import { emptyKernelState, createSimulation, addRunningNode, scheduleCommand, type Simulation } from '../kernel/simulation.ts';
import type { Link } from '../kernel/networkTypes.ts';
import type { KernelEvent, NodeIndex } from '../kernel/types.ts';
import { createBroker } from './broker/createBroker.ts';
import { createZkBroker, zkSettings } from './broker/zk/formZkBroker.ts';
import { createAdmin } from './clients/admin/adminState.ts';
import { createConsumer } from './clients/consumer/consumerState.ts';
import { createProducer } from './clients/producer/producerNode.ts';
import {
  ADMIN_NAME,
  brokerName,
  brokersOf,
  consumerName,
  controllerName,
  controllersOf,
  processOf,
  producerName,
  zooKeeperName,
  type Cluster,
  type KafkaNode,
} from './cluster.ts';
import type { Command } from './commands.ts';
import { formCluster, formedController, type FormedCluster } from './controller/formCluster.ts';
import { pairsOf } from './execute/linkEnds.ts';
import type { Fact } from './facts.ts';
import type { KafkaTimer } from './kafkaContext.ts';
import { kafkaModel } from './model.ts';
import type { Message } from './protocol/messages.ts';
import type { ClusterSpec, LinkQuality, NodeName } from './spec.ts';
import { createRemoteStorage, REMOTE_STORAGE_NAME } from './tier/remoteStorageNode.ts';
import { formedMember, formEnsemble } from './zookeeper/formEnsemble.ts';

export type KafkaEvent = KernelEvent<Message, KafkaTimer, Command>;
export type KafkaSimulation = Simulation<Cluster, Message, KafkaTimer, Command, Fact>;

/**
 * A simulation at time 0: the cluster formed and healthy, clients about to start, the document's script scheduled.
 * Everything that follows is decided by the spec, its seed and the commands.
 */
export function createCluster(spec: ClusterSpec): KafkaSimulation {
  const cluster: Cluster = { spec, nodes: [], byName: new Map(), bootstrap: [], admin: spec.controllers.length + spec.brokers.length };
  const sim = createSimulation(kafkaModel, emptyKernelState<Message, KafkaTimer, Command>(spec.seed, linkOf(spec.network)), cluster);
  const controllers = new Map(spec.controllers.map(({ id }, index) => [id, index] as const));
  const brokers = new Map(spec.brokers.map(({ id }, index) => [id, spec.controllers.length + index] as const));
  const formed = formCluster(spec, { brokers, controllers });
  const bootstrap = [...brokers.values()];

  if (spec.metadata === 'zookeeper') addZooKeeperServers(sim, spec, controllers, formed);
  else addKraftServers(sim, spec, controllers, formed);
  add(sim, ADMIN_NAME, (node) => createAdmin(node, bootstrap));
  for (const producer of spec.producers) {
    add(sim, producerName(producer.id), (node) => createProducer(producer, node, bootstrap));
  }
  for (const consumer of spec.consumers) {
    add(sim, consumerName(consumer.id), (node) => createConsumer(consumer, node, bootstrap));
  }
  addRemoteStorage(sim);
  sim.world = { ...cluster, bootstrap };
  for (const link of spec.network.links) {
    for (const [from, to] of pairsOf(sim.world, link.from, link.to, link.oneWay)) sim.control.setLink(from, to, linkOf(link));
  }
  for (const controller of controllersOf(sim.world)) {
    for (const other of processOf(sim.world, controller.node)) {
      if (other === controller.node) continue;
      sim.control.setLink(controller.node, other, LOOPBACK);
      sim.control.setLink(other, controller.node, LOOPBACK);
    }
  }
  for (const { atUs, events, command } of spec.script) if (events === null) scheduleCommand(sim, atUs, command);
  return sim;
}

/** Behind the nodes of the document, so that a cluster without remote storage is the same as ever. */
function addRemoteStorage(sim: KafkaSimulation): void {
  const brokers = brokersOf(sim.world);
  if (!brokers.some(({ config }) => config.remoteLogStorageSystemEnable)) return;
  add(sim, REMOTE_STORAGE_NAME, createRemoteStorage);
  const store = sim.world.byName.get(REMOTE_STORAGE_NAME) ?? null;
  for (const broker of brokers) broker.remoteStorage = broker.config.remoteLogStorageSystemEnable ? store : null;
}

function addKraftServers(
  sim: KafkaSimulation,
  spec: ClusterSpec,
  controllers: ReadonlyMap<number, NodeIndex>,
  formed: FormedCluster,
): void {
  for (const { id } of spec.controllers) {
    add(sim, controllerName(id), (node) => formedController(spec, id, node, controllers, formed));
  }
  for (const broker of spec.brokers) {
    add(sim, brokerName(broker.id), (node) => createBroker(spec, broker, node, controllers, formed));
  }
}

/** Kafka before 4.0: the ensemble takes the place of the controllers. */
function addZooKeeperServers(
  sim: KafkaSimulation,
  spec: ClusterSpec,
  members: ReadonlyMap<number, NodeIndex>,
  formed: FormedCluster,
): void {
  const ensemble = formEnsemble(spec, formed, zkSettings(spec).sessionTimeoutUs);
  for (const { id } of spec.controllers) add(sim, zooKeeperName(id), (node) => formedMember(id, node, members, ensemble));
  const servers = [...members.values()];
  for (const broker of spec.brokers) {
    add(sim, brokerName(broker.id), (node) => createZkBroker(spec, broker, node, servers, ensemble));
  }
}

/** Between broker and controller of one process. */
const LOOPBACK: Link = { latencyUs: 1, jitterUs: 0, bytesPerSecond: null, lossPermille: 0 };

function add(sim: KafkaSimulation, name: NodeName, create: (node: NodeIndex) => KafkaNode): void {
  const index = addRunningNode(sim, name);
  sim.world.nodes.push(create(index));
  sim.world.byName.set(name, index);
}

function linkOf(quality: LinkQuality): Link {
  return {
    latencyUs: quality.latencyUs,
    jitterUs: quality.jitterUs,
    bytesPerSecond: quality.bandwidthBytesPerSecond,
    lossPermille: quality.lossPermille,
  };
}
