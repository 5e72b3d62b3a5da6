import { describe, expect, test } from 'vitest';
import { listAt, listLength, listPush, listTruncate } from '../../base/chunkedList.ts';
import { leaderRole } from '../kafka/controller/raft/roles.ts';
import { truncateLog } from '../kafka/controller/raft/metadataLog.ts';
import { scheduleCommand } from '../kernel/simulation.ts';
import { partitionIn, type MetadataImage } from '../kafka/metadata/image.ts';
import type { ControllerNode } from '../kafka/controller/controllerState.ts';
import { planted, type Planted } from './testing/planted.ts';

const crash = (controller: number, wipe: boolean) => [
  { at: '3s', do: { kind: 'killController', controller } },
  { at: '4s', do: { kind: 'restartController', controller, wipe } },
];

/** With the very event that starts each of them again. */
function whenStarted(run: Planted, ids: readonly number[], deed: (node: ControllerNode) => void): void {
  run.until(3.5);
  for (const id of ids) {
    const node = run.controller(id);
    run.meddle((_, event) => {
      const starts = event.kind === 'start' && event.node === node.node;
      if (starts) deed(node);
      return starts;
    });
  }
}

function altered(image: MetadataImage, thing: string): MetadataImage {
  const topics = new Map(image.topics);
  const brokers = new Map(image.brokers);
  const configs = new Map(image.configs);
  const offsets = topics.get('__consumer_offsets');
  const registration = offsets?.partitions[1];
  const two = brokers.get(2);
  if (offsets === undefined || registration === undefined || two === undefined) throw new Error('There is nothing to alter.');
  if (thing === '__consumer_offsets-1') topics.set(offsets.name, { ...offsets, partitions: offsets.partitions.with(1, { ...registration, leader: 3 }) });
  if (thing === 'topic __consumer_offsets') topics.delete('__consumer_offsets');
  if (thing === 'broker 2') brokers.set(2, { ...two, fenced: !two.fenced });
  if (thing.startsWith('settings')) configs.set('topic orders', { 'min.insync.replicas': '1' });
  return { ...image, topics, brokers, configs };
}

const ELECTION = { at: '5s', do: { kind: 'killBroker', broker: 1 } };

