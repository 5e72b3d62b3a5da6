import type { Frame } from '../../scene/frame.ts';
import * as words from '../../words/inspector/askWhy.ts';

/** What a reader wonders about a copy; null where it is as it should be. */
export function questionOf(frame: Frame | null, replica: Frame['replicas'][number] | null): string | null {
  if (replica === null || replica.role === 'leader') return null;
  if (replica.sync !== 'in-sync') return words.whyNotInSync;
  const leader = frame?.replicas.find(({ role, topic, partition }) => role === 'leader' && topic === replica.topic && partition === replica.partition);
  return leader !== undefined && leader.endOffset > replica.endOffset ? words.whyBehind : null;
}
