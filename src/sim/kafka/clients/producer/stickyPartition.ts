import { NO_LEADER } from '../../types.ts';
import { nextPartition, partitionLoadTable, shouldSwitch, type PartitionLoadTable } from './builtInPartitioner.ts';
import { isFull } from './pendingBatch.ts';
import type { PartitionQueue, ProducerContext, ProducerNode } from './producerNode.ts';

/**
 * The partition that a keyless record goes to now; the topic is known. Kafka: `BuiltInPartitioner.peekCurrentPartitionInfo` and the
 * completion of a switch that a half full batch had put off (`RecordAccumulator.partitionChanged`).
 */
export function stickyPartition(node: ProducerNode, ctx: ProducerContext): number {
  const { accumulator } = node;
  let { sticky } = accumulator;
  if (sticky === null) {
    sticky = { partition: choosePartition(node, ctx), producedBytes: 0 };
    accumulator.sticky = sticky;
  }
  switchIfDue(node, ctx, sticky);
  return sticky.partition;
}

/** Counts what was appended to the sticky partition and moves on if it is enough. Kafka: `BuiltInPartitioner.updatePartitionInfo`. */
export function countSticky(node: ProducerNode, ctx: ProducerContext, appendedBytes: number): void {
  const { sticky } = node.accumulator;
  if (sticky === null) return;
  sticky.producedBytes += appendedBytes;
  switchIfDue(node, ctx, sticky);
}

function switchIfDue(node: ProducerNode, ctx: ProducerContext, sticky: { partition: number; producedBytes: number }): void {
  const { producedBytes } = sticky;
  const batchSize = node.spec.config.batchSizeBytes;
  if (producedBytes < batchSize) return;
  const allBatchesFull = isQueueFull(node.accumulator.partitions.get(sticky.partition));
  if (!shouldSwitch({ producedBytes, batchSize, allBatchesFull })) return;
  sticky.partition = choosePartition(node, ctx);
  sticky.producedBytes = 0;
}

function isQueueFull(queue: PartitionQueue | undefined): boolean {
  const last = queue?.queue[queue.queue.length - 1];
  return last === undefined || isFull(last);
}

function choosePartition(node: ProducerNode, ctx: ProducerContext): number {
  const partitions = node.metadata.topics.get(node.spec.topic)?.partitions ?? [];
  const allIds: number[] = [];
  const availableIds: number[] = [];
  for (let partition = 0; partition < partitions.length; partition += 1) {
    allIds.push(partition);
    if ((partitions[partition]?.leader ?? NO_LEADER) !== NO_LEADER) availableIds.push(partition);
  }
  const loadTable = node.spec.config.partitionerAdaptivePartitioningEnable ? currentLoad(node, availableIds, allIds.length) : null;
  return nextPartition({ availableIds, allIds, loadTable, draw: ctx.random('partitioner') });
}

/**
 * Kafka measures the queues at every pass of the sender and looks the table up when it switches; here they are measured at the
 * switch, which costs nothing in between. Left out: `partitioner.availability.timeout.ms`.
 */
function currentLoad(node: ProducerNode, availableIds: readonly number[], partitionCount: number): PartitionLoadTable | null {
  const { partitions } = node.accumulator;
  if (partitions.size < partitionCount) return null;
  const sizes = availableIds.map((partition) => partitions.get(partition)?.queue.length ?? 0);
  return partitionLoadTable(sizes, availableIds, partitions.size);
}