describe('a broken guarantee of the quorum is found', () => {
  test('K1: two controllers say that they lead the same epoch', () => {
    const run = planted();
    run.until(3);
    const node = run.controller(3001);
    node.disk.election = { ...node.disk.election, leaderId: 3001 };
    run.until(4);
    expect(run.broken('quorum-one-leader')[0]?.sentence).toMatch(/^Controllers 3000 and 3001 both lead the quorum in epoch \d+\.$/);
  });

  test('K2: a follower holds other metadata of the same epoch at an offset', () => {
    const run = planted();
    run.until(3);
    run.meddle(() => {
      const { log } = run.controller(3002).disk;
      const last = listAt(log.batches, listLength(log.batches) - 1);
      const leader = run.controller(3000);
      if (log.endOffset !== leader.disk.log.endOffset || leader.raft.highWatermark === log.endOffset) return false;
      listTruncate(log.batches, listLength(log.batches) - 1);
      listPush(log.batches, { ...last, records: [{ type: 'NoOp' }] });
      return true;
    });
    run.until(4);
    expect(run.broken('metadata-logs-agree')[0]?.sentence).toMatch(/offset \d+/);
  });

  test('K3: a controller that leads has lost committed metadata', () => {
    const run = planted();
    run.until(3);
    const node = run.controller(3001);
    truncateLog(node.disk.log, node.disk.log.endOffset - 2);
    node.disk.election = { epoch: node.disk.election.epoch + 1, leaderId: 3001, votedFor: null, votedDirectoryId: null };
    node.raft.role = leaderRole(node, run.sim.state.now);
    run.until(4);
    expect(run.broken('quorum-leader-completeness')[0]?.sentence).toMatch(/^Controller 3001 leads the quorum in epoch 2 without the metadata at offset \d+/);
  });

  test('K4: a leader commits what a minority has, and what is not of its epoch', () => {
    const run = planted();
    run.until(3);
    run.meddle(() => {
      const node = run.controller(3000);
      if (run.controller(3001).disk.log.endOffset === node.disk.log.endOffset) return false;
      if (run.controller(3002).disk.log.endOffset === node.disk.log.endOffset) return false;
      node.raft.highWatermark = node.disk.log.endOffset;
      return true;
    });
    run.until(3.6);
    expect(run.broken('commit-by-majority')[0]?.sentence).toMatch(/which 1 of 3 voters have\.$/);
    const other = planted();
    other.until(3);
    other.meddle((_, event) => {
      const node = other.controller(3000);
      const isCommitted = event.node === node.node && node.raft.highWatermark === node.disk.log.endOffset;
      if (!isCommitted || (other.guarantees.nodes[node.node] as { highWatermark: number }).highWatermark === node.raft.highWatermark) return false;
      node.disk.election = { ...node.disk.election, epoch: node.disk.election.epoch + 1, leaderId: 3000 };
      return true;
    });
    expect(other.broken('commit-by-majority')[0]?.sentence).toMatch(/commits metadata of epoch 1 in epoch 2, of which nothing is committed yet\.$/);
  });

  test('K5: a controller votes twice in an epoch', () => {
    const run = planted();
    run.until(3);
    const node = run.controller(3002);
    node.disk.election = { ...node.disk.election, votedFor: 3000 };
    run.until(4);
    expect(run.ids()).toEqual([]);
    node.disk.election = { ...node.disk.election, votedFor: 3001 };
    run.until(5);
    expect(run.broken('one-vote-per-epoch')[0]?.sentence).toBe('Controller 3002 votes for 3001 in epoch 1, in which it voted for 3000.');
  });

  test('K6: epochs and high watermarks go back', () => {
    const voter = planted();
    voter.until(3);
    voter.meddle((_, event) => {
      const node = voter.controller(3002);
      if (event.node !== node.node) return false;
      node.disk.election = { ...node.disk.election, epoch: 0 };
      return true;
    });
    expect(voter.broken('quorum-never-falls-back')[0]?.sentence).toBe('Controller 3002 goes back from epoch 1 to 0.');
    const leader = planted();
    leader.until(3);
    leader.meddle((_, event) => {
      const { raft, node } = leader.controller(3000);
      if (event.node !== node) return false;
      raft.highWatermark = 3;
      return true;
    });
    expect(leader.broken('quorum-never-falls-back').map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^The high watermark of controller 3000 falls from \d+ to 3\.$/),
      expect.stringMatching(/^Controller 3000 leads the quorum in epoch 1 with its high watermark at 3, below \d+, where it was\.$/),
    ]);
  });

  test('K7: a broker applies a change of the log wrongly', () => {
    const run = planted({ script: [ELECTION] });
    run.until(5);
    run.meddle(() => {
      const broker = run.broker(3);
      const registration = partitionIn(broker.image, 'orders', 0);
      const topic = broker.image.topics.get('orders');
      if (registration?.leader !== 2 || topic === undefined) return false;
      const topics = new Map(broker.image.topics);
      topics.set('orders', { ...topic, partitions: [{ ...registration, leader: 3 }] });
      broker.image = { ...broker.image, topics };
      return true;
    });
    expect(run.broken('image-from-log')[0]?.sentence).toMatch(/^Broker 3, at metadata offset \d+, does not know of orders-0 what the log says\.$/);
  });

  test.each([
    ['a partition', '__consumer_offsets-1'],
    ['a broker', 'broker 2'],
    ['a topic that vanishes', 'topic __consumer_offsets'],
    ['the settings of a topic', 'settings of topic orders'],
  ])('K7: with a change of another thing, a broker changes %s of which the log says nothing', (_, thing) => {
    const run = planted({ script: [ELECTION, { at: '9s', do: { kind: 'restartBroker', broker: 1 } }] });
    run.until(8);
    const known = run.broker(3).image.brokers.get(1)?.incarnation;
    run.meddle(() => {
      const broker = run.broker(3);
      if (broker.image.brokers.get(1)?.incarnation === known) return false;
      broker.image = altered(broker.image, thing);
      return true;
    });
    expect(run.broken('image-from-log')[0]?.sentence).toMatch(new RegExp(`^Broker 3, at metadata offset \\d+, does not know of ${thing} what the log says\\.$`));
  });

  test('K8: a broker applies what is not committed', () => {
    const run = planted();
    run.until(3);
    run.meddle((_, event) => {
      const broker = run.broker(3);
      if (event.node !== broker.node) return false;
      broker.image = { ...broker.image, offset: broker.image.offset + 50 };
      return true;
    });
    expect(run.broken('applied-after-commit')[0]?.sentence).toMatch(/^Broker 3 has applied metadata up to offset \d+, and only \d+ is committed\.$/);
  });

  test('K6: a crash takes an epoch back, and none is excused for it', () => {
    const run = planted({ script: crash(3002, false) });
    whenStarted(run, [3002], ({ disk }) => {
      disk.election = { ...disk.election, epoch: 0 };
    });
    run.until(4.5);
    expect(run.broken('quorum-never-falls-back')[0]?.sentence).toBe('Controller 3002 goes back from epoch 1 to 0.');
  });

  test('K3: a majority of three has lost in a crash what was committed', () => {
    const run = planted({ script: [3001, 3002].flatMap((controller) => crash(controller, false)) });
    whenStarted(run, [3001, 3002], ({ disk }) => truncateLog(disk.log, disk.log.endOffset - 6));
    scheduleCommand(run.sim, run.sim.state.now, { kind: 'killController', controller: 3000, powerLoss: false });
    run.until(10);
    expect(run.broken('quorum-leader-completeness')[0]?.sentence).toMatch(/^Controller 300[12] leads the quorum in epoch \d+ without the metadata at offset \d+/);
  });
});

describe('a controller whose disk was wiped', () => {
  test('may have forgotten its vote and what it has acknowledged where voters are known by their ids alone, until it has caught up', () => {
    const run = planted({ script: crash(3002, true), cluster: { kraftVersion: 0 } });
    run.until(4);
    const ghost = run.guarantees.nodes[run.controller(3002).node];
    expect(ghost).toMatchObject({ kind: 'controller', isForgetful: true });
    run.until(10);
    expect(run.guarantees.broken).toEqual([]);
    expect(ghost).toMatchObject({ isForgetful: false });
  });

  test('is no voter any more where their disks are known, and nothing is excused for it (KIP-853)', () => {
    const run = planted({ script: crash(3002, true) });
    run.until(4);
    expect(run.guarantees.nodes[run.controller(3002).node]).toMatchObject({ kind: 'controller', isForgetful: false });
    run.until(4.2);
    const node = run.controller(3001);
    node.disk.election = { ...node.disk.election, leaderId: 3001 };
    run.until(5);
    expect(run.ids()).toEqual(['quorum-one-leader']);
  });
});
