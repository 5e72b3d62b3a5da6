import type { ZooKeeperContext, ZooKeeperNode } from './ensembleState.ts';
import { propose } from './leader.ts';
import { bucketOf } from './sessions.ts';

/** The end of a bucket: who has not been heard of loses its session, and with it its ephemeral znodes. */
export function onSessionBucket(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member } = node;
  if (member.kind !== 'leading') return;
  member.sessionTimer = ctx.setTimer(bucketOf(ctx.now) - ctx.now, { kind: 'zkSessions' });
  for (const [session, endsAt] of [...member.expiry]) {
    if (endsAt > ctx.now) continue;
    member.expiry.delete(session);
    propose(node, ctx, session, { kind: 'closeSession', expired: true }, null);
  }
}
