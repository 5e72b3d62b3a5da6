import { listAt, listLength } from '../../../base/chunkedList.ts';
import {
  handleGroupRequest,
  onOffsetsHighWatermark,
  onOffsetsPartitionElected,
  onOffsetsPartitionResigned,
  onTopicsDeleted,
} from '../group/coordinator.ts';
import type { AppendResult, CoordinatorEnv, GroupRequest } from '../group/coordinatorEnv.ts';
import { offsetCommitAnswer } from '../group/offsetCommits.ts';
import {
  BATCH_HEADER_BYTES,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  type LogRecord,
} from '../log/recordBatch.ts';
import { partitionIn } from '../metadata/image.ts';
import { reply, type ReplyTo } from '../net/requestTable.ts';
import type { OffsetCommitRequest } from '../protocol/groups.ts';
import { CONSUMER_OFFSETS_TOPIC, type TopicPartition } from '../types.ts';
import { replicaOf, type BrokerContext, type BrokerNode } from './brokerState.ts';
import { appendToLeader } from './produce.ts';
import type { RoleChange } from './replicaManager.ts';

/** What the group coordinator may do with the broker it runs on. */
export function coordinatorEnv(broker: BrokerNode, ctx: BrokerContext): CoordinatorEnv {
  return {
    ctx,
    broker: broker.id,
    config: broker.config,
    offsetsPartitions: broker.image.topics.get(CONSUMER_OFFSETS_TOPIC)?.partitions.length ?? 0,
    append: (partition, records) => appendRecords(broker, ctx, partition, records),
  };
}

/** An acks=all write by the broker itself (`CoordinatorPartitionWriter`). */
function appendRecords(
  broker: BrokerNode,
  ctx: BrokerContext,
  partition: number,
  records: readonly LogRecord[],
): AppendResult {
  const replica = replicaOf(broker, CONSUMER_OFFSETS_TOPIC, partition);
  if (replica === undefined) return { ok: false, error: 'NOT_LEADER_OR_FOLLOWER' };
  let bytes = BATCH_HEADER_BYTES;
  for (const record of records) bytes += record.bytes;
  const batch = { producerId: NO_PRODUCER_ID, producerEpoch: -1, baseSequence: NO_SEQUENCE, records, bytes };
  const result = appendToLeader(broker, ctx, replica, batch, -1);
  if (typeof result === 'string') return { ok: false, error: result };
  return { ok: true, lastOffset: result.requiredOffset - 1 };
}

/**
 * A request of the group protocol. That partitions exist whose offsets are committed is seen to here, since the coordinator
 * knows no topics (`KafkaApis.handleOffsetCommitRequest`).
 */
export function passToCoordinator(broker: BrokerNode, ctx: BrokerContext, replyTo: ReplyTo, request: GroupRequest): void {
  const checked = request.api === 'OffsetCommit' ? withoutUnknown(broker, request) : request;
  if (checked.api === 'OffsetCommit' && checked.offsets.length === 0 && checked.unknown !== undefined) {
    reply(ctx, replyTo, offsetCommitAnswer(checked, 'NONE'));
    return;
  }
  handleGroupRequest(broker.coordinator, coordinatorEnv(broker, ctx), replyTo, checked);
}

function withoutUnknown(broker: BrokerNode, request: OffsetCommitRequest): OffsetCommitRequest {
  const isKnown = ({ topic, partition }: TopicPartition): boolean =>
    partitionIn(broker.image, topic, partition) !== undefined;
  if (request.offsets.every(isKnown)) return request;
  const unknown = request.offsets.filter((offset) => !isKnown(offset));
  return { ...request, offsets: request.offsets.filter(isKnown), unknown };
}

/** Loads or gives up the groups of partitions whose leader changed (`GroupCoordinatorService.onElection`, `onResignation`). */
export function applyRoleChanges(
  broker: BrokerNode,
  ctx: BrokerContext,
  changes: readonly RoleChange[],
): void {
  for (const { topic, partition, role } of changes) {
    if (topic !== CONSUMER_OFFSETS_TOPIC) continue;
    const env = coordinatorEnv(broker, ctx);
    const replica = replicaOf(broker, topic, partition);
    if (role !== 'leader' || replica === undefined) {
      onOffsetsPartitionResigned(broker.coordinator, env, partition);
      continue;
    }
    // Elected again without having been deposed: the groups go on (`CoordinatorRuntime.scheduleLoadOperation`).
    const records: LogRecord[] = [];
    const { batches } = replica.log;
    for (let index = 0; index < listLength(batches); index += 1) {
      const batch = listAt(batches, index);
      if (batch.control === null) records.push(...batch.records);
    }
    onOffsetsPartitionElected(broker.coordinator, env, partition, replica.leaderEpoch, records);
    broker.offsetsAdvanced.set(partition, replica.log.highWatermark);
  }
}

/** Tells the coordinator which topics are gone. */
export function tellDeletedTopics(broker: BrokerNode, ctx: BrokerContext, deleted: ReadonlySet<string>): void {
  if (deleted.size > 0) onTopicsDeleted(broker.coordinator, coordinatorEnv(broker, ctx), deleted);
}

/** Tells the coordinator which of its writes are committed by now. */
export function tellCommitted(broker: BrokerNode, ctx: BrokerContext): void {
  // Completing a write may make the coordinator write again, and a lone replica commits at once.
  while (broker.offsetsAdvanced.size > 0) {
    const advanced = [...broker.offsetsAdvanced];
    broker.offsetsAdvanced.clear();
    const env = coordinatorEnv(broker, ctx);
    for (const [partition, highWatermark] of advanced) {
      onOffsetsHighWatermark(broker.coordinator, env, partition, highWatermark);
    }
  }
}
