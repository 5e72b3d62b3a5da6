import { describe, expect, it } from 'vitest';
import { COMMAND_KINDS } from '../../scenarios/schema/commands.ts';
import type { CommandKind } from '../index.ts';
import { clusterRun, consumer, manualProducer, type ClusterRun } from '../testing/clusterRun.ts';

/** A command, and what shows after five seconds that it was done; `before` is done five seconds earlier. */
interface Honoured {
  readonly command: Record<string, unknown>;
  readonly before?: Record<string, unknown>;
  readonly shows: (run: ClusterRun) => unknown;
}

const HELD = { from: 'broker-2', to: 'broker-1', api: 'Fetch' };
const state = (broker: number) => (run: ClusterRun) => run.state().brokers[broker - 1]?.state;
const partitions = (run: ClusterRun) => run.state().topics['orders']?.length;

const HONOURED: Partial<Record<CommandKind, Honoured & { readonly as: unknown }>> = {
  createTopic: { command: { topic: 'new', partitions: 2, replicationFactor: 2 }, shows: (run) => run.state().topics['new']?.length, as: 2 },
  deleteTopic: { command: { topic: 'orders' }, shows: partitions, as: undefined },
  addPartitions: { command: { topic: 'orders', partitions: 4 }, shows: partitions, as: 4 },
  alterConfig: {
    command: { topic: 'orders', set: { 'min.insync.replicas': 2 } },
    shows: (run) => run.first('ConfigChanged'),
    as: { resource: 'topic orders', key: 'min.insync.replicas', value: '2' },
  },
  killBroker: { command: { broker: 2 }, shows: state(2), as: 'dead' },
  restartBroker: {
    before: { kind: 'killBroker', broker: 2 },
    command: { broker: 2 },
    shows: (run) => run.first('BrokerStateChanged'),
    as: { broker: 2, state: 'starting', at: 15 },
  },
  shutdownBroker: { command: { broker: 2 }, shows: state(2), as: 'dead' },
  addBroker: { command: { broker: 4 }, shows: (run) => run.state().brokers[3], as: { id: 4, state: 'running' } },
  killController: { command: { controller: 3000 }, shows: (run) => run.state().quorum.voters[0], as: { id: 3000, role: 'dead' } },
  restartController: {
    before: { kind: 'killController', controller: 3000 },
    command: { controller: 3000 },
    shows: (run) => run.state().quorum,
    as: { leader: 3000 },
  },
  addController: {
    command: { controller: 3001 },
    shows: (run) => run.state().quorum.voters.map(({ id, role }) => [id, role]),
    as: [[3000, 'leader'], [3001, 'observer']],
  },
  addVoter: {
    before: { kind: 'addController', controller: 3001 },
    command: { controller: 3001 },
    shows: (run) => run.state().quorum.voters.map(({ id, role }) => [id, role]),
    as: [[3000, 'leader'], [3001, 'follower']],
  },
  removeVoter: {
    before: { kind: 'addController', controller: 3001 },
    command: { controller: 3001 },
    shows: (run) => run.first('AdminFailed'),
    as: { request: 'RemoveRaftVoter', error: 'VOTER_NOT_FOUND' },
  },
  pauseNode: { command: { node: 'broker-3' }, shows: state(3), as: 'paused' },
  resumeNode: { before: { kind: 'pauseNode', node: 'broker-3' }, command: { node: 'broker-3' }, shows: state(3), as: 'running' },
  slowNode: { command: { node: 'broker-3', disk: 5 }, shows: (run) => run.first('NodeSlowed'), as: { node: 'broker-3', cpu: 1, disk: 5, network: 1 } },
  cutLink: { command: { from: 'broker-2', to: 'broker-1' }, shows: lastFetchOfBroker2, as: 'long ago' },
  healLink: {
    before: { kind: 'cutLink', from: 'broker-2', to: 'broker-1' },
    command: { from: 'broker-2', to: 'broker-1' },
    shows: lastFetchOfBroker2,
    as: 'just now',
  },
  holdLink: { command: HELD, shows: lastFetchOfBroker2, as: 'long ago' },
  releaseLink: { before: { kind: 'holdLink', ...HELD }, command: HELD, shows: lastFetchOfBroker2, as: 'just now' },
  electLeaders: {
    before: { kind: 'shutdownBroker', broker: 1 },
    command: { election: 'preferred', topic: 'orders', partition: 0 },
    shows: (run) => run.first('AdminFailed'),
    as: { request: 'ElectLeaders', error: 'PREFERRED_LEADER_NOT_AVAILABLE' },
  },
  reassignPartitions: {
    command: { topic: 'orders', partition: 0, replicas: [2, 3, 1] },
    shows: (run) => run.partition('orders-0'),
    as: { replicas: [2, 3, 1], leader: 1 },
  },
  deleteRecords: {
    before: { kind: 'send', producer: 'p', count: 3 },
    command: { topic: 'orders', partition: 0, offset: 2 },
    shows: (run) => run.partition('orders-0').logs,
    as: { 1: { startOffset: 2, endOffset: 3 }, 2: { startOffset: 2 }, 3: { startOffset: 2 } },
  },
  addProducer: { command: { producer: manualProducer('q') }, shows: (run) => run.state().producers['q']?.sent, as: 0 },
  closeProducer: { command: { producer: 'p' }, shows: (run) => run.sim.control.statusOf(run.sim.world.byName.get('producer:p') ?? -1), as: 'dead' },
  killProducer: { command: { producer: 'p' }, shows: (run) => run.first('NodeKilled'), as: { node: 'producer:p' } },
  setProducerRate: { command: { producer: 'p', rate: 10 }, shows: (run) => (run.state().producers['p']?.sent ?? 0) > 30, as: true },
  send: { command: { producer: 'p', count: 3 }, shows: (run) => run.state().producers['p']?.acked, as: 3 },
  addConsumer: { command: { consumer: consumer('c2') }, shows: (run) => Object.keys(run.state().groups['g']?.members ?? {}), as: ['c1', 'c2'] },
  closeConsumer: { command: { consumer: 'c1' }, shows: (run) => run.first('MemberRemoved'), as: { client: 'c1', reason: 'left' } },
  killConsumer: { command: { consumer: 'c1' }, shows: (run) => run.first('NodeKilled'), as: { node: 'consumer:c1' } },
  pauseConsumer: { command: { consumer: 'c1' }, shows: fetchesOfConsumer, as: 'stopped' },
  resumeConsumer: { before: { kind: 'pauseConsumer', consumer: 'c1' }, command: { consumer: 'c1' }, shows: fetchesOfConsumer, as: 'going on' },
  seek: {
    before: { kind: 'send', producer: 'p', count: 2 },
    command: { consumer: 'c1', topic: 'orders', partition: 0, offset: 'beginning' },
    shows: (run) => run.all('RecordsPolled').map(({ from, to }) => [from, to]),
    as: [[0, 2], [0, 2]],
  },
};

