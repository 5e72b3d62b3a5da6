import * as v from 'valibot';
import { MAX_BANDWIDTH_BYTES, MAX_BROKERS, MAX_PARTITIONS, MIN_BANDWIDTH_BYTES } from '../limits.ts';
import { brokerId, config, controllerId, describe, duration, flag, list, object, size, text, topicName, whole } from './fields.ts';

/** Where a link begins or ends: a node's name or a group of nodes. */
export function linkEnd() {
  const give =
    'give a node (broker-1, controller-3000, producer:checkout, consumer:c1, admin) or brokers, controllers, clients or *';
  return v.pipe(v.string(give), v.minLength(1, give), v.maxLength(100, give), describe(give));
}

export function assignment(what: string) {
  return list(list(brokerId(), 1, MAX_BROKERS, 'the replicas of one partition by broker id, the preferred leader first'), 1, MAX_PARTITIONS, what);
}

const Broker = object('a broker such as { "id": 1 }', {
  id: brokerId(),
  rack: v.optional(v.nullable(text(64, 'the name of a rack'))),
  config: v.optional(config("this broker's own configuration")),
});

const Controller = object('a controller such as { "id": 3000 }', {
  id: controllerId(),
  config: v.optional(config("this controller's own configuration")),
});

const Topic = object('a topic such as { "name": "orders", "partitions": 3, "replicationFactor": 3 }', {
  name: topicName(),
  partitions: v.optional(whole(1, MAX_PARTITIONS, 'the number of partitions')),
  replicationFactor: v.optional(whole(1, MAX_BROKERS, 'the number of replicas of each partition')),
  assignment: v.optional(assignment('the replicas of each partition')),
  config: v.optional(config("the topic's configuration")),
});

const linkQuality = {
  latency: v.optional(duration('the time a message takes one way')),
  jitter: v.optional(duration('the most that chance adds to the latency')),
  bandwidth: v.optional(v.nullable(size(MIN_BANDWIDTH_BYTES, MAX_BANDWIDTH_BYTES, 'the bytes that pass in a second'))),
  lossPermille: v.optional(whole(0, 900, 'how many messages of a thousand have to be sent again')),
};

const Link = object('a link such as { "from": "broker-1", "to": "broker-2", "latency": "50ms" }', {
  from: linkEnd(),
  to: linkEnd(),
  oneWay: v.optional(flag('whether only the way from "from" to "to" is meant')),
  ...linkQuality,
});

const Network = object('the network, such as { "latency": "1ms", "jitter": "200us" }', {
  ...linkQuality,
  links: v.optional(list(Link, 0, 200, 'links that differ from the rest')),
});

const BROKERS = `give the number of brokers, 1 to ${MAX_BROKERS}, or a list of them`;
const KRAFT_VERSION = 'give 1 for a quorum whose voters can be changed while it runs, or 0 for one whose voters are configured and fixed';
const METADATA = 'give "kraft", or "zookeeper" for Kafka before 4.0, where "controllers" are the servers of the ensemble';
const CONTROLLERS = 'give the number of controllers, 1, 3 or 5, or a list of them';

export const Cluster = object('the cluster, at least { "brokers": 3 }', {
  brokers: v.pipe(
    v.union([whole(1, MAX_BROKERS, 'the number of brokers'), list(Broker, 1, MAX_BROKERS, 'the brokers')], BROKERS),
    describe(BROKERS),
  ),
  controllers: v.optional(
    v.pipe(
      v.union([v.picklist([1, 3, 5], CONTROLLERS), list(Controller, 1, 5, 'the controllers')], CONTROLLERS),
      describe(CONTROLLERS),
    ),
  ),
  combined: v.optional(flag('whether each controller shares its process with a broker')),
  kraftVersion: v.optional(v.pipe(v.picklist([0, 1], KRAFT_VERSION), describe(KRAFT_VERSION))),
  metadata: v.optional(v.pipe(v.picklist(['kraft', 'zookeeper'], METADATA), describe(METADATA))),
  config: v.optional(config('the configuration of all brokers and controllers')),
  topics: v.optional(list(Topic, 0, 200, 'the topics')),
  network: v.optional(Network),
});

export type ClusterDocument = v.InferOutput<typeof Cluster>;
export type NetworkDocument = v.InferOutput<typeof Network>;
