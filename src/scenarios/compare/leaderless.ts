/** Who leads which partition, and when it has had nobody who does. */
export interface LeaderWatch {
  readonly leaders: Map<string, { leader: number; missingSinceUs: number | null }>;
  readonly stopped: Set<string>;
  /** Spans without a leader that are over, in the order in which they ended. */
  readonly gaps: { readonly fromUs: number; readonly toUs: number }[];
}

export function noteLeader(watch: LeaderWatch, partition: string, leader: number, at: number): void {
  const known = watch.leaders.get(partition) ?? { leader, missingSinceUs: null };
  known.leader = leader;
  watch.leaders.set(partition, known);
  settle(watch, known, at);
}

export function noteStopped(watch: LeaderWatch, node: string, stopped: boolean, at: number): void {
  if (stopped) watch.stopped.add(node);
  else watch.stopped.delete(node);
  for (const known of watch.leaders.values()) if (`broker-${known.leader}` === node) settle(watch, known, at);
}

function settle({ stopped, gaps }: LeaderWatch, known: { leader: number; missingSinceUs: number | null }, at: number): void {
  const missing = known.leader < 0 || stopped.has(`broker-${known.leader}`);
  if (missing) {
    known.missingSinceUs ??= at;
    return;
  }
  if (known.missingSinceUs !== null) gaps.push({ fromUs: known.missingSinceUs, toUs: at });
  known.missingSinceUs = null;
}

/** For how long partitions had no leader that runs up to a time, summed over partitions. */
export function leaderlessUs({ leaders, gaps }: LeaderWatch, atUs: number): number {
  let sum = 0;
  for (const { fromUs, toUs } of gaps) sum += Math.max(0, Math.min(toUs, atUs) - fromUs);
  for (const { missingSinceUs } of leaders.values()) if (missingSinceUs !== null) sum += Math.max(0, atUs - missingSinceUs);
  return sum;
}
