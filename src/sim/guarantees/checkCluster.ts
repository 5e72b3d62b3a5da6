import { listAt, listLength } from '../../base/chunkedList.ts';
import { replicaOf, type BrokerNode } from '../kafka/broker/brokerState.ts';
import type { Replica } from '../kafka/broker/replica.ts';
import { brokersOf, type Cluster } from '../kafka/cluster.ts';
import { committedImage } from '../kafka/clusterImage.ts';
import type { PartitionRegistration } from '../kafka/controller/partitionChange.ts';
import { appendedCount } from '../kafka/log/recordBatch.ts';
import { batchAt, type UnifiedLog } from '../kafka/log/unifiedLog.ts';
import { partitionName } from '../kafka/types.ts';
import type { Ghosts, Violation } from './ghosts.ts';

/**
 * Looks at every replica of every partition and says which promises are broken now. Presumes no wiped disks and clean elections
 * only; with others, losing acknowledged records is what Kafka does, too.
 */
export function checkCluster(cluster: Cluster, ghosts: Ghosts): Violation[] {
  const violations: Violation[] = [...ghosts.broken];
  const brokers = brokersOf(cluster);
  for (const topic of committedImage(cluster).topics.values()) {
    topic.partitions.forEach((registration, partition) => {
      checkPartition(brokers, topic.name, partition, registration, ghosts, violations);
    });
  }
  return violations;
}

interface Copy {
  readonly broker: number;
  readonly replica: Replica;
}

function checkPartition(
  brokers: readonly BrokerNode[],
  topic: string,
  partition: number,
  registration: PartitionRegistration,
  ghosts: Ghosts,
  violations: Violation[],
): void {
  const name = partitionName(topic, partition);
  const copies: Copy[] = [];
  for (const broker of brokers) {
    const replica = replicaOf(broker, topic, partition);
    if (replica !== undefined) copies.push({ broker: broker.id, replica });
  }
  for (const copy of copies) checkDense(name, copy, violations);
  const inSync = copies.filter(({ broker }) => registration.isr.includes(broker));
  inSync.forEach((a, index) => {
    for (const b of inSync.slice(index + 1)) checkAgreement(name, a, b, violations);
  });
  const acked = ghosts.acked.get(name);
  if (acked !== undefined) checkAcked(name, registration, copies, acked, violations);
}

function checkDense(name: string, { broker, replica }: Copy, violations: Violation[]): void {
  const { log } = replica;
  const mayHaveHoles = replica.config.cleanupPolicy.includes('compact');
  let next = log.logStartOffset;
  for (let index = 0; index < listLength(log.batches); index += 1) {
    const batch = listAt(log.batches, index);
    // The log may start in the middle of its first batch.
    const follows = batch.baseOffset === next || (index === 0 && batch.baseOffset < next && batch.lastOffset >= next);
    const isWhole = appendedCount(batch) === batch.records.length;
    if (mayHaveHoles ? index > 0 && batch.baseOffset < next : !follows || !isWhole) {
      const sentence = `${name} on broker ${broker} has a gap before offset ${batch.baseOffset}.`;
      violations.push({ guarantee: 'offsets-in-order', sentence });
      return;
    }
    next = batch.lastOffset + 1;
  }
  if (next === log.logEndOffset && log.highWatermark <= log.logEndOffset) return;
  violations.push({
    guarantee: 'offsets-in-order',
    sentence: `${name} on broker ${broker} ends at ${next}, says ${log.logEndOffset}, high watermark ${log.highWatermark}.`,
  });
}

/** Below both high watermarks two replicas hold the same. */
function checkAgreement(name: string, a: Copy, b: Copy, violations: Violation[]): void {
  const end = Math.min(a.replica.log.highWatermark, b.replica.log.highWatermark);
  const start = Math.max(a.replica.log.logStartOffset, b.replica.log.logStartOffset);
  for (let offset = start; offset < end; ) {
    const one = batchAt(a.replica.log, offset);
    const other = batchAt(b.replica.log, offset);
    if (one === undefined || other === undefined || one.leaderEpoch !== other.leaderEpoch || one.records !== other.records) {
      const sentence = `${name} differs at offset ${offset} between brokers ${a.broker} and ${b.broker}, below both high watermarks.`;
      violations.push({ guarantee: 'logs-agree', sentence });
      return;
    }
    offset = one.lastOffset + 1;
  }
}

/** What was acknowledged is in the leader's log; without a leader, on some disk. */
function checkAcked(
  name: string,
  registration: PartitionRegistration,
  copies: readonly Copy[],
  acked: ReadonlySet<string>,
  violations: Violation[],
): void {
  const leader = copies.find(({ broker, replica }) => broker === registration.leader && replica.role === 'leader');
  const searched = leader === undefined ? copies : [leader];
  const held = new Set<string>();
  for (const { replica } of searched) addIds(replica.log, held);
  for (const id of acked) {
    if (held.has(id)) continue;
    const where = leader === undefined ? 'on no disk' : `not in the log of broker ${leader.broker}, which leads`;
    violations.push({ guarantee: 'acked-not-lost', sentence: `${id} in ${name} was acknowledged and is ${where}.` });
    return;
  }
}

function addIds(log: UnifiedLog, ids: Set<string>): void {
  for (let index = 0; index < listLength(log.batches); index += 1) {
    for (const record of listAt(log.batches, index).records) ids.add(record.id);
  }
}
