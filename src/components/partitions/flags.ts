import { isUnderReplicated } from '../../base/underReplicated.ts';
import type { PartitionView } from '../../scene/frame.ts';

interface Flag {
  readonly kind: 'offline' | 'underMinIsr' | 'underReplicated' | 'moving';
  readonly tone: 'bad' | 'warn' | 'plain';
}

/** What is wrong with a partition, the worst of it; null when nothing is. */
export function flagOf({ leader, isr, replicas, minInsyncReplicas, reassigning }: PartitionView): Flag | null {
  if (leader < 0) return { kind: 'offline', tone: 'bad' };
  if (isr.length < Math.min(minInsyncReplicas, replicas.length)) return { kind: 'underMinIsr', tone: 'bad' };
  if (isUnderReplicated(isr, replicas, reassigning?.adding ?? [])) return { kind: 'underReplicated', tone: 'warn' };
  return reassigning === undefined ? null : { kind: 'moving', tone: 'plain' };
}
