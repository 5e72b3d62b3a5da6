import * as v from 'valibot';
import { give } from '../../words/documents/parts.ts';
import * as words from '../../words/documents/schema.ts';
import { MAX_BANDWIDTH_BYTES, MAX_BROKERS, MAX_PARTITIONS, MIN_BANDWIDTH_BYTES } from '../limits.ts';
import { brokerId, config, controllerId, describe, duration, flag, list, object, size, text, topicName, whole } from './fields.ts';

/** Where a link begins or ends: a node's name or a group of nodes. */
export function linkEnd() {
  const message = give(words.linkEnd);
  return v.pipe(v.string(message), v.minLength(1, message), v.maxLength(100, message), describe(words.linkEnd));
}

export function assignment(what: string) {
  return list(list(brokerId(), 1, MAX_BROKERS, words.replicasOfOnePartition), 1, MAX_PARTITIONS, what);
}

const Broker = object(words.aBroker, {
  id: brokerId(),
  rack: v.optional(v.nullable(text(64, words.nameOfRack))),
  config: v.optional(config(words.thisBrokersConfig)),
});

const Controller = object(words.aController, {
  id: controllerId(),
  config: v.optional(config(words.thisControllersConfig)),
});

const Topic = object(words.aTopic, {
  name: topicName(),
  partitions: v.optional(whole(1, MAX_PARTITIONS, words.numberOfPartitions)),
  replicationFactor: v.optional(whole(1, MAX_BROKERS, words.numberOfReplicas)),
  assignment: v.optional(assignment(words.replicasOfEach)),
  config: v.optional(config(words.topicsConfig)),
});

const linkQuality = {
  latency: v.optional(duration(words.timeOneWay)),
  jitter: v.optional(duration(words.mostByChance)),
  bandwidth: v.optional(v.nullable(size(MIN_BANDWIDTH_BYTES, MAX_BANDWIDTH_BYTES, words.bytesPerSecond))),
  lossPermille: v.optional(whole(0, 900, words.messagesOfThousand)),
};

const Link = object(words.aLink, {
  from: linkEnd(),
  to: linkEnd(),
  oneWay: v.optional(flag(words.onlyOneWay)),
  ...linkQuality,
});

const Network = object(words.theNetwork, {
  ...linkQuality,
  links: v.optional(list(Link, 0, 200, words.linksThatDiffer)),
});

const BROKERS = words.numberOrListOfBrokers(MAX_BROKERS);

export const Cluster = object(words.theCluster, {
  brokers: v.pipe(
    v.union([whole(1, MAX_BROKERS, words.numberOfBrokers), list(Broker, 1, MAX_BROKERS, words.theBrokers)], give(BROKERS)),
    describe(BROKERS),
  ),
  controllers: v.optional(
    v.pipe(
      v.union([v.picklist([1, 3, 5], give(words.numberOrListOfControllers)), list(Controller, 1, 5, words.theControllers)], give(words.numberOrListOfControllers)),
      describe(words.numberOrListOfControllers),
    ),
  ),
  combined: v.optional(flag(words.sharesProcess)),
  kraftVersion: v.optional(v.pipe(v.picklist([0, 1], give(words.kraftVersion)), describe(words.kraftVersion))),
  metadata: v.optional(v.pipe(v.picklist(['kraft', 'zookeeper'], give(words.metadataMode)), describe(words.metadataMode))),
  config: v.optional(config(words.configOfAll)),
  topics: v.optional(list(Topic, 0, 200, words.theTopics)),
  network: v.optional(Network),
});

export type ClusterDocument = v.InferOutput<typeof Cluster>;
export type NetworkDocument = v.InferOutput<typeof Network>;
