import { assertNever } from '../../../../base/assert.ts';
import * as words from '../../../../words/run/refusals.ts';
import type { SeekPosition } from '../../commands.ts';
import type { ConsumerContext, ConsumerNode } from './consumerState.ts';
import { goOn } from './dispatch.ts';
import type { ConsumedPartition } from './subscriptionState.ts';
import { placePosition, requestReset, RESET_TO_EARLIEST, RESET_TO_LATEST } from './subscriptions.ts';

/**
 * Asks the application to close the consumer: as soon as it is done with what it processes, it commits (with auto-commit), leaves
 * the group and stops. A static member does not leave: its partitions wait for it until its session ends.
 */
export function closeConsumer(node: ConsumerNode, ctx: ConsumerContext): void {
  if (node.phase !== 'running') return;
  node.closeRequested = true;
  goOn(node, ctx);
}

/**
 * Stops fetching and handing out records, and keeps polling and heartbeating, as `Consumer.pause` on every partition does.
 * Records that are already buffered stay so. Unlike Kafka's, the pause outlives a rebalance.
 */
export function pauseConsumer(node: ConsumerNode): void {
  node.paused = true;
}

export function resumeConsumer(node: ConsumerNode, ctx: ConsumerContext): void {
  node.paused = false;
  goOn(node, ctx);
}

/**
 * Moves the position in one assigned partition, or in all of the topic if `partition` is null (`Consumer.seek`, `seekToBeginning`,
 * `seekToEnd`, `offsetsForTimes`). Nothing is committed by it. A time later than every record's leads to the end.
 * Returns null, or why nothing was done. Kafka's application would seek between two polls; here it also may while it processes.
 */
export function seekConsumer(
  node: ConsumerNode,
  ctx: ConsumerContext,
  topic: string,
  partition: number | null,
  position: SeekPosition,
): string | null {
  const targets: ConsumedPartition[] = [];
  for (const candidate of node.partitions.values()) {
    if (candidate.topic === topic && (partition === null || candidate.partition === partition)) targets.push(candidate);
  }
  if (targets.length === 0) {
    return partition === null
      ? words.nothingAssigned(topic, node.id)
      : words.notAssigned(topic, partition, node.id);
  }
  for (const target of targets) seekPartition(node, target, position);
  goOn(node, ctx);
  return null;
}

function seekPartition(node: ConsumerNode, partition: ConsumedPartition, position: SeekPosition): void {
  switch (position.kind) {
    case 'offset':
      placePosition(node, partition, position.offset, -1);
      return;
    case 'beginning':
      requestReset(node, partition, RESET_TO_EARLIEST);
      return;
    case 'end':
      requestReset(node, partition, RESET_TO_LATEST);
      return;
    case 'time':
      requestReset(node, partition, { strategy: 'time', timestamp: position.atUs });
      return;
    default:
      assertNever(position);
  }
}
