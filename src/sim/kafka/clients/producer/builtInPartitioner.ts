/** How keyless records are spread while the queues of a topic's partitions are uneven. */
export type PartitionLoadTable = {
  /** Running sum of the weights; the last entry is the range a draw is taken from. */
  readonly cumulative: readonly number[];
  /** The partition each entry of `cumulative` stands for. */
  readonly partitionIds: readonly number[];
};

/**
 * Weights that favour short queues: the longest queue plus one, minus the partition's own queue size, and their running sum.
 * Kafka: `BuiltInPartitioner.updatePartitionLoadStats` (KIP-794).
 */
export function adaptiveWeights(queueSizes: readonly number[]): { weights: number[]; cumulative: number[] } {
  let longest = 0;
  for (const size of queueSizes) if (size > longest) longest = size;
  const weights: number[] = [];
  const cumulative: number[] = [];
  let sum = 0;
  for (const size of queueSizes) {
    const weight = longest + 1 - size;
    sum += weight;
    weights.push(weight);
    cumulative.push(sum);
  }
  return { weights, cumulative };
}

/**
 * The table to draw from, or null when a uniform draw does: fewer than two partitions, none available, or equal queues.
 * `queueSizes` (batches waiting) and `partitionIds` go together and hold only partitions that have a leader and were not
 * excluded for slowness; `knownPartitions` counts all partitions with a queue, those left out included. Kafka builds no
 * table before every partition of the topic has had a batch: callers must not call this earlier.
 */
export function partitionLoadTable(
  queueSizes: readonly number[],
  partitionIds: readonly number[],
  knownPartitions: number = queueSizes.length,
): PartitionLoadTable | null {
  if (queueSizes.length < 1 || knownPartitions < 2) return null;
  const allEqual = queueSizes.every((size) => size === queueSizes[0]);
  if (allEqual && queueSizes.length === knownPartitions) return null;
  return { cumulative: adaptiveWeights(queueSizes).cumulative, partitionIds };
}

/**
 * The partition that the next keyless records stick to. `draw` is 32 random bits; the sign bit is dropped as in
 * `Utils.toPositive`. Without a table the draw is uniform over the partitions that have a leader, or over all
 * when none has one. Kafka: `BuiltInPartitioner.nextPartition`.
 */
export function nextPartition(choice: {
  readonly availableIds: readonly number[];
  readonly allIds: readonly number[];
  readonly loadTable: PartitionLoadTable | null;
  readonly draw: number;
}): number {
  const random = choice.draw & 0x7fffffff;
  if (choice.loadTable !== null) return partitionAt(choice.loadTable, random);
  const ids = choice.availableIds.length > 0 ? choice.availableIds : choice.allIds;
  return ids[random % ids.length] as number;
}

/**
 * Whether the producer leaves the partition it sticks to. It does so after `batchSize` bytes, but only on a batch
 * boundary (`allBatchesFull`: the partition's queue is empty or its last batch is full), else a slow trickle would end in
 * fractional batches; at twice the size it no longer waits. Kafka: `BuiltInPartitioner.updatePartitionInfo`.
 */
export function shouldSwitch(sticky: {
  readonly producedBytes: number;
  readonly batchSize: number;
  readonly allBatchesFull: boolean;
}): boolean {
  if (sticky.producedBytes >= sticky.batchSize * 2) return true;
  return sticky.producedBytes >= sticky.batchSize && sticky.allBatchesFull;
}

function partitionAt(table: PartitionLoadTable, random: number): number {
  const cumulative = table.cumulative;
  const target = random % (cumulative[cumulative.length - 1] as number);
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] as number) > target) high = middle;
    else low = middle + 1;
  }
  return table.partitionIds[low] as number;
}
