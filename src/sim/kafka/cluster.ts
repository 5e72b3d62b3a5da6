import type { NodeIndex } from '../kernel/types.ts';
import type { AdminNode } from './clients/admin/adminState.ts';
import type { ConsumerNode } from './clients/consumer/consumerState.ts';
import type { ProducerNode } from './clients/producer/producerNode.ts';
import type { BrokerNode } from './broker/brokerState.ts';
import type { ControllerNode } from './controller/controllerState.ts';
import type { ClusterSpec, NodeName } from './spec.ts';
import { REMOTE_STORAGE_NAME, type RemoteStorageNode } from './tier/remoteStorageNode.ts';
import type { BrokerId } from './types.ts';
import type { ZooKeeperNode } from './zookeeper/ensembleState.ts';

/** A node of the simulated world, whatever it is. */
export type KafkaNode = BrokerNode | ControllerNode | ProducerNode | ConsumerNode | AdminNode | RemoteStorageNode | ZooKeeperNode;

/**
 * The whole modelled world. Nodes stand at their kernel index. No node's code sees this: what they know of each other
 * they have learnt by messages.
 */
export interface Cluster {
  readonly spec: ClusterSpec;
  nodes: KafkaNode[];
  byName: Map<NodeName, NodeIndex>;
  /** What clients are configured with (`bootstrap.servers`): the brokers of the document. */
  readonly bootstrap: readonly NodeIndex[];
  readonly admin: NodeIndex;
}

export const ADMIN_NAME: NodeName = 'admin';

export function brokerName(id: BrokerId): NodeName {
  return `broker-${id}`;
}

export function controllerName(id: number): NodeName {
  return `controller-${id}`;
}

export function zooKeeperName(id: number): NodeName {
  return `zookeeper-${id}`;
}

export function producerName(id: string): NodeName {
  return `producer:${id}`;
}

export function consumerName(id: string): NodeName {
  return `consumer:${id}`;
}

/** The node's name as it stands in commands, facts and pictures. */
export function nameOf(node: KafkaNode): NodeName {
  switch (node.role) {
    case 'broker':
      return brokerName(node.id);
    case 'controller':
      return controllerName(node.id);
    case 'zookeeper':
      return zooKeeperName(node.id);
    case 'producer':
      return producerName(node.id);
    case 'consumer':
      return consumerName(node.id);
    case 'admin':
      return ADMIN_NAME;
    case 'remoteStorage':
      return REMOTE_STORAGE_NAME;
  }
}

/** The nodes that are one process with this one, itself included: on a combined node the broker and the controller of one id. */
export function processOf(cluster: Cluster, index: NodeIndex): NodeIndex[] {
  const node = cluster.nodes[index];
  const other =
    node?.role === 'broker'
      ? cluster.byName.get(controllerName(node.id))
      : node?.role === 'controller'
        ? cluster.byName.get(brokerName(node.id))
        : undefined;
  return other === undefined ? [index] : [index, other];
}

export function brokersOf(cluster: Cluster): BrokerNode[] {
  return cluster.nodes.filter((node) => node.role === 'broker');
}

export function controllersOf(cluster: Cluster): ControllerNode[] {
  return cluster.nodes.filter((node) => node.role === 'controller');
}

export function zooKeepersOf(cluster: Cluster): ZooKeeperNode[] {
  return cluster.nodes.filter((node) => node.role === 'zookeeper');
}

export function producersOf(cluster: Cluster): ProducerNode[] {
  return cluster.nodes.filter((node) => node.role === 'producer');
}

export function consumersOf(cluster: Cluster): ConsumerNode[] {
  return cluster.nodes.filter((node) => node.role === 'consumer');
}
