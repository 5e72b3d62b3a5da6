import { assert } from '../../../base/assert.ts';
import { planted } from '../config/modelSwitches.ts';
import { checkAppend } from '../log/producerStateManager.ts';
import { NO_PRODUCER_ID, type ProducerBatch, type RecordBatch } from '../log/recordBatch.ts';
import { activeSegment, appendAsLeader } from '../log/unifiedLog.ts';
import { reply, type ReplyTo } from '../net/requestTable.ts';
import type { ProduceRequest } from '../protocol/dataPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import {
  isUnknownTopic,
  missingReplica,
  replicaOf,
  type BrokerContext,
  type BrokerNode,
  type ParkedProducePartition,
} from './brokerState.ts';
import { notifyWatchers } from './fetchSessions.ts';
import { effectiveMinIsr } from './highWatermark.ts';
import { isCompacted } from './cleanerCheckpoint.ts';
import { currentLeaderOf, parkProduce } from './parkedProduces.ts';
import { maybeAdvanceHighWatermark, settleIdleFollowers } from './partitionLeader.ts';
import type { Replica } from './replica.ts';

/** Answers a Produce request now, parks it (acks=all), or says nothing (acks=0). `KafkaApis.handleProduceRequest`. */
export function handleProduce(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: ProduceRequest,
): void {
  const appended = request.partitions.map((asked) => appendPartition(broker, ctx, asked, request.acks));
  if (request.acks === -1) parkProduce(broker, ctx, replyTo, request.timeoutUs, appended);
  else if (request.acks === 1) answerNow(broker, ctx, replyTo, appended);
  // With acks=0 nobody reads an answer: all a broker can do about an error is to hang up.
  else if (appended.some(({ error }) => error !== 'NONE')) ctx.disconnect(replyTo.connection);
}

function appendPartition(
  broker: BrokerNode,
  ctx: BrokerContext,
  { topic, partition, topicId, batch }: ProduceRequest['partitions'][number],
  acks: ProduceRequest['acks'],
): ParkedProducePartition {
  const replica = replicaOf(broker, topic, partition);
  const isUnknown = broker.zk === null && isUnknownTopic(broker, topic, topicId ?? null, replica);
  const result = isUnknown ? 'UNKNOWN_TOPIC_ID' : replica === undefined ? missingReplica(broker, topic, partition) : appendToLeader(broker, ctx, replica, batch, acks);
  if (typeof result === 'string') {
    ctx.emit({ type: 'ProduceRefused', topic, partition, broker: broker.id, error: result, records: batch.records.length });
    return { topic, partition, baseOffset: -1, requiredOffset: -1, error: result };
  }
  const { baseOffset, requiredOffset } = result;
  return { topic, partition, baseOffset, requiredOffset, error: acks === -1 ? null : 'NONE' };
}

function answerNow(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  partitions: readonly ParkedProducePartition[],
): void {
  reply(ctx, replyTo, {
    api: 'Produce',
    partitions: partitions.map(({ topic, partition, baseOffset, error }) => ({
      topic,
      partition,
      baseOffset,
      error: error ?? 'NONE',
      currentLeader: error === 'NOT_LEADER_OR_FOLLOWER' ? currentLeaderOf(broker, topic, partition) : null,
    })),
  });
}

interface Appended {
  readonly baseOffset: number;
  readonly requiredOffset: number;
}

/**
 * Appends one batch on the leader, or says why not (`Partition.appendRecordsToLeader`). The check for enough replicas
 * comes before the one for duplicates, so a retry of a stored batch can still be refused.
 */
export function appendToLeader(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  batch: ProducerBatch,
  acks: 0 | 1 | -1,
): Appended | ErrorCode {
  if (replica.role !== 'leader') return 'NOT_LEADER_OR_FOLLOWER';
  const minIsr = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length);
  if (acks === -1 && replica.isr.isr.length < minIsr) return 'NOT_ENOUGH_REPLICAS';
  if (batch.bytes > replica.config.maxMessageBytes) return 'MESSAGE_TOO_LARGE';
  if (isCompacted(replica) && batch.records.some(({ key }) => key === null)) return 'INVALID_RECORD';
  if (batch.bytes > replica.config.segmentBytes) return 'RECORD_LIST_TOO_LARGE';
  if (batch.producerId !== NO_PRODUCER_ID) {
    let check = checkAppend(replica.log.producers.get(batch.producerId), {
      producerEpoch: batch.producerEpoch,
      baseSequence: batch.baseSequence,
      recordCount: batch.records.length,
    });
    if (check.kind !== 'append' && planted(broker.config.model, 'SEQ_NOT_CHECKED')) check = { kind: 'append' };
    if (check.kind === 'error') return check.error;
    if (check.kind === 'duplicate') return duplicate(broker, ctx, replica, batch, check.baseOffset);
  }
  const stored = append(broker, ctx, replica, batch);
  return { baseOffset: stored.baseOffset, requiredOffset: stored.lastOffset + 1 };
}

function duplicate(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  batch: ProducerBatch,
  baseOffset: number,
): Appended {
  const { topic, partition } = replica;
  const { producerId, baseSequence } = batch;
  ctx.emit({ type: 'DuplicateBatchIgnored', topic, partition, broker: broker.id, producerId, baseSequence, baseOffset });
  // As after any append: what held the high watermark back may be over by now.
  maybeAdvanceHighWatermark(broker, ctx, replica);
  return { baseOffset, requiredOffset: baseOffset + batch.records.length };
}

function append(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  batch: ProducerBatch,
): RecordBatch {
  assert(batch.records.length > 0, 'a batch has at least one record');
  settleIdleFollowers(broker, replica);
  const { topic, partition, log } = replica;
  const segment = activeSegment(log);
  const stored = appendAsLeader(log, batch, replica.leaderEpoch, replica.config, ctx);
  if (activeSegment(log) !== segment) ctx.emit({ type: 'SegmentRolled', topic, partition, broker: broker.id, baseOffset: stored.baseOffset });
  const { baseOffset, lastOffset, leaderEpoch } = stored;
  ctx.emit({ type: 'RecordsAppended', topic, partition, broker: broker.id, baseOffset, lastOffset, leaderEpoch });
  notifyWatchers(broker, replica, 'appended');
  maybeAdvanceHighWatermark(broker, ctx, replica);
  return stored;
}
