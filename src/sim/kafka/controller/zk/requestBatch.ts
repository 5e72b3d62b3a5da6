import type { BrokerContext, BrokerNode } from '../../broker/brokerState.ts';
import type { ZkBroker } from '../../broker/zk/zkBrokerState.ts';
import { EPOCH_DURING_DELETE, type PartitionStateOrder, type StopReplicaOrder } from '../../protocol/stateChange.ts';
import { partitionName, type BrokerId, type TopicPartition } from '../../types.ts';
import { registrationOf } from '../../zookeeper/zkImage.ts';
import { enqueueOrder } from './channels.ts';
import { emptyBatch, partitionOf, type ZkControllerState } from './zkControllerState.ts';

/** What the controller knows of a partition, as it tells it to brokers; null while it has no state. */
function orderFor(controller: ZkControllerState, name: TopicPartition): PartitionStateOrder | null {
  const { topic, partition } = name;
  const topicId = controller.topics.get(topic)?.id ?? -1;
  const known = partitionOf(controller, name);
  if (known === undefined || known.info === null) return null;
  const { data, version } = known.info;
  return { topic, partition, topicId, registration: registrationOf(known.replicas, data, version) };
}

/** A LeaderAndIsr for these brokers and, as always with it, an UpdateMetadata for all that are alive. */
export function addLeaderAndIsr(controller: ZkControllerState, brokers: readonly BrokerId[], name: TopicPartition): void {
  const order = orderFor(controller, name);
  if (order === null) return;
  const key = partitionName(name.topic, name.partition);
  for (const broker of brokers) {
    if (!controller.live.has(broker)) continue;
    const orders = controller.batch.leaderAndIsr.get(broker) ?? new Map<string, PartitionStateOrder>();
    controller.batch.leaderAndIsr.set(broker, orders.set(key, order));
  }
  addUpdateMetadata(controller, [...controller.live.keys()], [name]);
}

export function addUpdateMetadata(
  controller: ZkControllerState,
  brokers: readonly BrokerId[],
  partitions: readonly TopicPartition[],
): void {
  const { batch } = controller;
  for (const broker of brokers) batch.updateBrokers.add(broker);
  for (const name of partitions) {
    const key = partitionName(name.topic, name.partition);
    if (controller.deleting.has(name.topic)) {
      batch.deleted.set(key, { topic: name.topic, partition: name.partition });
      continue;
    }
    const order = orderFor(controller, name);
    if (order !== null) batch.updateMetadata.set(key, order);
  }
}

export function addStopReplica(
  controller: ZkControllerState,
  broker: BrokerId,
  { topic, partition }: TopicPartition,
  deletePartition: boolean,
): void {
  if (!controller.live.has(broker)) return;
  const orders = controller.batch.stopReplica.get(broker) ?? new Map<string, StopReplicaOrder>();
  const known = controller.topics.get(topic)?.partitions[partition]?.info?.data.leaderEpoch ?? -1;
  const leaderEpoch = controller.deleting.has(topic) ? EPOCH_DURING_DELETE : known;
  controller.batch.stopReplica.set(broker, orders.set(partitionName(topic, partition), { topic, partition, leaderEpoch, deletePartition }));
}

/** Queues what was gathered: first who leads, then what clients are told, then what stops (`sendRequestsToBrokers`). */
export function sendBatch(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { controller } = zk;
  const { batch } = controller;
  controller.batch = emptyBatch();
  const header = (to: BrokerId) => ({
    controllerId: broker.id,
    controllerEpoch: controller.epoch,
    brokerEpoch: controller.live.get(to)?.epoch ?? -1,
  });
  for (const [to, orders] of batch.leaderAndIsr) {
    enqueueOrder(broker, zk, ctx, to, { api: 'LeaderAndIsr', ...header(to), partitions: [...orders.values()] });
  }
  const brokers = [...controller.live].map(([id, { node, rack }]) => ({ id, node, rack }));
  const partitions = [...batch.updateMetadata.values()];
  const deleted = [...batch.deleted.values()];
  for (const to of batch.updateBrokers) {
    enqueueOrder(broker, zk, ctx, to, { api: 'UpdateMetadata', ...header(to), brokers, partitions, deleted });
  }
  for (const [to, orders] of batch.stopReplica) {
    enqueueOrder(broker, zk, ctx, to, { api: 'StopReplica', ...header(to), partitions: [...orders.values()] });
  }
}
