import { cutTo, pushFew } from '../../../../base/arrays.ts';
import * as words from '../../../../words/run/reasons.ts';
import { firstIndexFrom, offsetOf } from '../../log/recordBatch.ts';
import type { LeaderEpoch, Offset } from '../../types.ts';
import { requestUpdate } from '../clientMetadata.ts';
import type { ConsumerContext, ConsumerNode } from './consumerState.ts';
import { defaultReset } from './positions.ts';
import { clearPreferredReplica, followPreferredReplica } from './readReplica.ts';
import type { ConsumedPartition, FetchedData } from './subscriptionState.ts';
import { advancePosition, markDirty, requestReset } from './subscriptions.ts';

/**
 * Hands up to `max.poll.records` buffered records out and moves the positions behind them (`FetchCollector.collectFetch`).
 * Returns how many.
 */
export function collectRecords(node: ConsumerNode, ctx: ConsumerContext): number {
  if (node.paused || node.membership.pendingRevocation) return 0;
  let left = node.spec.config.maxPollRecords;
  let drained = 0;
  for (const fetched of node.buffer) {
    if (left === 0 || node.membership.fatal !== null) break;
    const partition = node.partitions.get(fetched.name);
    if (partition === undefined) {
      drained += 1;
      continue;
    }
    if (fetched.data.error !== 'NONE') {
      onFetchError(node, ctx, partition, fetched);
    } else if (partition.position === fetched.nextOffset && partition.validating === 'no') {
      const { preferredReadReplica } = fetched.data;
      if (preferredReadReplica !== undefined) followPreferredReplica(node, ctx, partition, preferredReadReplica);
      left -= handOut(node, ctx, partition, fetched, left);
      if (fetched.batchIndex < fetched.data.batches.length) break;
    }
    // Anything else was fetched for a position that has moved since, or may not be one in the new leader's log.
    partition.buffered -= 1;
    markDirty(node, partition);
    drained += 1;
  }
  if (drained === node.buffer.length) cutTo(node.buffer, 0);
  else if (drained > 0) node.buffer.splice(0, drained);
  return node.spec.config.maxPollRecords - left;
}

function handOut(node: ConsumerNode, ctx: ConsumerContext, partition: ConsumedPartition, fetched: FetchedData, most: number): number {
  const from = fetched.nextOffset;
  let ids: string[] | null = null;
  // Only where compaction or a marker has left a hole; without, they count up from `from`.
  let offsets: Offset[] | null = null;
  let count = 0;
  let epoch: LeaderEpoch = partition.offsetEpoch;
  const { batches } = fetched.data;
  while (fetched.batchIndex < batches.length && count < most) {
    const batch = batches[fetched.batchIndex];
    if (batch === undefined) break;
    // The first batch may begin before the position.
    let index = batch.control === null ? firstIndexFrom(batch, fetched.nextOffset) : batch.records.length;
    for (; index < batch.records.length && count < most; index += 1) {
      const record = batch.records[index];
      if (record === undefined) break;
      const offset = offsetOf(batch, index);
      if (offsets === null && offset !== from + count) offsets = Array.from({ length: count }, (_, before) => from + before);
      offsets?.push(offset);
      ids = pushFew(ids, record.id);
      count += 1;
    }
    epoch = batch.leaderEpoch;
    if (index < batch.records.length) {
      fetched.nextOffset = offsetOf(batch, index - 1) + 1;
    } else {
      fetched.nextOffset = batch.lastOffset + 1;
      fetched.batchIndex += 1;
    }
  }
  const { topic, partition: number } = partition;
  advancePosition(node, partition, fetched.nextOffset, epoch);
  if (ids === null) return 0;
  ctx.emit({
    type: 'RecordsPolled',
    consumer: node.id,
    group: node.spec.group,
    topic,
    partition: number,
    from,
    to: fetched.nextOffset,
    ids,
    offsets,
  });
  return count;
}

/** `FetchCollector.handleInitializeErrors`. Kafka fetches again at once; here the partition waits `retry.backoff.ms` or a new leader. */
function onFetchError(node: ConsumerNode, ctx: ConsumerContext, partition: ConsumedPartition, fetched: FetchedData): void {
  const { error } = fetched.data;
  if (error === 'OFFSET_OUT_OF_RANGE') {
    // The replica near by may merely not have it: the leader decides.
    if (clearPreferredReplica(node, ctx, partition)) return;
    if (partition.position === fetched.fetchOffset) onOutOfRange(node, ctx, partition, fetched);
    return;
  }
  requestUpdate(node.metadata);
  const isOldNews = partition.readBroker !== fetched.broker || partition.leaderEpoch !== fetched.leaderEpoch;
  if (error !== 'UNKNOWN_LEADER_EPOCH' && clearPreferredReplica(node, ctx, partition)) return;
  if (isOldNews) return;
  partition.fetchAgainAt = ctx.now + node.spec.config.retryBackoffUs;
  node.delayed.push(partition.name);
}

function onOutOfRange(node: ConsumerNode, ctx: ConsumerContext, partition: ConsumedPartition, fetched: FetchedData): void {
  const { topic, partition: number } = partition;
  ctx.emit({ type: 'OffsetOutOfRange', consumer: node.id, topic, partition: number, offset: fetched.fetchOffset });
  const reset = defaultReset(node);
  if (reset !== null) requestReset(node, partition, reset);
  else node.membership.fatal = words.offsetOutOfRange(fetched.fetchOffset, partition.name);
}
