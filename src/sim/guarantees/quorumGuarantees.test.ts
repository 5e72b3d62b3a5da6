import { describe, expect, test } from 'vitest';
import { listAt, listLength, listPush, listTruncate } from '../../base/chunkedList.ts';
import { leaderRole } from '../kafka/controller/raft/roles.ts';
import { truncateLog } from '../kafka/controller/raft/metadataLog.ts';
import { partitionIn } from '../kafka/metadata/image.ts';
import { planted } from './testing/planted.ts';

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

  test('and a wiped controller is none: it may have forgotten its vote, until it has caught up', () => {
    const run = planted({
      script: [
        { at: '3s', do: { kind: 'killController', controller: 3002 } },
        { at: '4s', do: { kind: 'restartController', controller: 3002, wipe: true } },
      ],
    });
    run.until(4);
    const ghost = run.guarantees.nodes[run.controller(3002).node];
    expect(ghost).toMatchObject({ kind: 'controller', isForgetful: true });
    run.until(10);
    expect(run.guarantees.broken).toEqual([]);
    expect(ghost).toMatchObject({ isForgetful: false });
  });
});
