import type { Flavor } from '../../base/flavor.ts';

export type BrokerId = Flavor<number, 'BrokerId'>;
/** Position of a record in a partition. A log end offset is the offset the next record will get. */
export type Offset = Flavor<number, 'Offset'>;
export type LeaderEpoch = Flavor<number, 'LeaderEpoch'>;
/** Tells a topic from another of the same name that was there before (KIP-516). */
export type TopicId = Flavor<number, 'TopicId'>;

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** `orders-0`: how Kafka writes a partition, and our key for one. */
export type TopicPartitionName = Flavor<string, 'TopicPartitionName'>;

export function partitionName(topic: string, partition: number): TopicPartitionName {
  return `${topic}-${partition}`;
}

export const NO_LEADER: BrokerId = -1;
export const CONSUMER_OFFSETS_TOPIC = '__consumer_offsets';

/** Connections of one node to another, by what they are for. Kafka keeps these apart, too. */
export const CHANNEL = {
  /** Producers, admin clients, and a consumer's connections to leaders. */
  client: 0,
  /** A consumer's own connection to its group's coordinator. */
  coordinator: 1,
  replicaFetcher: 2,
  raft: 3,
  /** AlterPartition and requests a broker forwards to the controller. */
  controller: 4,
  heartbeat: 5,
  remoteStorage: 6,
  /** ZooKeeper mode: the controller's orders to a broker. */
  controlPlane: 8,
  zookeeper: 9,
  /** Between members of the ensemble: what is replicated, and the search for a leader. */
  zab: 10,
  zabElection: 11,
} as const;
export type Channel = (typeof CHANNEL)[keyof typeof CHANNEL];
