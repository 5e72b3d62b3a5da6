import type { ActionView } from '../../protocol/messages.ts';
import type { Frame, PartitionView } from '../../protocol/views.ts';
import * as words from '../../words/inspected/actions.ts';

function action(words: Pick<ActionView, 'label' | 'effect'>, command: unknown, danger = false): ActionView {
  return { ...words, command, danger };
}

/** What can be done to a broker in its state. */
export function brokerActions(broker: {
  readonly id: number;
  readonly status: 'running' | 'paused' | 'dead';
  readonly cut: boolean;
  readonly slow: boolean;
}): ActionView[] {
  const { id } = broker;
  const node = `broker-${id}`;
  if (broker.status === 'dead') {
    return [
      action(words.restartBroker, { kind: 'restartBroker', broker: id, wipe: false }),
      action(words.restartWithEmptyDisk, { kind: 'restartBroker', broker: id, wipe: true }, true),
    ];
  }
  const actions = [
    action(words.killBroker, { kind: 'killBroker', broker: id }, true),
    action(words.cutPower, { kind: 'killBroker', broker: id, powerLoss: true }, true),
    action(words.shutDown, { kind: 'shutdownBroker', broker: id }),
    broker.status === 'paused'
      ? action(words.resume, { kind: 'resumeNode', node })
      : action(words.pauseBroker, { kind: 'pauseNode', node, for: '5s' }),
  ];
  if (broker.cut) {
    actions.push(action(words.healLinks, { kind: 'healLink', from: node, to: '*' }));
  } else {
    actions.push(
      action(words.cutFromControllers, { kind: 'cutLink', from: node, to: 'controllers' }),
      action(words.cutFromBrokers, { kind: 'cutLink', from: node, to: 'brokers' }),
    );
  }
  actions.push(
    broker.slow
      ? action(words.normalSpeed, { kind: 'slowNode', node, disk: 1, cpu: 1, network: 1 })
      : action(words.slowDisk, { kind: 'slowNode', node, disk: 10 }),
  );
  return actions;
}

export function controllerActions(id: number, status: 'running' | 'paused' | 'dead', node = `controller-${id}`): ActionView[] {
  if (status === 'dead') {
    return [action(words.restartController, { kind: 'restartController', controller: id, wipe: false })];
  }
  return [
    action(words.killController, { kind: 'killController', controller: id }, true),
    status === 'paused'
      ? action(words.resume, { kind: 'resumeNode', node })
      : action(words.pauseController, { kind: 'pauseNode', node, for: '5s' }),
  ];
}

export function producerActions(id: string, status: string, ratePerSecond: number): ActionView[] {
  if (status !== 'running') return [];
  const actions = [
    action(words.sendTen, { kind: 'send', producer: id, count: 10 }),
    action(words.sendOne, { kind: 'send', producer: id, count: 1 }),
  ];
  if (ratePerSecond > 0) {
    actions.push(
      action(words.twiceAsFast(ratePerSecond * 2), { kind: 'setProducerRate', producer: id, rate: ratePerSecond * 2 }),
      action(words.stopSending, { kind: 'setProducerRate', producer: id, rate: 0 }),
    );
  } else {
    actions.push(action(words.sendAgain, { kind: 'setProducerRate', producer: id, rate: 10 }));
  }
  actions.push(
    action(words.closeProducer, { kind: 'closeProducer', producer: id }),
    action(words.killProducer, { kind: 'killProducer', producer: id }, true),
  );
  return actions;
}

export function consumerActions(id: string, status: string, fetchPaused: boolean): ActionView[] {
  if (status === 'dead' || status === 'closed' || status === 'failed') return [];
  return [
    action(words.killConsumer, { kind: 'killConsumer', consumer: id }, true),
    action(words.closeConsumer, { kind: 'closeConsumer', consumer: id }),
    fetchPaused
      ? action(words.readAgain, { kind: 'resumeConsumer', consumer: id })
      : action(words.stopReading, { kind: 'pauseConsumer', consumer: id }),
  ];
}

/** What can be done to a group: a further consumer like those it has. */
export function groupActions({ consumers }: Pick<Frame, 'consumers'>, group: string): ActionView[] {
  const members = consumers.filter((consumer) => consumer.group === group);
  const topics = members[0]?.topics ?? [];
  if (topics.length === 0) return [];
  let next = members.length + 1;
  while (consumers.some(({ id }) => id === `c${next}`)) next += 1;
  const id = `c${next}`;
  return [action(words.addConsumer(id), { kind: 'addConsumer', consumer: { id, group, topics } })];
}

export function seekActions(consumer: string, topic: string): ActionView[] {
  return [
    action(words.readFromStart(topic), { kind: 'seek', consumer, topic, offset: 'beginning' }),
    action(words.skipToEnd(topic), { kind: 'seek', consumer, topic, offset: 'end' }),
  ];
}

/** `running`: the brokers that could take a copy. */
export function partitionActions(partition: PartitionView, running: readonly number[]): ActionView[] {
  const { topic, partition: number, leader, replicas, reassigning } = partition;
  const at = { topic, partition: number };
  const actions: ActionView[] = [];
  if (leader !== replicas[0]) {
    actions.push(action(words.electPreferred, { kind: 'electLeaders', election: 'preferred', ...at }));
  }
  const from = replicas.at(-1);
  const to = running.find((broker) => !replicas.includes(broker));
  if (reassigning !== undefined) {
    actions.push(action(words.cancelMove, { kind: 'reassignPartitions', ...at, replicas: null }));
  } else if (from !== undefined && to !== undefined) {
    const target = [...replicas.slice(0, -1), to];
    actions.push(action(words.moveCopy(from, to), { kind: 'reassignPartitions', ...at, replicas: target }));
  }
  return actions;
}
