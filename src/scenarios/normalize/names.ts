import type { ClusterSpec, Command, ConfigOverrides, MetadataMode, TopicSpec } from '../kafka.ts';

export interface KnownTopic {
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Deleted since: it may be named still, and created anew. */
  readonly deleted: boolean;
}

/** What commands may refer to at some point of a run. */
export interface KnownNames {
  readonly metadata: MetadataMode;
  readonly clusterOverrides: ConfigOverrides;
  readonly brokers: ReadonlySet<number>;
  readonly controllers: ReadonlySet<number>;
  readonly topics: ReadonlyMap<string, KnownTopic>;
  /** Each with its topic. */
  readonly producers: ReadonlyMap<string, string>;
  readonly consumers: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** The names at time 0 of a run. */
export function knownNames(spec: Omit<ClusterSpec, 'script'>): KnownNames {
  return {
    metadata: spec.metadata,
    clusterOverrides: spec.clusterOverrides,
    brokers: new Set(spec.brokers.map((broker) => broker.id)),
    controllers: new Set(spec.controllers.map((controller) => controller.id)),
    topics: new Map(spec.topics.map((topic) => [topic.name, knownTopic(topic)])),
    producers: new Map(spec.producers.map((producer) => [producer.id, producer.topic])),
    consumers: new Set(spec.consumers.map((consumer) => consumer.id)),
    groups: new Set(spec.consumers.map((consumer) => consumer.group)),
  };
}

/** The names once `command` has been given. Ids of clients and nodes are never free again: they name one thing in a run. */
export function namesAfter(names: KnownNames, command: Command): KnownNames {
  switch (command.kind) {
    case 'createTopic':
      return { ...names, topics: new Map(names.topics).set(command.topic.name, knownTopic(command.topic)) };
    case 'deleteTopic':
      return withTopic(names, command.topic, (topic) => ({ ...topic, deleted: true }));
    case 'addPartitions':
      return withTopic(names, command.topic, (topic) => ({ ...topic, partitions: command.partitions }));
    case 'addBroker':
      return { ...names, brokers: new Set(names.brokers).add(command.broker.id) };
    case 'addController':
      return { ...names, controllers: new Set(names.controllers).add(command.controller.id) };
    case 'addProducer':
      return { ...names, producers: new Map(names.producers).set(command.producer.id, command.producer.topic) };
    case 'addConsumer':
      return {
        ...names,
        consumers: new Set(names.consumers).add(command.consumer.id),
        groups: new Set(names.groups).add(command.consumer.group),
      };
    default:
      return names;
  }
}

/** Every node by its name, as links and pauses address it. */
export function nodeNames(names: KnownNames): readonly string[] {
  return [
    ...[...names.brokers].map((id) => `broker-${id}`),
    ...[...names.controllers].map((id) => (names.metadata === 'zookeeper' ? `zookeeper-${id}` : `controller-${id}`)),
    ...[...names.producers.keys()].map((id) => `producer:${id}`),
    ...[...names.consumers].map((id) => `consumer:${id}`),
    'admin',
    ...(names.clusterOverrides['remote.log.storage.system.enable'] === true ? ['remote-storage'] : []),
  ];
}

function knownTopic(topic: TopicSpec): KnownTopic {
  return { partitions: topic.partitions, replicationFactor: topic.replicationFactor, deleted: false };
}

function withTopic(names: KnownNames, name: string, change: (topic: KnownTopic) => KnownTopic): KnownNames {
  const topic = names.topics.get(name);
  return topic === undefined ? names : { ...names, topics: new Map(names.topics).set(name, change(topic)) };
}
