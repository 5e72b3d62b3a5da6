import type { PartitionView } from '../../scene/frame.ts';

/** What is wrong with a partition, the worst of it; null when nothing is. */
export function flagOf({ leader, isr, replicas, minInsyncReplicas, reassigning }: PartitionView): { readonly words: string; readonly tone: 'bad' | 'warn' | 'plain' } | null {
  if (leader < 0) return { words: 'offline', tone: 'bad' };
  if (isr.length < Math.min(minInsyncReplicas, replicas.length)) return { words: 'under min ISR', tone: 'bad' };
  if (isr.length < replicas.length) return { words: 'under-replicated', tone: 'warn' };
  return reassigning === undefined ? null : { words: 'moving', tone: 'plain' };
}
