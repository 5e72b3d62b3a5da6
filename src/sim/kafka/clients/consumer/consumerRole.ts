import { assertNever, unreachable } from '../../../../base/assert.ts';
import type { RoleHandlers } from '../../role.ts';
import { cloneConsumer, forgetEverything, type ConsumerNode, type ConsumerTimer } from './consumerState.ts';
import { goOn, handleFailure, handleResponse } from './dispatch.ts';
import { runHeartbeat } from './heartbeat.ts';
import { onProcessed } from './pollLoop.ts';

export { closeConsumer, pauseConsumer, resumeConsumer, seekConsumer } from './consumerCommands.ts';

/** A consumer process and its application. */
export const consumerRole: RoleHandlers<ConsumerNode, ConsumerTimer> = {
  start(node, ctx) {
    forgetEverything(node);
    node.phase = 'running';
    node.failure = null;
    node.nextAutoCommitAt = ctx.now + node.spec.config.autoCommitIntervalUs;
    goOn(node, ctx);
  },
  onRequest(_node, _ctx, _replyTo, request) {
    unreachable(`a consumer is asked nothing, and got ${request.api}`);
  },
  onResponse(node, ctx, pending, response) {
    if (isOver(node)) return;
    handleResponse(node, ctx, pending, response);
    goOn(node, ctx);
  },
  onFailure(node, ctx, pending) {
    if (isOver(node)) return;
    handleFailure(node, ctx, pending);
    goOn(node, ctx);
  },
  onTimer(node, ctx, timer) {
    if (isOver(node)) return;
    switch (timer.kind) {
      case 'poll':
        node.wakeTimer = null;
        break;
      case 'processed':
        onProcessed(node, ctx);
        break;
      case 'heartbeat':
        runHeartbeat(node, ctx);
        break;
      default:
        assertNever(timer);
    }
    goOn(node, ctx);
  },
  onPeerGone() {
    // Nobody connects to a consumer.
  },
  crash(node) {
    forgetEverything(node);
  },
  clone: cloneConsumer,
};

function isOver(node: ConsumerNode): boolean {
  return node.phase !== 'running' && node.phase !== 'closing';
}
