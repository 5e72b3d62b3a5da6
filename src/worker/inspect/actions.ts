import type { ActionView } from '../../protocol/messages.ts';
import type { Frame, PartitionView } from '../../protocol/views.ts';

function action(label: string, effect: string, command: unknown, danger = false): ActionView {
  return { label, effect, command, danger };
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
      action('Restart', 'Starts the process again with the disk it had.', { kind: 'restartBroker', broker: id, wipe: false }),
      action('Restart with an empty disk', 'All its copies are gone; it fetches them anew.', { kind: 'restartBroker', broker: id, wipe: true }, true),
    ];
  }
  const actions = [
    action('Kill', 'The process ends at once; its connections break.', { kind: 'killBroker', broker: id }, true),
    action(
      'Cut its power',
      'The machine dies with its process: what its disk did not have yet is lost.',
      { kind: 'killBroker', broker: id, powerLoss: true },
      true,
    ),
    action('Shut down', 'A controlled shutdown: leaderships move first.', { kind: 'shutdownBroker', broker: id }),
    broker.status === 'paused'
      ? action('Resume', 'The pause ends now.', { kind: 'resumeNode', node })
      : action('Pause 5 s', 'A long garbage collection: nothing runs, connections stay.', { kind: 'pauseNode', node, for: '5s' }),
  ];
  if (broker.cut) {
    actions.push(action('Heal links', 'Packets pass again.', { kind: 'healLink', from: node, to: '*' }));
  } else {
    actions.push(
      action('Cut from controllers', 'Packets between it and the controllers vanish.', { kind: 'cutLink', from: node, to: 'controllers' }),
      action('Cut from brokers', 'Packets between it and the other brokers vanish.', { kind: 'cutLink', from: node, to: 'brokers' }),
    );
  }
  actions.push(
    broker.slow
      ? action('Normal speed', 'Disk and processor are as they should be.', { kind: 'slowNode', node, disk: 1, cpu: 1, network: 1 })
      : action('Slow disk ×10', 'Every read and write of records takes ten times as long.', { kind: 'slowNode', node, disk: 10 }),
  );
  return actions;
}

export function controllerActions(id: number, status: 'running' | 'paused' | 'dead', node = `controller-${id}`): ActionView[] {
  if (status === 'dead') {
    return [action('Restart', 'Starts the process again with its metadata log.', { kind: 'restartController', controller: id, wipe: false })];
  }
  return [
    action('Kill', 'The process ends at once.', { kind: 'killController', controller: id }, true),
    status === 'paused'
      ? action('Resume', 'The pause ends now.', { kind: 'resumeNode', node })
      : action('Pause 5 s', 'Nothing runs, connections stay.', { kind: 'pauseNode', node, for: '5s' }),
  ];
}

export function producerActions(id: string, status: string, ratePerSecond: number): ActionView[] {
  if (status !== 'running') return [];
  const actions = [
    action('Send 10', 'Ten records more, at once.', { kind: 'send', producer: id, count: 10 }),
    action('Send 1', 'One record more.', { kind: 'send', producer: id, count: 1 }),
  ];
  if (ratePerSecond > 0) {
    actions.push(
      action('Twice as fast', `${ratePerSecond * 2} records a second.`, { kind: 'setProducerRate', producer: id, rate: ratePerSecond * 2 }),
      action('Stop sending', 'Records are sent only when told.', { kind: 'setProducerRate', producer: id, rate: 0 }),
    );
  } else {
    actions.push(action('Send 10 a second', 'Records come steadily again.', { kind: 'setProducerRate', producer: id, rate: 10 }));
  }
  actions.push(
    action('Close', 'Sends what is buffered, then ends.', { kind: 'closeProducer', producer: id }),
    action('Kill', 'What is buffered is lost.', { kind: 'killProducer', producer: id }, true),
  );
  return actions;
}

export function consumerActions(id: string, status: string, fetchPaused: boolean): ActionView[] {
  if (status === 'dead' || status === 'closed' || status === 'failed') return [];
  return [
    action('Kill', 'Its group learns of it when its session ends.', { kind: 'killConsumer', consumer: id }, true),
    action('Close', 'Commits and leaves the group at once.', { kind: 'closeConsumer', consumer: id }),
    fetchPaused
      ? action('Read again', 'Fetching goes on.', { kind: 'resumeConsumer', consumer: id })
      : action('Stop reading', 'Stays in the group and fetches nothing.', { kind: 'pauseConsumer', consumer: id }),
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
  return [action('Add a consumer', `${id} joins the group, which rebalances.`, { kind: 'addConsumer', consumer: { id, group, topics } })];
}

export function seekActions(consumer: string, topic: string): ActionView[] {
  return [
    action('Read from the start', `Moves its positions in ${topic} to the first record.`, { kind: 'seek', consumer, topic, offset: 'beginning' }),
    action('Skip to the end', `Moves its positions in ${topic} to the high watermark.`, { kind: 'seek', consumer, topic, offset: 'end' }),
  ];
}

/** `running`: the brokers that could take a copy. */
export function partitionActions(partition: PartitionView, running: readonly number[]): ActionView[] {
  const { topic, partition: number, leader, replicas, reassigning } = partition;
  const at = { topic, partition: number };
  const actions: ActionView[] = [];
  if (leader !== replicas[0]) {
    const effect = 'The first replica of the list leads again, if it is in sync.';
    actions.push(action('Elect the preferred leader', effect, { kind: 'electLeaders', election: 'preferred', ...at }));
  }
  const from = replicas.at(-1);
  const to = running.find((broker) => !replicas.includes(broker));
  if (reassigning !== undefined) {
    const effect = 'What was being added is taken out again; the old replicas stay.';
    actions.push(action('Cancel the move', effect, { kind: 'reassignPartitions', ...at, replicas: null }));
  } else if (from !== undefined && to !== undefined) {
    const target = [...replicas.slice(0, -1), to];
    const effect = `Broker ${to} copies it; broker ${from} drops its copy when that is in sync.`;
    actions.push(action(`Move a copy to broker ${to}`, effect, { kind: 'reassignPartitions', ...at, replicas: target }));
  }
  return actions;
}
