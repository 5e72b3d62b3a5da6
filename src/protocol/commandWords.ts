import { formatDuration } from '../base/units.ts';
import type { Command } from '../sim/index.ts';
import * as words from '../words/narration/commands.ts';
import { ids, nodeName, partitions } from '../words/narration/names.ts';

/** What a person or a script did, as a clause: `kill broker 1`. */
export function commandWords(command: Command): string {
  switch (command.kind) {
    case 'createTopic':
      return words.createTopic(command.topic.name);
    case 'deleteTopic':
      return words.deleteTopic(command.topic);
    case 'addPartitions':
      return words.addPartitions(command.topic, partitions(command.partitions));
    case 'alterConfig':
      return words.alterConfig(changes(command), targetWords(command.target));
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
      return command.forUs === null ? words.pauseNode(nodeName(command.node)) : words.pauseNodeFor(nodeName(command.node), formatDuration(command.forUs));
    case 'resumeNode':
      return words.resumeNode(nodeName(command.node));
    case 'slowNode':
      return words.slowNode(nodeName(command.node), command.diskFactor, command.networkFactor, command.cpuFactor);
    case 'cutLink':
    case 'healLink':
    case 'holdLink':
    case 'releaseLink':
      return linkWords(command);
    case 'reassignPartitions':
      return command.replicas === null ? words.cancelReassignment(nameOf(command)) : words.reassign(nameOf(command), ids(command.replicas));
    case 'electLeaders':
      return command.election === 'preferred' ? words.electPreferredLeader(partitionsWords(command)) : words.electUncleanLeader(partitionsWords(command));
    case 'deleteRecords':
      return command.beforeOffset === null ? words.deleteCommittedRecords(nameOf(command)) : words.deleteRecordsBefore(nameOf(command), command.beforeOffset);
    default:
      return clientWords(command);
  }
}

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

function serverWords(command: Of<'killBroker' | 'restartBroker' | 'shutdownBroker' | 'addBroker' | 'killController' | 'restartController' | 'addController' | 'addVoter' | 'removeVoter'>): string {
  switch (command.kind) {
    case 'killBroker':
      return (command.powerLoss ? words.brokerLosesPower : words.killBroker)(command.broker);
    case 'restartBroker':
      return (command.wipe ? words.restartBrokerWiped : words.restartBroker)(command.broker);
    case 'shutdownBroker':
      return words.shutdownBroker(command.broker);
    case 'addBroker':
      return words.addBroker(command.broker.id);
    case 'killController':
      return (command.powerLoss ? words.controllerLosesPower : words.killController)(command.controller);
    case 'restartController':
      return (command.wipe ? words.restartControllerWiped : words.restartController)(command.controller);
    case 'addController':
      return words.addController(command.controller.id);
    case 'addVoter':
      return words.addVoter(command.controller);
    case 'removeVoter':
      return words.removeVoter(command.controller);
  }
}

function linkWords(command: Of<'cutLink' | 'healLink' | 'holdLink' | 'releaseLink'>): string {
  const [from, to] = [endWords(command.from), endWords(command.to)];
  switch (command.kind) {
    case 'cutLink':
      return (command.oneWay ? words.cutLinkOneWay : words.cutLink)(from, to);
    case 'healLink':
      return (command.oneWay ? words.healLinkOneWay : words.healLink)(from, to);
    case 'holdLink':
      return words.holdLink(command.api, command.count, from, to);
    case 'releaseLink':
      return words.releaseLink(command.api, command.count, from, to);
  }
}

function endWords(end: string): string {
  return end === '*' || end === 'brokers' || end === 'controllers' || end === 'clients' ? words.LINK_ENDS[end] : nodeName(end);
}

function nameOf({ topic, partition }: { readonly topic: string; readonly partition: number }): string {
  return `${topic}-${partition}`;
}

function partitionsWords({ topic, partition }: { readonly topic: string | null; readonly partition: number | null }): string {
  if (topic === null) return words.everyPartition;
  return partition === null ? words.everyPartitionOf(topic) : nameOf({ topic, partition });
}

function targetWords(target: Of<'alterConfig'>['target']): string {
  switch (target.kind) {
    case 'topic':
      return words.topicTarget(target.topic);
    case 'broker':
      return words.brokerTarget(target.broker);
    case 'cluster':
      return words.everyBroker;
  }
}

function changes({ set, remove }: Of<'alterConfig'>): string {
  const changed = Object.entries(set).map(([name, value]) => words.setTo(name, String(value)));
  return [...changed, ...remove.map(words.setToDefault)].join(', ');
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
      return words.addProducer(command.producer.id);
    case 'closeProducer':
      return words.closeProducer(command.producer);
    case 'killProducer':
      return words.killProducer(command.producer);
    case 'setProducerRate':
      return words.setProducerRate(command.producer, command.ratePerSecond);
    case 'send':
      return words.send(command.producer, command.count);
    case 'addConsumer':
      return words.addConsumer(command.consumer.id);
    case 'closeConsumer':
      return words.closeConsumer(command.consumer);
    case 'killConsumer':
      return words.killConsumer(command.consumer);
    case 'pauseConsumer':
      return words.pauseConsumer(command.consumer);
    case 'resumeConsumer':
      return words.resumeConsumer(command.consumer);
    case 'seek':
      return command.target.kind === 'group' ? words.seekGroup(command.target.group, partitionsWords(command)) : words.seekConsumer(command.target.consumer, partitionsWords(command));
    case 'beginTransaction':
      return words.beginTransaction(command.producer);
    case 'commitTransaction':
      return words.commitTransaction(command.producer);
    case 'abortTransaction':
      return words.abortTransaction(command.producer);
  }
}
