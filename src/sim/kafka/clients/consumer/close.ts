import { assert } from '../../../../base/assert.ts';
import { isPending, sendOneWay } from '../../net/requestTable.ts';
import { CHANNEL } from '../../types.ts';
import { newSyncCommit, stepSyncCommit } from './commit.ts';
import type { Closing, ConsumerContext, ConsumerNode } from './consumerState.ts';
import { closingRequest } from './fetchSession.ts';
import { leaveGroup, stopHeartbeat } from './heartbeat.ts';
import { giveUpPartitions } from './join.ts';
import { NO_GENERATION } from './membership.ts';
import { wakeBy } from './timers.ts';

/** `KafkaConsumer.close()` without an argument. */
const CLOSE_TIMEOUT_US = 30_000_000;

/** Begins `Consumer.close`; the application polls no more. `outcome` is what the consumer is afterwards. */
export function beginClose(node: ConsumerNode, ctx: ConsumerContext, outcome: Closing['outcome']): void {
  const { config } = node.spec;
  const withinUs = Math.min(CLOSE_TIMEOUT_US, config.requestTimeoutUs);
  node.phase = 'closing';
  node.application = { kind: 'polling' };
  node.closing = {
    outcome,
    deadline: ctx.now + withinUs,
    commit: config.enableAutoCommit ? newSyncCommit(node, ctx, withinUs) : null,
    leave: null,
  };
}

/** The application got an exception out of `poll`; it closes the consumer and ends. */
export function fail(node: ConsumerNode, ctx: ConsumerContext, reason: string): void {
  node.failure = reason;
  ctx.emit({ type: 'ConsumerFailed', consumer: node.id, reason });
  beginClose(node, ctx, 'failed');
}

/**
 * Goes on with the close: commit, leave the group, end the fetch sessions (`ConsumerCoordinator.close`, `Fetcher.close`).
 * Whatever is not answered by the deadline is abandoned.
 */
export function stepClose(node: ConsumerNode, ctx: ConsumerContext): void {
  const { closing } = node;
  assert(closing !== null, 'a closing consumer knows how far it is');
  if (closing.leave === null) {
    if (closing.commit !== null) stepSyncCommit(node, ctx, closing.commit);
    if (closing.commit?.outcome === 'open') return;
    leave(node, ctx, closing);
  }
  if (closing.leave !== null && isPending(node.requests, closing.leave) && closing.deadline > ctx.now) {
    wakeBy(node, closing.deadline);
    return;
  }
  stop(node, ctx, closing.outcome);
}

function leave(node: ConsumerNode, ctx: ConsumerContext, closing: Closing): void {
  const { membership } = node;
  stopHeartbeat(node, ctx);
  const isSettled = membership.state === 'stable' || membership.state === 'unjoined';
  const lost = membership.generation === NO_GENERATION || membership.memberId === '' || !isSettled;
  giveUpPartitions(node, ctx, lost);
  closing.leave = leaveGroup(node, ctx);
}

/** Ends the fetch sessions and the process, and its connections and timers with it. */
function stop(node: ConsumerNode, ctx: ConsumerContext, outcome: Closing['outcome']): void {
  for (const session of node.sessions.values()) {
    if (session.sessionId === 0) continue;
    const part = closingRequest(session);
    sendOneWay(ctx, node.requests, session.node, CHANNEL.client, {
      api: 'Fetch',
      replicaId: -1,
      replicaEpoch: -1,
      maxWaitUs: 0,
      minBytes: 0,
      maxBytes: 0,
      isolation: 'read_uncommitted',
      ...part,
    });
  }
  node.phase = outcome;
  ctx.exit();
}
