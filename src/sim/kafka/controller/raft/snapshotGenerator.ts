import type { TimeUs } from '../../../../base/flavor.ts';
import type { NodeContext } from '../../../kernel/types.ts';
import type { SnapshotConfig } from '../../config/types.ts';
import type { Fact } from '../../facts.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import type { MetadataBatch } from '../../metadata/records.ts';
import { batchBytes, imageBytes } from '../../metadata/sizes.ts';
import { addSnapshot, cleanLog, voterSetAt } from './logSnapshots.ts';
import type { MetadataLog } from './metadataLog.ts';

/** What a process counts since its last snapshot (`SnapshotGenerator`). Every server of the cluster takes its own. */
export interface SnapshotGenerator {
  bytesSinceLastSnapshot: number;
  lastSnapshotAt: TimeUs;
  /** When log and snapshots are looked at next for what may go. */
  cleanAt: TimeUs;
}

/** `KafkaRaftClient.snapshotCleaner`. */
const CLEAN_PERIOD_US = 60_000_000;

export function freshSnapshotGenerator(startedAt: TimeUs): SnapshotGenerator {
  return { bytesSinceLastSnapshot: 0, lastSnapshotAt: startedAt, cleanAt: startedAt + CLEAN_PERIOD_US };
}

/** A snapshot was loaded: counting begins anew. */
export function resetSnapshotCounters(generator: SnapshotGenerator, now: TimeUs): void {
  generator.bytesSinceLastSnapshot = 0;
  generator.lastSnapshotAt = now;
}

/**
 * Committed batches were applied and have made `image`: takes a snapshot of it if enough has come since the last one or that was long
 * ago, and drops what snapshots make needless. Both only as something is committed, which on a living cluster is twice a second.
 */
export function afterReplay(
  generator: SnapshotGenerator,
  ctx: Pick<NodeContext<never, never, Fact>, 'now' | 'emit'>,
  log: MetadataLog,
  config: SnapshotConfig,
  batches: readonly MetadataBatch[],
  image: MetadataImage,
): void {
  for (const batch of batches) generator.bytesSinceLastSnapshot += batchBytes(batch);
  if (isDue(generator, ctx.now, config)) {
    resetSnapshotCounters(generator, ctx.now);
    const { offset, epoch } = image;
    const bytes = imageBytes(image);
    const voters = voterSetAt(log, offset);
    if (addSnapshot(log, { offset, epoch, image, bytes, voters, lastContainedAt: ctx.now })) {
      ctx.emit({ type: 'SnapshotTaken', offset, epoch, bytes });
    }
  }
  if (log.snapshots.length < 2 || ctx.now < generator.cleanAt) return;
  generator.cleanAt = ctx.now + CLEAN_PERIOD_US;
  if (cleanLog(log, ctx.now, config)) ctx.emit({ type: 'MetadataLogTrimmed', startOffset: log.startOffset });
}

function isDue(generator: SnapshotGenerator, now: TimeUs, config: SnapshotConfig): boolean {
  if (generator.bytesSinceLastSnapshot >= config.metadataLogMaxRecordBytesBetweenSnapshots) return true;
  const intervalUs = config.metadataLogMaxSnapshotIntervalUs;
  return intervalUs !== null && now - generator.lastSnapshotAt >= intervalUs;
}
