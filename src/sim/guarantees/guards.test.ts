import { describe, expect, test } from 'vitest';
import { restoreCheckpoint, takeCheckpoint } from '../kernel/checkpoint.ts';
import { kafkaModel } from '../kafka/model.ts';
import { traceHashOf } from '../kernel/simulation.ts';
import { listAt, listLength } from '../../base/chunkedList.ts';
import { createCluster } from '../kafka/createCluster.ts';
import { runUntil, scheduleCommand } from '../kernel/simulation.ts';
import { runChecked } from './checkAfterEvent.ts';
import { truncateTo } from '../kafka/log/truncateLog.ts';
import { appendRecords } from '../kafka/controller/quorumController.ts';
import { partitionIn } from '../kafka/metadata/image.ts';
import { cloneGuarantees } from './state.ts';
import { planted } from './testing/planted.ts';

const kill = (at: string, broker: number) => ({ at, do: { kind: 'killBroker', broker } });
const restart = (at: string, broker: number, wipe = false) => ({ at, do: { kind: 'restartBroker', broker, wipe } });

/** Brokers 2 and 3 miss what broker 1 writes alone; then broker 1 is gone and broker 2 is back. */
const LAST_ONE_DIES = [kill('3s', 2), kill('3s', 3), kill('9s', 1), restart('12s', 2), restart('20s', 1)];

describe('what Kafka gives up knowingly', () => {
  test('an unclean election that the topic allows loses records and breaks nothing; without it nothing is lost', () => {
    const topic = { 'min.insync.replicas': 1 };
    const unclean = planted({ script: LAST_ONE_DIES, topic: { ...topic, 'unclean.leader.election.enable': true } });
    unclean.until(9);
    const before = unclean.guarantees.partitions.get('orders-0')?.trueHighWatermark ?? 0;
    unclean.until(15);
    const ghost = unclean.guarantees.partitions.get('orders-0');
    expect(ghost?.registration?.leader).toBe(2);
    expect(ghost?.startsAtEpoch).toBe(ghost?.registration?.leaderEpoch);
    expect(before).toBeGreaterThan(100);
    expect(ghost?.givenUp.size).toBeGreaterThan(50);
    unclean.until(30);
    expect(unclean.guarantees.broken).toEqual([]);
    const clean = planted({ script: LAST_ONE_DIES, topic });
    clean.until(30);
    expect(clean.guarantees.broken).toEqual([]);
    expect(clean.guarantees.partitions.get('orders-0')?.givenUp.size).toBe(0);
  });

  test('an unclean election counts, too, when its leader was gone before anybody knew', () => {
    const run = planted({ topic: { 'unclean.leader.election.enable': true } });
    run.until(5);
    const node = run.controller(3000);
    const before = partitionIn(node.controller.image, 'orders', 0);
    if (before === undefined) throw new Error('There is no orders-0.');
    const elected = { ...before, leader: 2, isr: [2], leaderEpoch: 1, partitionEpoch: 1, leaderRecoveryState: 'RECOVERING' as const };
    const fenced = { ...elected, leader: -1, isr: [], elr: [2], leaderEpoch: 2, partitionEpoch: 2 };
    const changes = [elected, fenced].map((registration) => ({ type: 'PartitionChange' as const, topic: 'orders', partition: 0, leader: registration.leader, registration }));
    appendRecords(node, run.sim.contexts.of(node.node) as never, changes);
    run.meddle(() => {
      if (partitionIn(node.controller.committed, 'orders', 0)?.partitionEpoch !== 2) return false;
      const { log, config } = run.copy(2);
      truncateTo(log, log.logEndOffset - 5, config, 0);
      return true;
    });
    expect(run.ids()).toEqual([]);
    expect(run.guarantees.partitions.get('orders-0')).toMatchObject({ startsAtEpoch: 1 });
    expect(run.guarantees.partitions.get('orders-0')?.givenUp.size).toBeGreaterThan(0);
  });

  test('an unclean election that somebody asked for in another topic excuses none here', () => {
    for (const topic of ['payments', 'orders']) {
      const run = planted();
      run.until(5);
      scheduleCommand(run.sim, run.sim.state.now, { kind: 'electLeaders', election: 'unclean', topic, partition: null });
      run.until(6);
      const { log, config } = run.copy(2);
      truncateTo(log, log.logEndOffset - 5, config, 0);
      const node = run.controller(3000);
      const before = partitionIn(node.controller.image, 'orders', 0);
      if (before === undefined) throw new Error('There is no orders-0.');
      const registration = { ...before, leader: 2, isr: [2], leaderEpoch: 1, partitionEpoch: 1, leaderRecoveryState: 'RECOVERING' as const };
      appendRecords(node, run.sim.contexts.of(node.node) as never, [{ type: 'PartitionChange', topic: 'orders', partition: 0, leader: 2, registration }]);
      run.until(6.2);
      expect(run.broken('leader-completeness')).toHaveLength(topic === 'orders' ? 0 : 1);
    }
  });

  test('a wiped disk may take what min.insync.replicas=1 acknowledged; what two have, it may not', () => {
    const script = [kill('5s', 1), restart('5.5s', 1, true)];
    const alone = planted({ script, topic: { 'min.insync.replicas': 1 } });
    alone.until(6);
    expect(alone.guarantees.partitions.get('orders-0')?.lossy).toMatchObject([{ broker: 1 }]);
    alone.until(25);
    expect(alone.guarantees.broken).toEqual([]);
    // It has copied everything and is in the ISR again.
    expect(alone.guarantees.partitions.get('orders-0')?.lossy).toEqual([]);
    const two = planted({ script });
    two.until(25);
    expect(two.guarantees.broken).toEqual([]);
  });

  test('one copy after another is wiped and every acknowledged record with them: broken, unless min.insync.replicas were lost at once', () => {
    const script = [kill('5s', 1), kill('5s', 2), kill('5s', 3), restart('6s', 1, true), restart('6s', 2, true), restart('6s', 3, true)];
    const run = planted({ script });
    run.until(25);
    expect(run.guarantees.broken).toEqual([]);
    expect(run.guarantees.partitions.get('orders-0')?.startsAtEpoch).toBeGreaterThan(-1);
  });
});