/** What later versions are to do. */
const NOT_YET: Partial<Record<CommandKind, Record<string, unknown>>> = {
  beginTransaction: { producer: 'p' },
  commitTransaction: { producer: 'p' },
  abortTransaction: { producer: 'p' },
};

function lastFetchOfBroker2(run: ClusterRun): string {
  const last = run.arrivals('Fetch', { from: 'broker-2', to: 'broker-1' }).at(-1)?.at ?? 0;
  return last > run.sim.state.now / 1_000_000 - 1.1 ? 'just now' : 'long ago';
}

function fetchesOfConsumer(run: ClusterRun): string {
  const last = run.arrivals('Fetch', { from: 'consumer:c1' }).at(-1)?.at ?? 0;
  return last > run.sim.state.now / 1_000_000 - 1 ? 'going on' : 'stopped';
}

function played(kind: string, command: Record<string, unknown>, before?: Record<string, unknown>): ClusterRun {
  const run = clusterRun({ producers: [manualProducer('p')], consumers: [consumer('c1')] });
  run.until(10);
  if (before !== undefined) run.give(before);
  run.until(15);
  run.give({ kind, ...command });
  run.until(20);
  return run;
}

describe('every command of the contract', () => {
  it('is known here as honoured or as one for later', () => {
    const known = [...Object.keys(HONOURED), ...Object.keys(NOT_YET)];
    expect(known.toSorted()).toEqual([...COMMAND_KINDS].toSorted());
  });

  it.each(Object.entries(HONOURED))('%s is done', (kind, { command, before, shows, as }) => {
    const run = played(kind, command, before);
    expect(run.all('CommandRefused')).toEqual([]);
    const shown = shows(run);
    if (typeof as === 'object' && as !== null) expect(shown).toMatchObject(as);
    else expect(shown).toEqual(as);
  });

  it.each(Object.entries(NOT_YET))('%s is refused with a sentence, and changes nothing', (kind, command) => {
    const run = played(kind, command);
    const [refused, ...more] = run.all('CommandRefused');
    expect(more).toEqual([]);
    expect(refused).toMatchObject({ command: kind, at: 15, node: 'admin' });
    expect(refused?.reason).toMatch(/^[A-Z].+\.$/);
    expect(run.all('AdminDone')).toEqual([]);
  });
});

