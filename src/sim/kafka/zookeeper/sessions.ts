import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import { TICK_US, type ZooKeeperContext, type ZooKeeperNode } from './ensembleState.ts';

/** What a server makes of the session timeout that a client asks for: between two ticks and twenty (`minSessionTimeout`, `maxSessionTimeout`). */
export function negotiatedSessionUs(askedUs: DurationUs): DurationUs {
  return Math.min(Math.max(askedUs, 2 * TICK_US), 20 * TICK_US);
}

/** Sessions end together at the end of a tick (`ExpiryQueue.roundToNextInterval`), so up to one tick late, never early. */
export function bucketOf(timeUs: TimeUs): TimeUs {
  return (Math.floor(timeUs / TICK_US) + 1) * TICK_US;
}

/** A new leader knows nothing of when clients were last heard of, and gives every session its whole time (`LeaderSessionTracker`). */
export function startSessions(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member, disk } = node;
  if (member.kind !== 'leading') return;
  for (const [session, { timeoutUs }] of disk.database.sessions) member.expiry.set(session, bucketOf(ctx.now + timeoutUs));
  member.sessionTimer = ctx.setTimer(bucketOf(ctx.now) - ctx.now, { kind: 'zkSessions' });
}

/** A sign of life of a session, which only the leader keeps track of; a follower tells it with its next pong. */
export function touchSession(node: ZooKeeperNode, ctx: ZooKeeperContext, session: number): void {
  const { member, disk } = node;
  if (member.kind === 'following') member.touched.add(session);
  if (member.kind !== 'leading') return;
  const known = disk.database.sessions.get(session);
  if (known !== undefined) member.expiry.set(session, bucketOf(ctx.now + known.timeoutUs));
}