describe('the ISR', () => {
  /** What Kafka writes when it takes back a reassignment that has left nobody in sync. */
  function takenBack(topic: Record<string, unknown>): string[] {
    const run = planted({ script: [kill('3s', 1)], topic });
    run.until(8);
    const node = run.controller(3000);
    const before = partitionIn(node.controller.image, 'orders', 0);
    if (before === undefined) throw new Error('There is no orders-0.');
    expect(node.controller.image.brokers.get(1)?.fenced).toBe(true);
    const registration = { ...before, leader: -1, isr: [1], elr: [], leaderEpoch: before.leaderEpoch + 1, partitionEpoch: before.partitionEpoch + 1 };
    appendRecords(node, run.sim.contexts.of(node.node) as never, [{ type: 'PartitionChange' as const, topic: 'orders', partition: 0, leader: -1, registration }]);
    run.meddle(() => partitionIn(node.controller.committed, 'orders', 0)?.leader === -1);
    return run.ids();
  }

  test('may be a fenced first replica alone where unclean elections are allowed, and nowhere else', () => {
    expect(takenBack({ 'unclean.leader.election.enable': true })).toEqual([]);
    expect(takenBack({})).toEqual(['isr-valid']);
  });
});

describe('the ELR', () => {
  const shutDown = (at: string, broker: number) => ({ at, do: { kind: 'shutdownBroker', broker } });
  const move = (at: string, replicas: readonly number[]) => ({ at, do: { kind: 'reassignPartitions', topic: 'orders', partition: 0, replicas } });

  test('keeps whom a reassignment removes below the minimum ISR, in Kafka, too; when it is a replica again, its copy is new', () => {
    const script = [
      { at: '1s', do: { kind: 'addBroker', broker: 4 } },
      shutDown('3s', 3),
      move('8s', [3, 4, 1]),
      { at: '13s', do: { kind: 'cutLink', from: 'broker-1', to: 'broker-2' } },
      move('14s', [4, 1, 2]),
      { at: '16s', do: { kind: 'electLeaders', election: 'preferred' } },
      { at: '18s', do: { kind: 'healLink', from: 'broker-1', to: 'broker-2' } },
      restart('20s', 3),
    ];
    const run = planted({ script, topic: { 'min.insync.replicas': 3 } });
    let seen = 0;
    run.meddle(() => {
      const registration = run.guarantees.partitions.get('orders-0')?.registration;
      if (registration?.elr.includes(2) === true && registration.addingReplicas.includes(2)) seen = run.sim.state.now;
      return seen > 0;
    });
    expect(seen).toBeGreaterThan(14_000_000);
    expect(run.guarantees.partitions.get('orders-0')?.excused).toEqual([2]);
    run.until(35);
    expect(run.guarantees.broken).toEqual([]);
    // It has caught up and is in the ISR.
    expect(run.guarantees.partitions.get('orders-0')?.excused).toEqual([]);
  });
});

