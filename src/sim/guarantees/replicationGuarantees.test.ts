import { describe, expect, test } from 'vitest';
import { emptyList, listAt, listLength, listPush, listTruncate } from '../../base/chunkedList.ts';
import type { Replica } from '../kafka/broker/replica.ts';
import { appendRecords } from '../kafka/controller/quorumController.ts';
import { partitionIn } from '../kafka/metadata/image.ts';
import type { RecordBatch } from '../kafka/log/recordBatch.ts';
import { NO_LEADER } from '../kafka/types.ts';
import { truncateTo } from '../kafka/log/truncateLog.ts';
import { scheduleCommand, takeFacts } from '../kernel/simulation.ts';
import { checkAfterEvent } from './checkAfterEvent.ts';
import { planted, type Planted } from './testing/planted.ts';

/** Each guarantee is broken by hand, and must be found by its own check; the cluster is healthy until then. */

function lastBatch({ log }: Replica): RecordBatch {
  return listAt(log.batches, listLength(log.batches) - 1);
}

function replaceLast({ log }: Replica, change: (batch: RecordBatch) => RecordBatch): void {
  const batch = listAt(log.batches, listLength(log.batches) - 1);
  listTruncate(log.batches, listLength(log.batches) - 1);
  listPush(log.batches, change(batch));
}

function cutTo({ log, config }: Replica, offset: number): void {
  truncateTo(log, offset, config, 0);
}

/** Other records in the same places. */
function forged(batch: RecordBatch): RecordBatch {
  return { ...batch, records: batch.records.map((record) => ({ ...record, id: `forged-${record.id}` })) };
}

/** After an event that appended to broker 1, which leads. */
function whenAppended(run: Planted, deed: () => void): void {
  run.meddle((facts) => {
    const isNew = facts.some((fact) => fact.type === 'RecordsAppended' && fact.topic === 'orders');
    if (isNew) deed();
    return isNew;
  });
}

describe('a healthy run', () => {
  test('breaks nothing, nor does one in which the leader dies', () => {
    const run = planted({ script: [{ at: '5s', do: { kind: 'killBroker', broker: 1 } }, { at: '12s', do: { kind: 'restartBroker', broker: 1 } }] });
    run.until(25);
    expect(run.guarantees.broken).toEqual([]);
    expect(run.guarantees.partitions.get('orders-0')?.trueHighWatermark).toBeGreaterThan(300);
    expect(listLength(run.guarantees.partitions.get('orders-0')?.acked ?? emptyList<never>())).toBeGreaterThan(0);
    expect(run.copy(1).leader).toBeGreaterThan(0);
  });
});

