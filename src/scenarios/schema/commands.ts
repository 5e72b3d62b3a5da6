import * as v from 'valibot';
import { nearest } from '../../base/nearest.ts';
import { give } from '../../words/documents/parts.ts';
import * as words from '../../words/documents/schema.ts';
import type { CommandKind } from '../kafka.ts';
import { MAX_BROKERS, MAX_PARTITIONS, MAX_RATE_PER_SECOND } from '../limits.ts';
import { Consumer, Producer } from './clients.ts';
import { assignment, linkEnd } from './cluster.ts';
import { brokerId, choice, config, controllerId, describe, duration, flag, id, list, number, object, text, topicName, whole } from './fields.ts';

/** Text of one record that a command sends. */
const MAX_SENT_CHARACTERS = 10_000;

const partition = () => whole(0, MAX_PARTITIONS - 1, words.aPartition);
const consumerId = () => id(words.idOfConsumer);
const producerId = () => id(words.idOfProducer);
const node = () => text(100, words.aNode);
const api = () => text(60, words.kindOfRequest);
const factor = (what: string) => v.optional(number(1, 1_000, what));

/** A command: its kind and its fields, and no others. */
function command<const K extends CommandKind, const T extends v.ObjectEntries>(kind: K, fields: T) {
  return object(words.commandOf(kind), { kind: v.literal(kind), ...fields });
}

const linkFields = { from: linkEnd(), to: linkEnd() };
const cutFields = { ...linkFields, oneWay: v.optional(flag(words.onlyOneWay)) };
const holdFields = {
  ...linkFields,
  api: v.optional(v.nullable(api())),
  count: v.optional(v.nullable(whole(1, 10_000, words.numberOfMessages))),
};

const topicCommands = [
  command('createTopic', {
    topic: topicName(),
    partitions: v.optional(whole(1, MAX_PARTITIONS, words.numberOfPartitions)),
    replicationFactor: v.optional(whole(1, MAX_BROKERS, words.numberOfReplicas)),
    assignment: v.optional(v.nullable(assignment(words.replicasOfEach))),
    config: v.optional(config(words.topicsConfig)),
  }),
  command('deleteTopic', { topic: topicName() }),
  command('addPartitions', {
    topic: topicName(),
    partitions: whole(2, MAX_PARTITIONS, words.numberOfPartitionsInAll),
    assignment: v.optional(v.nullable(assignment(words.replicasOfEachAdded))),
  }),
  command('alterConfig', {
    topic: v.optional(topicName()),
    broker: v.optional(brokerId()),
    set: v.optional(config(words.entriesToSet)),
    remove: v.optional(list(text(100, words.nameOfEntry), 1, 50, words.entriesToReset)),
  }),
] as const;

const nodeCommands = [
  command('killBroker', { broker: brokerId(), powerLoss: v.optional(flag(words.losesPower)) }),
  command('restartBroker', { broker: brokerId(), wipe: v.optional(flag(words.emptiedFirst)) }),
  command('shutdownBroker', { broker: brokerId() }),
  command('addBroker', {
    broker: brokerId(),
    rack: v.optional(v.nullable(text(64, words.nameOfRack))),
    config: v.optional(config(words.brokersConfig)),
  }),
  command('killController', { controller: controllerId(), powerLoss: v.optional(flag(words.losesPower)) }),
  command('restartController', { controller: controllerId(), wipe: v.optional(flag(words.emptiedFirst)) }),
  command('addController', { controller: controllerId(), config: v.optional(config(words.controllersConfig)) }),
  command('addVoter', { controller: controllerId() }),
  command('removeVoter', { controller: controllerId() }),
  command('pauseNode', { node: node(), for: v.optional(duration(words.lengthOfPause)) }),
  command('resumeNode', { node: node() }),
  command('slowNode', { node: node(), disk: factor(words.diskFactor), network: factor(words.networkFactor), cpu: factor(words.processorFactor) }),
  command('cutLink', cutFields),
  command('healLink', cutFields),
  command('holdLink', holdFields),
  command('releaseLink', holdFields),
] as const;

const adminCommands = [
  command('reassignPartitions', {
    topic: topicName(),
    partition: partition(),
    replicas: v.nullable(list(brokerId(), 1, MAX_BROKERS, words.newReplicas)),
  }),
  command('electLeaders', {
    election: choice(['preferred', 'unclean'], words.kindOfElection),
    topic: v.optional(topicName()),
    partition: v.optional(partition()),
  }),
  command('deleteRecords', {
    topic: topicName(),
    partition: partition(),
    offset: whole(-1, Number.MAX_SAFE_INTEGER, words.firstOffsetToKeep),
  }),
] as const;

const producerCommands = [
  command('addProducer', { producer: Producer }),
  command('closeProducer', { producer: producerId() }),
  command('killProducer', { producer: producerId() }),
  command('setProducerRate', { producer: producerId(), rate: number(0, MAX_RATE_PER_SECOND, words.recordsPerSecond) }),
  command('send', {
    producer: producerId(),
    key: v.optional(v.nullable(text(200, words.keyOrNone))),
    value: v.optional(v.nullable(v.pipe(v.string(give(words.valueOrTombstone)), v.maxLength(MAX_SENT_CHARACTERS, give(words.valueOfAtMost(MAX_SENT_CHARACTERS)))))),
    count: v.optional(whole(1, 100_000, words.numberOfRecords)),
    partition: v.optional(v.nullable(partition())),
    headers: v.optional(v.record(v.string(), v.string(give(words.aText)), give(words.theHeaders))),
  }),
  command('beginTransaction', { producer: producerId() }),
  command('commitTransaction', { producer: producerId() }),
  command('abortTransaction', { producer: producerId() }),
] as const;

const consumerCommands = [
  command('addConsumer', { consumer: Consumer }),
  command('closeConsumer', { consumer: consumerId() }),
  command('killConsumer', { consumer: consumerId() }),
  command('pauseConsumer', { consumer: consumerId() }),
  command('resumeConsumer', { consumer: consumerId() }),
  command('seek', {
    consumer: v.optional(consumerId()),
    group: v.optional(id(words.nameOfGroup)),
    topic: topicName(),
    partition: v.optional(v.nullable(partition())),
    offset: v.pipe(
      v.union(
        [
          whole(0, Number.MAX_SAFE_INTEGER, words.anOffset),
          v.picklist(['beginning', 'end'], give(words.offsetOrPlace)),
          object('{ "time": "5s" }', { time: duration(words.aMoment) }),
        ],
        give(words.offsetOrPlace),
      ),
      describe(words.offsetOrPlace),
    ),
  }),
] as const;

const KINDS = [...topicCommands, ...nodeCommands, ...adminCommands, ...producerCommands, ...consumerCommands] as const;

/** The names of all commands, in the order of the contract's table. */
export const COMMAND_KINDS: readonly CommandKind[] = KINDS.map((schema) => schema.entries.kind.literal);

export const CommandSchema = v.variant('kind', KINDS, (issue) => {
  if (issue.path === undefined) return give(words.aCommand);
  const kind = typeof issue.input === 'string' ? issue.input : '';
  return words.commandsAre(nearest(kind, COMMAND_KINDS), COMMAND_KINDS.join(', '));
});

export type CommandDocument = v.InferOutput<typeof CommandSchema>;
