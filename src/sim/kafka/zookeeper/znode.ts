import type { BrokerId, LeaderEpoch } from '../types.ts';

/**
 * What Kafka before 4.0 keeps in a znode. Kafka writes JSON; here it is the data itself. Immutable. Left out: ACLs,
 * `/cluster/id`, `/feature`, delegation tokens, quotas.
 */
export type ZnodeData =
  | { readonly kind: 'none' }
  /** `/brokers/ids/N` (`BrokerIdZNode`). */
  | { readonly kind: 'broker'; readonly node: number; readonly rack: string | null }
  /** `/controller` (`ControllerZNode`). */
  | { readonly kind: 'controller'; readonly broker: BrokerId }
  /** `/controller_epoch`, and the next producer id in `/latest_producer_id_block`. */
  | { readonly kind: 'number'; readonly value: number }
  /** `/brokers/topics/T` (`TopicZNode`): the replicas of each partition, in order of preference. */
  | { readonly kind: 'topic'; readonly id: number; readonly assignment: readonly (readonly BrokerId[])[] }
  /** `/brokers/topics/T/partitions/P/state` (`TopicPartitionStateZNode`). Its version is the partition epoch. */
  | ({ readonly kind: 'partition' } & LeaderAndIsrData)
  /** `/config/topics/T`, `/config/brokers/N`, `/config/brokers/<default>`. */
  | { readonly kind: 'config'; readonly entries: Readonly<Record<string, string>> }
  /** `/config/changes/config_change_N`: which of them changed. */
  | { readonly kind: 'change'; readonly path: string };

/** Kafka: `LeaderAndIsr` with the epoch of the controller that wrote it. */
export interface LeaderAndIsrData {
  readonly leader: BrokerId;
  readonly leaderEpoch: LeaderEpoch;
  readonly isr: readonly BrokerId[];
  readonly controllerEpoch: number;
  readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING';
}

/** What ZooKeeper keeps beside the data (`Stat`). Times are transaction ids. */
export interface ZnodeStat {
  readonly czxid: number;
  readonly mzxid: number;
  /** Last change to its children. */
  readonly pzxid: number;
  readonly version: number;
  /** The session whose end deletes it; 0 for a persistent znode. */
  readonly ephemeralOwner: number;
}

export interface Znode extends ZnodeStat {
  readonly data: ZnodeData;
}

export const NOTHING: ZnodeData = { kind: 'none' };
export const ANY_VERSION = -1;

export const BROKER_IDS = '/brokers/ids';
export const BROKER_TOPICS = '/brokers/topics';
export const CONTROLLER = '/controller';
export const CONTROLLER_EPOCH = '/controller_epoch';
export const DELETE_TOPICS = '/admin/delete_topics';
export const CONFIG_TOPICS = '/config/topics';
export const CONFIG_BROKERS = '/config/brokers';
export const CONFIG_CHANGES = '/config/changes';
export const PRODUCER_IDS = '/latest_producer_id_block';

/** Znodes that others are children of. Those between a topic and the states of its partitions are left out. */
export const PARENTS: readonly string[] = [
  BROKER_IDS,
  BROKER_TOPICS,
  DELETE_TOPICS,
  CONFIG_TOPICS,
  CONFIG_BROKERS,
  CONFIG_CHANGES,
];

export function brokerPath(id: BrokerId): string {
  return `${BROKER_IDS}/${id}`;
}

export function topicPath(topic: string): string {
  return `${BROKER_TOPICS}/${topic}`;
}

export function statePath(topic: string, partition: number): string {
  return `${BROKER_TOPICS}/${topic}/partitions/${partition}/state`;
}

/** `name` is a broker's id, or `<default>` for all brokers. */
export function configPath(resource: 'topic' | 'broker', name: string): string {
  return resource === 'topic' ? `${CONFIG_TOPICS}/${name}` : `${CONFIG_BROKERS}/${name === '' ? '<default>' : name}`;
}

/** The znode above, if it is one whose children are kept. */
export function parentOf(path: string): string | null {
  const parent = path.slice(0, path.lastIndexOf('/'));
  return PARENTS.includes(parent) ? parent : null;
}

export function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Which partition's state that is, or null for another znode. */
export function partitionOfPath(path: string): { readonly topic: string; readonly partition: number } | null {
  if (!path.endsWith('/state') || !path.startsWith(`${BROKER_TOPICS}/`)) return null;
  const parts = path.split('/');
  return { topic: parts[3] ?? '', partition: Number(parts[5]) };
}
