import type { FollowedRecord } from '../../store/following.ts';

/**
 * Whether a followed record was acknowledged, or counted as sent, and whoever leads its partition does not have it, though nobody wanted it
 * gone. `leader` below 0: nobody leads, and what is not there may come back.
 */
export function isLost({ steps, copies, partition }: FollowedRecord, leader: number, now: number): boolean {
  const past = steps.filter(({ at }) => at <= now);
  const has = (wanted: string): boolean => past.some(({ kind }) => kind === wanted);
  if (leader < 0 || !has('acknowledged') || !has('appended')) return false;
  return !copies.some(({ replica }) => replica === `${leader}/${partition}`) && !past.some(({ kind, tone }) => kind === 'copyGone' && tone === 'plain');
}