describe('a broken guarantee of replication is found', () => {
  test('R1 and R2: a follower in the ISR has forgotten committed records and is elected', () => {
    const run = planted();
    run.until(5);
    takeFacts(run.sim);
    scheduleCommand(run.sim, run.sim.state.now, { kind: 'killBroker', broker: 1, powerLoss: false });
    cutTo(run.copy(2), run.copy(2).log.logEndOffset - 5);
    run.until(12);
    const [found] = run.broken('leader-completeness');
    expect(found?.sentence).toMatch(/^Broker 2 leads orders-0 in epoch 1 without offset \d+ \(record .+\)\.$/);
    expect(run.broken('reads-consistent')).not.toEqual([]);
    const fact = takeFacts(run.sim).find((one) => one.fact.type === 'GuaranteeBroken' && one.fact.guarantee === 'leader-completeness');
    expect(fact).toMatchObject({ at: found?.at, cause: found?.event, fact: { place: 'orders-0', seed: 7, sentence: found?.sentence } });
  });

  test('R2: a member of the ISR lacks what was committed, while another leads', () => {
    const run = planted();
    run.until(5);
    whenAppended(run, () => undefined);
    run.meddle(() => {
      const isCommitted = run.copy(1).log.highWatermark === run.copy(1).log.logEndOffset;
      if (isCommitted) cutTo(run.copy(3), run.copy(3).log.logEndOffset - 1);
      return isCommitted;
    });
    run.until(6);
    expect(run.broken('candidate-completeness')[0]?.sentence).toMatch(/^Broker 3 is in the ISR of orders-0 without offset \d+/);
  });

  test('R3: the leader no longer counts a member of the ISR', () => {
    const run = planted();
    run.until(5);
    run.copy(1).isr = { kind: 'committed', isr: [1, 2] };
    run.until(5.2);
    expect(run.broken('quorum-superset')[0]?.sentence).toBe('Broker 3 is in the ISR of orders-0, but broker 1, which leads, does not wait for it.');
  });

  test('R4: a follower holds other records where the leader has committed', () => {
    const run = planted();
    run.until(5);
    run.meddle(() => {
      const { log } = run.copy(3);
      if (log.logEndOffset <= run.copy(1).log.highWatermark) return false;
      replaceLast(run.copy(3), forged);
      return true;
    });
    run.until(7);
    expect(run.broken('logs-agree')[0]?.sentence).toMatch(/below both high watermarks: record forged-\S+ on broker 3, record \S+ on broker 1\.$/);
  });

  test('R5: what consumers read at an offset is something else later', () => {
    const run = planted();
    run.until(5);
    run.meddle((facts) => {
      const polled = facts.find((fact) => fact.type === 'RecordsPolled');
      if (polled === undefined) return false;
      (polled.ids as string[])[0] = 'forged';
      return true;
    });
    expect(run.broken('reads-consistent')[0]?.sentence).toMatch(/^Consumer c reads record forged at offset \d+ of orders-0, where offset/);
  });

  test('R6: what was acknowledged vanishes from every disk', () => {
    const run = planted();
    run.until(5);
    for (const broker of [1, 2, 3]) cutTo(run.copy(broker), 3);
    run.until(7);
    expect(run.broken('acked-not-lost')[0]?.sentence).toMatch(/^Offset \d+ \(record .+\) of orders-0 was acknowledged with acks=all and is on no disk\.$/);
  });

  test('R6: so does what is deleted because it was moved away', () => {
    const run = planted();
    run.until(5);
    for (const broker of [2, 3]) cutTo(run.copy(broker), 3);
    run.meddle(() => {
      const { replicas, node } = run.broker(1);
      replicas.get('orders')?.delete(0);
      run.sim.contexts.of(node).emit({ type: 'ReplicaDeleted', topic: 'orders', partition: 0, broker: 1 });
      return true;
    });
    expect(run.broken('acked-not-lost')[0]?.sentence).toMatch(/^Offset 3 \(record .+\) of orders-0 was acknowledged/);
  });

  test('R7: the high watermark passes the log end, and a leader leaves a gap', () => {
    const run = planted();
    run.until(5);
    run.meddle((facts) => {
      const isNew = facts.some((fact) => fact.type === 'RecordsReplicated' && fact.broker === 2);
      if (isNew) run.copy(2).log.highWatermark = run.copy(2).log.logEndOffset + 100;
      return isNew;
    });
    expect(run.broken('offsets-in-order')[0]?.sentence).toMatch(/^orders-0 on broker 2 starts at 0, has its high watermark at/);
    const other = planted();
    other.until(5);
    whenAppended(other, () => {
      replaceLast(other.copy(1), (batch) => ({ ...batch, baseOffset: batch.baseOffset + 4, lastOffset: batch.lastOffset + 4 }));
      other.copy(1).log.logEndOffset += 4;
    });
    expect(other.broken('offsets-in-order')[0]?.sentence).toMatch(/^orders-0 on broker 1 goes on at offset \d+ where \d+ is next\.$/);
  });

  test('R8: a leader takes its high watermark back', () => {
    const run = planted();
    run.until(5);
    whenAppended(run, () => {
      run.copy(1).log.highWatermark -= 2;
    });
    expect(run.broken('high-watermark-rises')[0]?.sentence).toMatch(/^Broker 1 leads orders-0 in epoch 0, and its high watermark falls from/);
  });

  test('R9: two brokers lead in one epoch', () => {
    const run = planted();
    run.until(5);
    run.meddle((facts) => {
      const isNew = facts.some((fact) => fact.type === 'RecordsReplicated' && fact.topic === 'orders' && fact.broker === 2);
      if (isNew) run.copy(2).role = 'leader';
      return isNew;
    });
    expect(run.broken('one-leader-per-epoch')[0]?.sentence).toBe('Brokers 1 and 2 both led orders-0 in epoch 0.');
  });

  test('R10: a broker goes back to an older epoch, and so does the controller', () => {
    const script = [{ at: '5s', do: { kind: 'killBroker', broker: 1 } }];
    const run = planted({ script });
    run.until(12);
    run.meddle((facts) => {
      const isNew = facts.some((fact) => fact.type === 'RecordsReplicated' && fact.topic === 'orders' && fact.broker === 3);
      if (isNew) run.copy(3).leaderEpoch = 0;
      return isNew;
    });
    expect(run.broken('epochs-rise')[0]?.sentence).toMatch(/^Broker 3 goes back from leader epoch 1/);
    const other = planted({ script });
    other.until(12);
    writePartition(other, { leaderEpoch: 0 });
    other.until(13);
    expect(other.broken('epochs-rise')[0]?.sentence).toMatch(/^orders-0 goes back from leader epoch 1/);
  });

  test.each([
    ['a stranger', { isr: [1, 2, 9] }, 'Broker 9 is in the ISR or ELR of orders-0 twice, or is no replica of it.'],
    ['one in both lists', { isr: [1], elr: [1] }, 'Broker 1 is in the ISR or ELR of orders-0 twice, or is no replica of it.'],
    ['a leader that is not in sync', { isr: [2, 3] }, 'Broker 1 leads orders-0 and is not in its ISR (2, 3).'],
    ['an ELR beside enough in sync', { isr: [1, 2], elr: [3] }, 'orders-0 has an ELR (3) although its ISR (1, 2) is large enough.'],
  ])('R11: %s', (_, change, sentence) => {
    const run = planted();
    run.until(5);
    writePartition(run, change);
    run.until(5.5);
    expect(run.broken('isr-valid')[0]?.sentence).toBe(sentence);
  });

  const ALONE_AND_FENCED = { isr: [3], elr: [], leader: NO_LEADER };

  test('R11: the last member of an ISR is fenced, and there is an ELR that it should be in', () => {
    const run = planted({ script: [DIES] });
    run.until(9);
    writePartition(run, ALONE_AND_FENCED);
    run.until(9.5);
    expect(run.broken('isr-valid')[0]?.sentence).toBe('Broker 3 is fenced and in the ISR of orders-0 (3).');
    const before = planted({ script: [DIES], config: { 'model.elr.off': true } });
    before.until(9);
    writePartition(before, ALONE_AND_FENCED);
    before.until(9.5);
    expect(before.broken('isr-valid')).toEqual([]);
  });

  test('R11: a broker that shuts down is in the ISR', () => {
    const run = planted();
    run.until(5);
    const node = run.controller(3000);
    const { brokerEpoch } = node.controller.image.brokers.get(3) ?? { brokerEpoch: -1 };
    appendRecords(node, run.sim.contexts.of(node.node) as never, [
      { type: 'BrokerRegistrationChange', broker: 3, brokerEpoch, fenced: null, inControlledShutdown: true },
    ]);
    run.until(5.5);
    expect(run.broken('isr-valid')[0]?.sentence).toBe('Broker 3 shuts down and is in the ISR of orders-0 (1, 2, 3).');
  });

  test('R12: a record of a later epoch than its replica, and one of an earlier epoch than the one before', () => {
    const run = planted();
    run.until(5);
    whenAppended(run, () => replaceLast(run.copy(1), (batch) => ({ ...batch, leaderEpoch: 4 })));
    expect(run.broken('epochs-along-log')[0]?.sentence).toMatch(/^orders-0 on broker 1, in leader epoch 0, has a record of epoch 4/);
  });

  test('R13: a leader acknowledges what is not committed', () => {
    const run = planted();
    run.until(5);
    whenAppended(run, () => {
      const { baseOffset, lastOffset } = lastBatch(run.copy(1));
      run.sim.contexts.of(run.broker(1).node).emit({ type: 'CommitAnswered', topic: 'orders', partition: 0, broker: 1, baseOffset, lastOffset });
    });
    run.meddle(() => true);
    expect(run.broken('ack-after-commit')[0]?.sentence).toMatch(/^Broker 1 acknowledges offset (\d+) of orders-0 with its high watermark at \1 and 3 in sync/);
  });

  test('R13: so does one that has not heard that another was elected uncleanly', () => {
    const run = planted();
    run.until(5);
    const ghost = run.guarantees.partitions.get('orders-0');
    if (ghost !== undefined) ghost.startsAtEpoch = 1;
    whenAppended(run, () => {
      const { baseOffset, lastOffset } = lastBatch(run.copy(1));
      run.sim.contexts.of(run.broker(1).node).emit({ type: 'CommitAnswered', topic: 'orders', partition: 0, broker: 1, baseOffset, lastOffset });
    });
    run.meddle(() => true);
    expect(run.ids()).toEqual(['ack-after-commit']);
  });

  test('R14: a broker gives a consumer what is past its high watermark', () => {
    const run = planted();
    run.until(5);
    const { log } = run.copy(1);
    const batch = lastBatch(run.copy(1));
    const answer = { topic: 'orders', partition: 0, error: 'NONE', batches: [batch], divergingEpoch: null, currentLeader: null } as const;
    const offsets = { highWatermark: batch.lastOffset, lastStableOffset: batch.lastOffset, logStartOffset: 0 };
    const response = { api: 'Fetch', error: 'NONE', sessionId: 1, partitions: [{ ...answer, ...offsets }] } as const;
    const from = run.broker(1).node;
    const to = run.sim.world.byName.get('consumer:c') ?? -1;
    const payload = { connection: 1, toServer: false, from, to, body: { type: 'response', correlationId: 1, response }, bytes: 1, sentAt: 0 } as never;
    checkAfterEvent(run.guarantees, run.sim, { at: 0, phase: 1, seq: 1, cause: 0, node: to, incarnation: 1, kind: 'deliver', payload });
    expect(run.broken('reads-committed-only')[0]?.sentence).toBe(
      `Broker 1 gives a consumer offset ${log.logEndOffset - 1} of orders-0, where its high watermark is ${log.logEndOffset - 1}.`,
    );
  });

  test('R14: an application is given what nobody has committed', () => {
    const run = planted();
    run.until(5);
    run.meddle((facts) => {
      const polled = facts.find((fact) => fact.type === 'RecordsPolled');
      if (polled === undefined) return false;
      (polled as { to: number }).to += 1_000;
      return true;
    });
    expect(run.broken('reads-committed-only')[0]?.sentence).toMatch(/^Consumer c is given orders-0 up to offset/);
  });

  test('R15: with the rule of before Kafka 3.7 the high watermark moves below min.insync.replicas', () => {
    const script = [2, 3].map((broker) => ({ at: '5s', do: { kind: 'killBroker', broker } }));
    const today = planted({ script, producer: { acks: 1 } });
    today.until(20);
    expect(today.ids()).toEqual([]);
    const before = planted({ script, producer: { acks: 1 }, config: { 'model.min.isr.not.strict': true } });
    before.until(20);
    expect(before.broken('min-isr-strict')[0]?.sentence).toMatch(/^Broker 1 moves the high watermark of orders-0 to \d+ with 1 in sync, where min.insync.replicas asks for 2\.$/);
  });
});

