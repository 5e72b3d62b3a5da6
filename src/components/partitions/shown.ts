import type { Frame, PartitionView } from '../../scene/frame.ts';

/** A record's key in the selection: `orders-0@12` as the leader has it, `1/orders-0@8` a copy's own. */
const RECORD = /^(?:(\d+)\/)?(.+-\d+)@(\d+)$/;

export interface RecordName {
  /** Null: the one that the leader has. */
  readonly broker: number | null;
  readonly partition: string;
  readonly offset: number;
}

export function recordNamed(key: string | null): RecordName | null {
  const [, broker, partition, offset] = RECORD.exec(key ?? '') ?? [];
  return partition === undefined ? null : { broker: broker === undefined ? null : Number(broker), partition, offset: Number(offset) };
}

/** The partition that a selected thing belongs to: itself, a copy of it, or a record in it; null for other things. */
export function partitionOf(frame: Frame, selected: string | null): string | null {
  const name = recordNamed(selected)?.partition ?? selected?.replace(/^\d+\//, '') ?? null;
  return frame.partitions.some(({ key }) => key === name) ? name : null;
}

/** `shown` is `topic:orders` or `orders-0`. Where it names nothing that is there, the first topic that is no internal one; none where those are hidden and there is no other. */
export function partitionsShown(frame: Frame, shown: string | null, internal: boolean): { readonly shown: string; readonly partitions: readonly PartitionView[] } {
  const partitions = frame.partitions.filter(({ key, topic }) => key === shown || `topic:${topic}` === shown);
  if (shown !== null && partitions.length > 0) return { shown, partitions };
  const first = frame.topics.find(({ internal }) => !internal) ?? (internal ? frame.topics[0] : undefined);
  return { shown: first?.key ?? '', partitions: frame.partitions.filter(({ topic }) => topic === first?.name) };
}
