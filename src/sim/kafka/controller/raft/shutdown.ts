import type { TimeUs } from '../../../../base/flavor.ts';
import { isOnlyVoter, isVoter } from './voters.ts';
import { NEVER, type RaftContext, type RaftNode } from './raftState.ts';

/** How long a voter that shuts down waits for another leader to be known (`KafkaRaftManager.shutdown`). */
const SHUTDOWN_TIMEOUT_US = 5_000_000;

/** From now on the process ends as soon as nobody needs it; a leader resigns first (`KafkaRaftClient.shutdown`). */
export function beginShutdown(node: RaftNode, ctx: RaftContext): void {
  node.raft.shutdownDeadline ??= ctx.now + SHUTDOWN_TIMEOUT_US;
}

/** Ends the process when it is time (`maybeCompleteShutdown`). Returns when it ends in any case; `NEVER` when it is not shutting down. */
export function pollShutdown(node: RaftNode, ctx: RaftContext): TimeUs {
  const deadline = node.raft.shutdownDeadline;
  if (deadline === null) return NEVER;
  const { leaderId } = node.disk.election;
  const isNeeded = isVoter(node) && !isOnlyVoter(node) && (leaderId === null || leaderId === node.id);
  if (isNeeded && ctx.now < deadline) return deadline;
  node.raft.halted = true;
  ctx.exit();
  return NEVER;
}