describe('a log that starts within a batch', () => {
  test('is copied from that batch on, so that a wiped follower begins below the offset at which it was to begin', () => {
    const script = [{ at: '3s', do: { kind: 'deleteRecords', topic: 'orders', partition: 0, offset: 3 } }, kill('4s', 2), restart('5s', 2, true)];
    const run = planted({ script, producer: { 'linger.ms': 300 } });
    let start: number | null = null;
    run.meddle((facts) => {
      for (const fact of facts) if (fact.type === 'LogStartedAnew') start = fact.startOffset;
      return start !== null;
    });
    expect(start).toBe(3);
    run.until(15);
    const first = listAt(run.copy(2).log.batches, 0);
    expect([first.baseOffset < 3, first.lastOffset >= 3]).toEqual([true, true]);
    expect(run.guarantees.broken).toEqual([]);
  });
});

describe('a compacted log', () => {
  const topic = { 'min.insync.replicas': 1, 'cleanup.policy': 'compact', 'internal.segment.bytes': 2_500, 'min.cleanable.dirty.ratio': '0.01' };
  const config = { 'log.cleaner.backoff.ms': 300 };

  test('may have holes, but one that was wiped has lost all, also what was compacted: the last known leader begins anew with nothing', () => {
    const script = [kill('3s', 2), kill('3s', 3), kill('9s', 1), restart('12s', 1, true)];
    const run = planted({ script, topic, config, keys: ['a', 'b', 'c'] });
    run.until(9);
    expect(run.guarantees.partitions.get('orders-0')?.compactedUpTo).toBeGreaterThan(20);
    run.until(25);
    expect(run.guarantees.broken).toEqual([]);
    expect(run.guarantees.partitions.get('orders-0')?.startsAtEpoch).toBeGreaterThan(-1);
  });
});

describe('the last replica standing', () => {
  /** Brokers 3 and 1 leave in order; broker 2, alone, loses its disk. */
  const shutDown = (at: string, broker: number) => ({ at, do: { kind: 'shutdownBroker', broker } });
  const script = [
    shutDown('3s', 3),
    shutDown('8s', 1),
    kill('16s', 2),
    restart('20s', 2, true),
    restart('26s', 1),
    restart('26s', 3),
  ];

  test('takes acknowledged records with it where there is no ELR: one lossy copy, where two had to have them', () => {
    const run = planted({ script, config: { 'model.elr.off': true } });
    run.until(16);
    const acked = run.guarantees.partitions.get('orders-0')?.trueHighWatermark ?? 0;
    expect(acked).toBeGreaterThan(50);
    run.until(40);
    expect(run.broken('leader-completeness')[0]?.sentence).toMatch(/^Broker 2 leads orders-0 in epoch \d+ without offset \d+ \(record p:\d+\)\.$/);
  });

  test('and takes nothing where there is one: the replica that has everything is elected from it', () => {
    const run = planted({ script });
    run.until(60);
    expect(run.guarantees.broken).toEqual([]);
    expect(run.guarantees.partitions.get('orders-0')?.givenUp.size).toBe(0);
    expect(run.guarantees.partitions.get('orders-0')?.registration?.leader).toBeGreaterThan(0);
  });
});

describe('watching', () => {
  const script = [kill('4s', 1), restart('8s', 1), { at: '9s', do: { kind: 'killController', controller: 3000 } }];

  test('does not change the run', () => {
    const watched = planted({ script });
    watched.until(15);
    const alone = createCluster(watched.sim.world.spec);
    runUntil(alone, 15_000_000);
    expect(traceHashOf(watched.sim)).toBe(traceHashOf(alone));
  });

  test('goes on from a copy, which shares nothing that changes', () => {
    const straight = planted({ script });
    straight.until(6);
    const checkpoint = takeCheckpoint(straight.sim);
    const kept = cloneGuarantees(straight.guarantees);
    const length = listLength(kept.quorum.committed);
    straight.until(15);
    expect(listLength(kept.quorum.committed)).toBe(length);
    const again = restoreCheckpoint(kafkaModel, checkpoint);
    runChecked(again, kept, 15_000_000);
    expect(kept).toEqual(straight.guarantees);
  });
});
