import { logNameOf, type LogName } from '../../base/logName.ts';
import type { Frame, PartitionView } from '../../scene/frame.ts';

/** A record's key in the selection: `orders-0@12` as the leader has it, `1/orders-0@8` a copy's own. */
export interface RecordName extends LogName {
  readonly offset: number;
}

export function recordNamed(key: string | null): RecordName | null {
  const name = logNameOf(key);
  return name === null || name.offset === null ? null : { ...name, offset: name.offset };
}

/** The partition that a selected thing belongs to: itself, a copy of it, or a record in it; null for other things. */
export function partitionOf(frame: Frame, selected: string | null): string | null {
  const name = logNameOf(selected)?.name ?? null;
  return frame.partitions.some(({ key }) => key === name) ? name : null;
}

/** `shown` is `topic:orders` or `orders-0`. Where it names nothing that is there, the first topic that is no internal one; none where those are hidden and there is no other. */
export function partitionsShown(frame: Frame, shown: string | null, internal: boolean): { readonly shown: string; readonly partitions: readonly PartitionView[] } {
  const partitions = frame.partitions.filter(({ key, topic }) => key === shown || `topic:${topic}` === shown);
  if (shown !== null && partitions.length > 0) return { shown, partitions };
  const first = frame.topics.find(({ internal }) => !internal) ?? (internal ? frame.topics[0] : undefined);
  return { shown: first?.key ?? '', partitions: frame.partitions.filter(({ topic }) => topic === first?.name) };
}