describe('a command that cannot be done', () => {
  it.each([
    ['killBroker', { broker: 2 }, { kind: 'killBroker', broker: 2 }, 'broker-2 is not running.'],
    ['restartBroker', { broker: 2 }, undefined, 'broker-2 is running.'],
    ['shutdownBroker', { broker: 2 }, { kind: 'killBroker', broker: 2 }, 'broker-2 is not running.'],
    ['shutdownBroker', { broker: 2 }, { kind: 'pauseNode', node: 'broker-2' }, 'broker-2 is paused and cannot begin to shut down.'],
    ['restartController', { controller: 3000 }, undefined, 'controller-3000 is running.'],
    ['killController', { controller: 3000 }, { kind: 'killController', controller: 3000 }, 'controller-3000 is not running.'],
    ['pauseNode', { node: 'broker-2' }, { kind: 'killBroker', broker: 2 }, 'broker-2 is not running.'],
    ['pauseNode', { node: 'broker-2' }, { kind: 'pauseNode', node: 'broker-2' }, 'broker-2 is paused already.'],
    ['resumeNode', { node: 'broker-2' }, undefined, 'broker-2 is not paused.'],
    ['send', { producer: 'p' }, { kind: 'killProducer', producer: 'p' }, 'Producer p is not running.'],
    ['setProducerRate', { producer: 'p', rate: 1 }, { kind: 'closeProducer', producer: 'p' }, 'Producer p is not running.'],
    ['closeConsumer', { consumer: 'c1' }, { kind: 'killConsumer', consumer: 'c1' }, 'Consumer c1 is not running.'],
    ['killConsumer', { consumer: 'c1' }, { kind: 'killConsumer', consumer: 'c1' }, 'consumer:c1 is not running.'],
  ])('%s %j after %j is refused: %s', (kind, command, before, reason) => {
    const run = played(kind, command, before);
    expect(run.all('CommandRefused')).toMatchObject([{ command: kind, reason, at: 15 }]);
  });

  it('a seek in a partition that is not assigned to the consumer', () => {
    const run = clusterRun({ consumers: [consumer('c1'), consumer('c2')] });
    run.give({ kind: 'seek', consumer: 'c2', topic: 'orders', partition: 0, offset: 0 }, 10);
    run.until(11);
    expect(run.all('CommandRefused')).toMatchObject([{ command: 'seek', reason: 'Partition 0 of orders is not assigned to consumer c2.' }]);
  });
});
