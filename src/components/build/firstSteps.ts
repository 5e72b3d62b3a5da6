import type { Frame } from '../../scene/frame.ts';
import type { DocumentSource, RunInfo } from '../../store/facts.ts';

/** What a cluster of one's own lacks before records move in it, in the order in which it can be added. */
export type FirstStep = 'topic' | 'producer' | 'consumer';

/** Empty for built-in documents and for those with a story: these are as somebody meant them. */
export function firstSteps(frame: Frame | null, source: DocumentSource | null, run: RunInfo | null): readonly FirstStep[] {
  if (frame === null || run === null || source?.kind !== 'text' || run.story.length > 0) return NONE;
  if (frame.topics.every(({ internal }) => internal)) return NO_TOPIC;
  if (frame.producers.length === 0) return frame.consumers.length === 0 ? NO_CLIENTS : NO_PRODUCER;
  return frame.consumers.length === 0 ? NO_CONSUMER : NONE;
}

const NONE: readonly FirstStep[] = [];
const NO_TOPIC: readonly FirstStep[] = ['topic'];
const NO_CLIENTS: readonly FirstStep[] = ['producer', 'consumer'];
const NO_PRODUCER: readonly FirstStep[] = ['producer'];
const NO_CONSUMER: readonly FirstStep[] = ['consumer'];
