import { isUnderReplicated } from '../../base/underReplicated.ts';
import { effectiveMinIsr } from '../kafka/broker/highWatermark.ts';
import { replicaOf, type BrokerNode } from '../kafka/broker/brokerState.ts';
import type { Replica } from '../kafka/broker/replica.ts';
import { describeConsumer } from '../kafka/clients/consumer/describeConsumer.ts';
import { brokersOf, consumersOf, controllersOf, nameOf } from '../kafka/cluster.ts';
import { committedImage } from '../kafka/clusterImage.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import type { CoordinatorShard } from '../kafka/group/coordinatorState.ts';
import { partitionIn, type MetadataImage } from '../kafka/metadata/image.ts';
import { read, type Meter, type MetadataCounts } from './meterState.ts';

/** Reads every gauge from whoever would report it now. A process that is dead or stopped reports nothing. */
export function readGauges(meter: Meter, sim: KafkaSimulation): void {
  const brokers = brokersOf(sim.world).filter((broker) => sim.control.statusOf(broker.node) === 'running' && broker.lifecycle.state !== 'stopped');
  for (const broker of brokers) {
    readReplicas(meter, broker);
    readGroups(meter, broker);
  }
  if (sim.world.spec.metadata === 'zookeeper') readZooKeeperControllers(meter, sim, brokers);
  else readControllers(meter, sim);
  readGroupLag(meter, sim, brokers);
  for (const consumer of consumersOf(sim.world)) {
    if (sim.control.statusOf(consumer.node) !== 'running' || consumer.phase !== 'running') continue;
    const lags = describeConsumer(consumer).partitions.flatMap(({ lag }) => (lag === null ? [] : [lag]));
    if (lags.length > 0) read(meter, 'recordsLagMax', Math.max(...lags), nameOf(consumer));
  }
}

/** `ReplicaManager`, of the partitions that this broker holds itself for the leader of; `ReplicaFetcherManager`, of those it follows. */
function readReplicas(meter: Meter, broker: BrokerNode): void {
  let [leaders, underReplicated, underMinIsr, atMinIsr] = [0, 0, 0, 0];
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) {
      if (replica.role !== 'leader') continue;
      leaders += 1;
      const members = replica.isr.isr.length;
      const minIsr = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length);
      if (isUnderReplicated(members, replica.replicas, addingOf(broker, replica))) underReplicated += 1;
      if (members < minIsr) underMinIsr += 1;
      if (members === minIsr) atMinIsr += 1;
    }
  }
  let maxLag = 0;
  for (const { partitions } of broker.fetchers.values()) for (const { lag } of partitions.values()) maxLag = Math.max(maxLag, lag ?? 0);
  const name = nameOf(broker);
  read(meter, 'leaderCount', leaders, name);
  read(meter, 'underReplicated', underReplicated, name);
  read(meter, 'underMinIsr', underMinIsr, name);
  read(meter, 'atMinIsr', atMinIsr, name);
  read(meter, 'maxLag', maxLag, name);
}

function addingOf(broker: BrokerNode, { topic, partition }: Replica): readonly number[] {
  return partitionIn(broker.image, topic, partition)?.addingReplicas ?? [];
}

function readGroups(meter: Meter, broker: BrokerNode): void {
  let [preparing, completing] = [0, 0];
  for (const { groups } of broker.coordinator.shards.values()) {
    for (const { state } of groups.values()) {
      if (state === 'PreparingRebalance') preparing += 1;
      if (state === 'CompletingRebalance') completing += 1;
    }
  }
  read(meter, 'groupsRebalancing', preparing, nameOf(broker), 'PreparingRebalance');
  read(meter, 'groupsRebalancing', completing, nameOf(broker), 'CompletingRebalance');
}

/** Every controller, active or not, reports what its own metadata comes to (`ControllerMetadataMetricsPublisher`). */
function readControllers(meter: Meter, sim: KafkaSimulation): void {
  for (const controller of controllersOf(sim.world)) {
    if (sim.control.statusOf(controller.node) !== 'running') continue;
    const name = nameOf(controller);
    read(meter, 'activeController', controller.controller.activeEpoch === null ? 0 : 1, name);
    const counts = countsOf(meter, controller.node, controller.controller.committed);
    read(meter, 'offlinePartitions', counts.offline, name);
    read(meter, 'preferredReplicaImbalance', counts.notPreferred, name);
    read(meter, 'fencedBrokers', counts.fenced, name);
  }
}

/** Before Kafka 4.0 a broker is the controller; nobody is fenced. Its metadata is taken to be what the ensemble has. */
function readZooKeeperControllers(meter: Meter, sim: KafkaSimulation, brokers: readonly BrokerNode[]): void {
  for (const broker of brokers) {
    const isActive = broker.zk?.controller.activeId === broker.id;
    read(meter, 'activeController', isActive ? 1 : 0, nameOf(broker));
    if (!isActive) continue;
    const counts = countsOf(meter, broker.node, committedImage(sim.world));
    read(meter, 'offlinePartitions', counts.offline, nameOf(broker));
    read(meter, 'preferredReplicaImbalance', counts.notPreferred, nameOf(broker));
  }
}

/** Images never change, so one that was counted stays counted. */
function countsOf(meter: Meter, node: number, image: MetadataImage): MetadataCounts {
  const known = meter.counted.get(node);
  if (known?.image === image) return known;
  let [offline, notPreferred, fenced] = [0, 0, 0];
  for (const { partitions } of image.topics.values()) {
    for (const { leader, replicas } of partitions) {
      if (leader < 0) offline += 1;
      if (leader !== replicas[0]) notPreferred += 1;
    }
  }
  for (const broker of image.brokers.values()) if (broker.fenced) fenced += 1;
  const counts: MetadataCounts = { image, offline, notPreferred, fenced };
  meter.counted.set(node, counts);
  return counts;
}

/**
 * As `kafka-consumer-groups` has it: how far the end that consumers may read to is ahead of what the group has committed, over the
 * partitions of which both are known. A group whose coordinator is gone has none.
 */
function readGroupLag(meter: Meter, sim: KafkaSimulation, brokers: readonly BrokerNode[]): void {
  const shards = new Map<number, CoordinatorShard>();
  for (const broker of brokers) {
    for (const shard of broker.coordinator.shards.values()) {
      // Of two that hold themselves for the coordinator, the later one is it.
      if ((shards.get(shard.partition)?.leaderEpoch ?? -1) < shard.leaderEpoch) shards.set(shard.partition, shard);
    }
  }
  if (shards.size === 0) return;
  const image = committedImage(sim.world);
  const byId = new Map(brokers.map((broker) => [broker.id, broker]));
  for (const { offsets } of shards.values()) {
    for (const [group, committed] of offsets) {
      let lag: number | null = null;
      for (const { topic, partition, offset } of committed.values()) {
        const leader = byId.get(partitionIn(image, topic, partition)?.leader ?? -1);
        const replica = leader === undefined ? undefined : replicaOf(leader, topic, partition);
        if (replica?.role === 'leader') lag = (lag ?? 0) + Math.max(0, replica.log.highWatermark - offset);
      }
      if (lag !== null) read(meter, 'groupLag', lag, `group:${group}`);
    }
  }
}
