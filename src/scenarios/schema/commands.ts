import * as v from 'valibot';
import { didYouMean } from '../../base/nearest.ts';
import type { CommandKind } from '../kafka.ts';
import { MAX_BROKERS, MAX_PARTITIONS, MAX_RATE_PER_SECOND } from '../limits.ts';
import { Consumer, Producer } from './clients.ts';
import { assignment, linkEnd } from './cluster.ts';
import { brokerId, choice, config, controllerId, describe, duration, flag, id, list, number, object, text, topicName, whole } from './fields.ts';

const partition = () => whole(0, MAX_PARTITIONS - 1, 'a partition');
const consumerId = () => id('the id of a consumer');
const producerId = () => id('the id of a producer');
const node = () => text(100, 'a node such as broker-1, controller-3000, producer:checkout, consumer:c1 or admin');
const api = () => text(60, "the kind of request under Kafka's name, such as Fetch or Produce");
const factor = (what: string) => v.optional(number(1, 1_000, `how many times slower ${what} is (1 is normal)`));

/** A command: its kind and its fields, and no others. */
function command<const K extends CommandKind, const T extends v.ObjectEntries>(kind: K, fields: T) {
  return object(`a ${kind} command`, { kind: v.literal(kind), ...fields });
}

const linkFields = { from: linkEnd(), to: linkEnd() };
const cutFields = { ...linkFields, oneWay: v.optional(flag('whether only the way from "from" to "to" is meant')) };
const holdFields = {
  ...linkFields,
  api: v.optional(v.nullable(api())),
  count: v.optional(v.nullable(whole(1, 10_000, 'the number of messages'))),
};

const topicCommands = [
  command('createTopic', {
    topic: topicName(),
    partitions: v.optional(whole(1, MAX_PARTITIONS, 'the number of partitions')),
    replicationFactor: v.optional(whole(1, MAX_BROKERS, 'the number of replicas of each partition')),
    assignment: v.optional(v.nullable(assignment('the replicas of each partition'))),
    config: v.optional(config("the topic's configuration")),
  }),
  command('deleteTopic', { topic: topicName() }),
  command('addPartitions', {
    topic: topicName(),
    partitions: whole(2, MAX_PARTITIONS, 'the number of partitions there shall be in all'),
    assignment: v.optional(v.nullable(assignment('the replicas of each added partition'))),
  }),
  command('alterConfig', {
    topic: v.optional(topicName()),
    broker: v.optional(brokerId()),
    set: v.optional(config('the entries to set')),
    remove: v.optional(list(text(100, 'the name of an entry'), 1, 50, 'the entries to put back to their default')),
  }),
] as const;

const nodeCommands = [
  command('killBroker', { broker: brokerId(), powerLoss: v.optional(flag('whether the machine loses its power, and so what it has not flushed')) }),
  command('restartBroker', { broker: brokerId(), wipe: v.optional(flag('whether its disk is emptied first')) }),
  command('shutdownBroker', { broker: brokerId() }),
  command('addBroker', {
    broker: brokerId(),
    rack: v.optional(v.nullable(text(64, 'the name of a rack'))),
    config: v.optional(config("the broker's own configuration")),
  }),
  command('killController', { controller: controllerId(), powerLoss: v.optional(flag('whether the machine loses its power, and so what it has not flushed')) }),
  command('restartController', { controller: controllerId(), wipe: v.optional(flag('whether its disk is emptied first')) }),
  command('addController', { controller: controllerId(), config: v.optional(config("the controller's own configuration")) }),
  command('addVoter', { controller: controllerId() }),
  command('removeVoter', { controller: controllerId() }),
  command('pauseNode', { node: node(), for: v.optional(duration('the length of the pause')) }),
  command('resumeNode', { node: node() }),
  command('slowNode', { node: node(), disk: factor('its disk'), network: factor('its network'), cpu: factor('its processor') }),
  command('cutLink', cutFields),
  command('healLink', cutFields),
  command('holdLink', holdFields),
  command('releaseLink', holdFields),
] as const;

const adminCommands = [
  command('reassignPartitions', {
    topic: topicName(),
    partition: partition(),
    replicas: v.nullable(list(brokerId(), 1, MAX_BROKERS, 'the new replicas by broker id, the preferred leader first')),
  }),
  command('electLeaders', {
    election: choice(['preferred', 'unclean'], 'the kind of election'),
    topic: v.optional(topicName()),
    partition: v.optional(partition()),
  }),
  command('deleteRecords', {
    topic: topicName(),
    partition: partition(),
    offset: whole(-1, Number.MAX_SAFE_INTEGER, 'the first offset to keep, or -1 for the high watermark'),
  }),
] as const;

const producerCommands = [
  command('addProducer', { producer: Producer }),
  command('closeProducer', { producer: producerId() }),
  command('killProducer', { producer: producerId() }),
  command('setProducerRate', { producer: producerId(), rate: number(0, MAX_RATE_PER_SECOND, 'the records to send per second') }),
  command('send', {
    producer: producerId(),
    key: v.optional(v.nullable(text(200, 'a key, or null for none'))),
    value: v.optional(v.nullable(v.pipe(v.string('give a value: text, or null for a tombstone'), v.maxLength(10_000, 'give a value of at most 10000 characters')))),
    count: v.optional(whole(1, 100_000, 'the number of records')),
    partition: v.optional(v.nullable(partition())),
    headers: v.optional(v.record(v.string(), v.string('give text'), 'give the headers, an object of names and texts')),
  }),
  command('beginTransaction', { producer: producerId() }),
  command('commitTransaction', { producer: producerId() }),
  command('abortTransaction', { producer: producerId() }),
] as const;

const OFFSET = 'give an offset, "beginning", "end" or { "time": "5s" }';

const consumerCommands = [
  command('addConsumer', { consumer: Consumer }),
  command('closeConsumer', { consumer: consumerId() }),
  command('killConsumer', { consumer: consumerId() }),
  command('pauseConsumer', { consumer: consumerId() }),
  command('resumeConsumer', { consumer: consumerId() }),
  command('seek', {
    consumer: v.optional(consumerId()),
    group: v.optional(id('the name of a group')),
    topic: topicName(),
    partition: v.optional(v.nullable(partition())),
    offset: v.pipe(
      v.union(
        [
          whole(0, Number.MAX_SAFE_INTEGER, 'an offset'),
          v.picklist(['beginning', 'end'], OFFSET),
          object('{ "time": "5s" }', { time: duration('a moment since the start of the run') }),
        ],
        OFFSET,
      ),
      describe(OFFSET),
    ),
  }),
] as const;

const KINDS = [...topicCommands, ...nodeCommands, ...adminCommands, ...producerCommands, ...consumerCommands] as const;

/** The names of all commands, in the order of the contract's table. */
export const COMMAND_KINDS: readonly CommandKind[] = KINDS.map((schema) => schema.entries.kind.literal);

export const CommandSchema = v.variant('kind', KINDS, (issue) => {
  const give = 'give a command such as { "kind": "killBroker", "broker": 1 }';
  if (issue.path === undefined) return give;
  const kind = typeof issue.input === 'string' ? issue.input : '';
  return didYouMean(kind, COMMAND_KINDS).replace(/^; /, '') || `the commands are ${COMMAND_KINDS.join(', ')}`;
});

export type CommandDocument = v.InferOutput<typeof CommandSchema>;
