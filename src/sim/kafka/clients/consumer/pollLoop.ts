import { assertNever } from '../../../../base/assert.ts';
import { maybeSendMetadata } from '../clientMetadata.ts';
import { beginClose, fail, stepClose } from './close.ts';
import { maybeAutoCommit, newSyncCommit, stepSyncCommit } from './commit.ts';
import { NEVER, type ConsumerContext, type ConsumerNode } from './consumerState.ts';
import { ensureCoordinator } from './coordinator.ts';
import { collectRecords } from './fetchCollector.ts';
import { sendFetches } from './fetcher.ts';
import { onPollLeft } from './heartbeat.ts';
import { joinIfNeeded } from './join.ts';
import { updatePositions } from './positions.ts';
import { takeLeaders } from './subscriptions.ts';
import { validatePositions } from './validatePositions.ts';
import { scheduleWake, wakeBy } from './timers.ts';

/** `default.api.timeout.ms`, which the model does not take from the configuration: how long commitSync tries. */
const DEFAULT_API_TIMEOUT_US = 60_000_000;

/**
 * Does all that the consumer can do now, and sees to it that it runs again when time alone makes something due. To be called
 * after everything that happens to the consumer.
 *
 * While the application waits in `poll`, what arrives is acted on at once; how long one call of `poll` waits is not modelled,
 * since the application would call again. While it processes, nothing but the heartbeat thread acts.
 */
export function runConsumer(node: ConsumerNode, ctx: ConsumerContext): void {
  if (node.phase !== 'running' && node.phase !== 'closing') return;
  node.wakeAt = NEVER;
  takeLeaders(node);
  if (node.phase === 'running') runApplication(node, ctx);
  // Not an else: the application may just have begun to close.
  if (isClosing(node)) stepClose(node, ctx);
  if (node.phase !== 'running' && !isClosing(node)) return;
  // After the rest, which may have found the metadata wanting.
  refreshMetadata(node, ctx);
  scheduleWake(node, ctx);
}

function isClosing(node: ConsumerNode): boolean {
  return node.phase === 'closing';
}

function refreshMetadata(node: ConsumerNode, ctx: ConsumerContext): void {
  const dueAt = maybeSendMetadata(ctx, node.requests, node.metadata, node.membership.metadataTopics, node.spec.config);
  if (dueAt !== null) wakeBy(node, dueAt);
}

function runApplication(node: ConsumerNode, ctx: ConsumerContext): void {
  for (;;) {
    const { application } = node;
    switch (application.kind) {
      case 'processing':
        return;
      case 'committing':
        stepSyncCommit(node, ctx, application.commit);
        if (application.commit.outcome === 'open') return;
        node.application = { kind: 'polling' };
        break;
      case 'polling':
        if (node.closeRequested) {
          beginClose(node, ctx, 'stopped');
          return;
        }
        if (pollOnce(node, ctx) === 0) return;
        break;
      default:
        assertNever(application);
    }
  }
}

/**
 * One pass of `KafkaConsumer.poll`: group, auto-commit, positions, records, next fetches. Returns how many records the application
 * got. Fetching goes on without a coordinator; joining, commits and new positions wait for one.
 */
function pollOnce(node: ConsumerNode, ctx: ConsumerContext): number {
  const { membership } = node;
  const isMember = membership.fatal === null && ensureCoordinator(node, ctx) && joinIfNeeded(node, ctx);
  validatePositions(node, ctx);
  if (isMember) {
    maybeAutoCommit(node, ctx);
    updatePositions(node, ctx);
  }
  const records = membership.fatal === null ? collectRecords(node, ctx) : 0;
  if (records === 0 && membership.fatal !== null) {
    fail(node, ctx, membership.fatal);
    return 0;
  }
  // A fetch's error may just have asked for a reset.
  if (isMember && records === 0) updatePositions(node, ctx);
  validatePositions(node, ctx);
  sendFetches(node, ctx);
  if (records > 0) process(node, ctx, records);
  return records;
}

function process(node: ConsumerNode, ctx: ConsumerContext, records: number): void {
  const busyUs = records * node.spec.processingUs;
  if (busyUs === 0) {
    onProcessed(node, ctx);
    return;
  }
  node.application = { kind: 'processing' };
  ctx.setTimer(busyUs, { kind: 'processed' });
  onPollLeft(node, ctx);
}

/**
 * The application is done with the records of its last poll. Without auto-commit it now calls `commitSync`, the usual way to
 * process everything at least once, and waits for it before it polls again.
 */
export function onProcessed(node: ConsumerNode, ctx: ConsumerContext): void {
  if (node.spec.config.enableAutoCommit) {
    node.application = { kind: 'polling' };
    return;
  }
  const wasPolling = node.application.kind === 'polling';
  node.application = { kind: 'committing', commit: newSyncCommit(node, ctx, DEFAULT_API_TIMEOUT_US) };
  if (wasPolling) onPollLeft(node, ctx);
}
