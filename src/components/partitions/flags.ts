import { isUnderReplicated } from '../../base/underReplicated.ts';
import type { PartitionView } from '../../scene/frame.ts';
import { underMinOf } from '../cluster/holding.ts';

interface Flag {
  readonly kind: 'offline' | 'underMinIsr' | 'underReplicated' | 'moving';
  readonly tone: 'bad' | 'warn' | 'plain';
}

/** What is wrong with a partition, the worst of it; null when nothing is. */
export function flagOf(partition: PartitionView): Flag | null {
  const { leader, isr, replicas, reassigning } = partition;
  if (leader < 0) return { kind: 'offline', tone: 'bad' };
  if (underMinOf(partition) !== null) return { kind: 'underMinIsr', tone: 'bad' };
  if (isUnderReplicated(isr.length, replicas, reassigning?.adding ?? [])) return { kind: 'underReplicated', tone: 'warn' };
  return reassigning === undefined ? null : { kind: 'moving', tone: 'plain' };
}
