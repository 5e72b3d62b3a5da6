import type { DurationUs, TimeUs } from '../../../../base/flavor.ts';
import { exponentialBackoffMs } from '../exponentialBackoff.ts';
import { NEVER, type ConsumerContext, type ConsumerNode } from './consumerState.ts';

/** What repeats by the clock alone waits at least this long, so that an interval of 0 does not stop time. Kafka's clock ticks so. */
export const CLOCK_TICK_US: DurationUs = 1_000;

/** Has the poll loop run again at that time or before. Counts only while the poll loop runs, which asks everything anew. */
export function wakeBy(node: ConsumerNode, at: TimeUs): void {
  if (at < node.wakeAt) node.wakeAt = at;
}

/** Sets the one timer of the poll loop. A timer that is early is left alone: waking up for nothing is harmless. */
export function scheduleWake(node: ConsumerNode, ctx: ConsumerContext): void {
  if (node.wakeAt === NEVER) return;
  if (node.wakeTimer !== null) {
    if (node.wakeTimerAt <= node.wakeAt) return;
    ctx.cancelTimer(node.wakeTimer);
  }
  node.wakeTimer = ctx.setTimer(node.wakeAt - ctx.now, { kind: 'poll' });
  node.wakeTimerAt = node.wakeAt;
}

/** Has the heartbeat thread look at that time or before. */
export function wakeHeartbeat(node: ConsumerNode, ctx: ConsumerContext, at: TimeUs): void {
  const { heartbeat } = node;
  if (!heartbeat.enabled) return;
  if (heartbeat.timer !== null) {
    if (heartbeat.timerAt <= at) return;
    ctx.cancelTimer(heartbeat.timer);
  }
  heartbeat.timer = ctx.setTimer(at - ctx.now, { kind: 'heartbeat' });
  heartbeat.timerAt = at;
}

/** Wait before a retry after `attempts` earlier ones, with Kafka's 20 percent of jitter. */
export function retryBackoffUs(node: ConsumerNode, ctx: ConsumerContext, attempts: number): DurationUs {
  const { retryBackoffUs: initialUs, retryBackoffMaxUs } = node.spec.config;
  const ms = exponentialBackoffMs(
    {
      initialMs: Math.floor(initialUs / 1_000),
      maxMs: Math.floor(retryBackoffMaxUs / 1_000),
      multiplier: 2,
      jitterPermille: 200,
    },
    attempts,
    ctx.random('retryBackoff'),
  );
  return ms * 1_000;
}
