import { activeSegment } from '../log/unifiedLog.ts';
import type { Replica } from './replica.ts';

export function isCompacted(replica: Replica): boolean {
  return replica.config.cleanupPolicy.includes('compact');
}

/** The log was cut: what comes into the active segment from now on has not been cleaned (`LogCleaner.maybeTruncateCheckpoint`). */
export function truncateCleanerCheckpoint(replica: Replica): void {
  if (replica.cleanerCheckpoint === null || !isCompacted(replica)) return;
  replica.cleanerCheckpoint = Math.min(replica.cleanerCheckpoint, activeSegment(replica.log).baseOffset);
}
