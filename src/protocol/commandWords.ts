import { formatDuration } from '../base/units.ts';
import type { Command } from '../sim/index.ts';
import { count, ids, nodeName } from './narration/words.ts';

/** What a person or a script did, as a clause: `kill broker 1`. */
export function commandWords(command: Command): string {
  switch (command.kind) {
    case 'createTopic':
      return `create topic ${command.topic.name}`;
    case 'deleteTopic':
      return `delete topic ${command.topic}`;
    case 'addPartitions':
      return `give topic ${command.topic} ${count(command.partitions, 'partition')}`;
    case 'alterConfig':
      return `${changes(command)} of ${targetWords(command.target)}`;
    case 'killBroker':
    case 'restartBroker':
    case 'shutdownBroker':
    case 'addBroker':
    case 'killController':
    case 'restartController':
    case 'addController':
    case 'addVoter':
    case 'removeVoter':
      return serverWords(command);
    case 'pauseNode':
      return command.forUs === null ? `pause ${nodeName(command.node)}` : `pause ${nodeName(command.node)} for ${formatDuration(command.forUs)}`;
    case 'resumeNode':
      return `resume ${nodeName(command.node)}`;
    case 'slowNode':
      return `slow ${nodeName(command.node)}: disk by ${command.diskFactor}, network by ${command.networkFactor}, CPU by ${command.cpuFactor}`;
    case 'cutLink':
    case 'healLink':
    case 'holdLink':
    case 'releaseLink':
      return linkWords(command);
    case 'reassignPartitions':
      return command.replicas === null
        ? `cancel the reassignment of ${command.topic}-${command.partition}`
        : `move ${command.topic}-${command.partition} to brokers ${ids(command.replicas)}`;
    case 'electLeaders':
      return `elect ${command.election === 'preferred' ? 'the preferred leader' : 'a leader, even an unclean one,'} of ${partitionsWords(command)}`;
    case 'deleteRecords':
      return `delete the records of ${command.topic}-${command.partition} before ${command.beforeOffset === null ? 'its high watermark' : `offset ${command.beforeOffset}`}`;
    default:
      return clientWords(command);
  }
}

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

function serverWords(command: Of<'killBroker' | 'restartBroker' | 'shutdownBroker' | 'addBroker' | 'killController' | 'restartController' | 'addController' | 'addVoter' | 'removeVoter'>): string {
  switch (command.kind) {
    case 'killBroker':
      return command.powerLoss ? `broker ${command.broker} loses its power` : `kill broker ${command.broker}`;
    case 'restartBroker':
      return `restart broker ${command.broker}${command.wipe ? ' with an empty disk' : ''}`;
    case 'shutdownBroker':
      return `shut down broker ${command.broker}`;
    case 'addBroker':
      return `add broker ${command.broker.id}`;
    case 'killController':
      return command.powerLoss ? `controller ${command.controller} loses its power` : `kill controller ${command.controller}`;
    case 'restartController':
      return `restart controller ${command.controller}${command.wipe ? ' with an empty disk' : ''}`;
    case 'addController':
      return `add controller ${command.controller.id}`;
    case 'addVoter':
      return `make controller ${command.controller} a voter`;
    case 'removeVoter':
      return `take the vote from controller ${command.controller}`;
  }
}

function linkWords(command: Of<'cutLink' | 'healLink' | 'holdLink' | 'releaseLink'>): string {
  const between = `the link from ${endWords(command.from)} to ${endWords(command.to)}`;
  switch (command.kind) {
    case 'cutLink':
      return `cut ${between}${command.oneWay ? ' in that direction' : ''}`;
    case 'healLink':
      return `heal ${between}${command.oneWay ? ' in that direction' : ''}`;
    case 'holdLink':
      return `hold ${messagesWords(command)} on ${between}`;
    case 'releaseLink':
      return `release ${messagesWords(command)} on ${between}`;
  }
}

function messagesWords({ api, count: most }: { readonly api: string | null; readonly count: number | null }): string {
  const what = api === null ? 'messages' : `${api} messages`;
  return most === null ? what : `${most} of the ${what}`;
}

function endWords(end: string): string {
  if (end === '*') return 'everybody';
  return end === 'brokers' || end === 'controllers' || end === 'clients' ? `the ${end}` : nodeName(end);
}

function partitionsWords({ topic, partition }: { readonly topic: string | null; readonly partition: number | null }): string {
  if (topic === null) return 'every partition';
  return partition === null ? `every partition of ${topic}` : `${topic}-${partition}`;
}

function targetWords(target: Of<'alterConfig'>['target']): string {
  switch (target.kind) {
    case 'topic':
      return `topic ${target.topic}`;
    case 'broker':
      return `broker ${target.broker}`;
    case 'cluster':
      return 'all brokers';
  }
}

function changes({ set, remove }: Of<'alterConfig'>): string {
  const changed = Object.entries(set).map(([name, value]) => `${name} to ${String(value)}`);
  return `set ${[...changed, ...remove.map((name) => `${name} to its default`)].join(', ')}`;
}

function clientWords(
  command: Of<
    | 'addProducer'
    | 'closeProducer'
    | 'killProducer'
    | 'setProducerRate'
    | 'send'
    | 'addConsumer'
    | 'closeConsumer'
    | 'killConsumer'
    | 'pauseConsumer'
    | 'resumeConsumer'
    | 'seek'
    | 'beginTransaction'
    | 'commitTransaction'
    | 'abortTransaction'
  >,
): string {
  switch (command.kind) {
    case 'addProducer':
      return `add producer ${command.producer.id}`;
    case 'closeProducer':
      return `close producer ${command.producer}`;
    case 'killProducer':
      return `kill producer ${command.producer}`;
    case 'setProducerRate':
      return `let producer ${command.producer} send ${command.ratePerSecond} records a second`;
    case 'send':
      return `let producer ${command.producer} send ${count(command.count, 'record')}`;
    case 'addConsumer':
      return `add consumer ${command.consumer.id}`;
    case 'closeConsumer':
      return `close consumer ${command.consumer}`;
    case 'killConsumer':
      return `kill consumer ${command.consumer}`;
    case 'pauseConsumer':
      return `pause consumer ${command.consumer}`;
    case 'resumeConsumer':
      return `resume consumer ${command.consumer}`;
    case 'seek':
      return `set the position of ${command.target.kind === 'group' ? `group ${command.target.group}` : `consumer ${command.target.consumer}`} in ${partitionsWords(command)}`;
    case 'beginTransaction':
      return `let producer ${command.producer} begin a transaction`;
    case 'commitTransaction':
      return `let producer ${command.producer} commit its transaction`;
    case 'abortTransaction':
      return `let producer ${command.producer} abort its transaction`;
  }
}