test('R15: a broker moves the high watermark below min.insync.replicas with the very event that makes it lead', () => {
  const run = planted();
  run.until(5);
  run.meddle((facts) => {
    const { log } = run.copy(2);
    const isAhead = facts.some((fact) => fact.type === 'RecordsReplicated' && fact.topic === 'orders' && fact.broker === 2) && log.highWatermark < log.logEndOffset;
    if (isAhead) scheduleCommand(run.sim, run.sim.state.now, { kind: 'killBroker', broker: 1, powerLoss: false });
    return isAhead;
  });
  run.meddle((facts) => {
    const leads = facts.some((fact) => fact.type === 'ReplicaBecameLeader' && fact.topic === 'orders');
    if (leads) {
      run.copy(2).isr = { kind: 'committed', isr: [2] };
      run.copy(2).log.highWatermark = run.copy(2).log.logEndOffset;
    }
    return leads;
  });
  expect(run.broken('min-isr-strict')[0]?.sentence).toMatch(/^Broker 2 moves the high watermark of orders-0 to \d+ with 1 in sync/);
});

const DIES = { at: '5s', do: { kind: 'killBroker', broker: 3 } };

/** The controller decides something that it never should. */
function writePartition(run: Planted, change: Record<string, unknown>): void {
  const node = run.controller(3000);
  const registration = partitionIn(node.controller.image, 'orders', 0);
  if (registration === undefined) throw new Error('There is no orders-0.');
  const next = { ...registration, partitionEpoch: registration.partitionEpoch + 1, ...change };
  appendRecords(node, run.sim.contexts.of(node.node) as never, [{ type: 'PartitionChange', topic: 'orders', partition: 0, leader: null, registration: next }]);
}
