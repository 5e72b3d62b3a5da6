import type { TimeUs } from '../../../../base/flavor.ts';
import type { MetadataRecord } from '../../metadata/records.ts';
import type { Offset } from '../../types.ts';
import type { LeaderRole, RaftNode } from './raftState.ts';

/** Offset that the next record gets, those that wait to be written included. */
export function nextWriteOffset(node: RaftNode, role: LeaderRole): Offset {
  return node.disk.log.endOffset + role.pending.length;
}

/**
 * Hands records to the leader, to be written together with what else comes within
 * `controller.quorum.append.linger.ms` (`BatchAccumulator`). Their offsets start at `nextWriteOffset`.
 */
export function appendAsLeader(
  node: RaftNode,
  now: TimeUs,
  role: LeaderRole,
  records: readonly MetadataRecord[],
): void {
  for (const record of records) role.pending.push(record);
  role.drainAt ??= now + node.config.controllerQuorumAppendLingerUs;
}
