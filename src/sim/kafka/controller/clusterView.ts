import { configKey, type BrokerRegistration, type MetadataImage } from '../metadata/image.ts';
import type { BrokerId } from '../types.ts';
import type { ConfigOverrides } from '../config/types.ts';
import type { ControllerNode } from './controllerState.ts';
import type { UsableBroker } from './stripedReplicaPlacer.ts';

/** Server defaults that topics inherit, as in the document. */
interface ServerSettings {
  readonly clusterOverrides: ConfigOverrides;
}

/** Registered, unfenced and not shutting down (`ClusterControlManager.isActive`). */
export function isActiveBroker(image: MetadataImage, id: BrokerId): boolean {
  const broker = image.brokers.get(id);
  return broker !== undefined && !broker.fenced && !broker.inControlledShutdown;
}

/** The registration, if that is the incarnation that speaks; else it is to be told STALE_BROKER_EPOCH. */
export function currentRegistration(
  image: MetadataImage,
  id: BrokerId,
  brokerEpoch: number,
): BrokerRegistration | null {
  const broker = image.brokers.get(id);
  return broker?.brokerEpoch === brokerEpoch ? broker : null;
}

/**
 * Brokers that new replicas can be placed on, by id: all that are registered, but those whose controlled shutdown is under
 * way. One that has shut down is a fenced broker like others. Kafka: `BrokerHeartbeatManager.usableBrokers`.
 */
export function usableBrokers({ controller }: ControllerNode): UsableBroker[] {
  const usable: UsableBroker[] = [];
  for (const { id, rack, fenced } of controller.image.brokers.values()) {
    const shutdownOffset = controller.contacts.get(id)?.controlledShutdownOffset ?? null;
    if (shutdownOffset === null) usable.push({ id, rack, fenced });
  }
  return usable.sort((a, b) => a.id - b.id);
}

export function leadsPartitions(image: MetadataImage, id: BrokerId): boolean {
  for (const topic of image.topics.values()) {
    for (const partition of topic.partitions) {
      if (partition.leader === id) return true;
    }
  }
  return false;
}

/** What `min.insync.replicas` comes to: never more than there are replicas (`getTopicEffectiveMinIsr`). */
export function effectiveMinIsr(node: ServerSettings, image: MetadataImage, topic: string): number {
  const configured = configuredMinIsr(node, image, topic);
  const replicas = image.topics.get(topic)?.partitions[0]?.replicas.length ?? 1;
  return Math.min(configured, replicas);
}

/** `min.insync.replicas` as it is set, whatever number of replicas there is. */
export function configuredMinIsr(node: ServerSettings, image: MetadataImage, topic: string): number {
  return Number(topicSetting(node, image, topic, 'min.insync.replicas') ?? 1);
}

export function isUncleanElectionEnabled(node: ServerSettings, image: MetadataImage, topic: string): boolean {
  return String(topicSetting(node, image, topic, 'unclean.leader.election.enable')) === 'true';
}

/** For settings whose server default has the same name: the topic's, else the cluster's, changed at run time or static. */
function topicSetting(
  node: ServerSettings,
  image: MetadataImage,
  topic: string,
  name: string,
): string | number | boolean | undefined {
  const own = image.configs.get(configKey('topic', topic))?.[name];
  return own ?? image.configs.get(configKey('broker', ''))?.[name] ?? node.clusterOverrides[name];
}
