import type { Frame } from '../../scene/frame.ts';

/** A consumer at its place in a partition. */
export interface Reader {
  readonly key: string;
  readonly name: string;
  readonly group: string;
  /** The next offset it reads. */
  readonly position: number;
  /** -1: nothing committed. */
  readonly committed: number;
}

/** Who reads each partition, by partition key; with several groups readers go by their group's name as well. */
export function readersOf(frame: Frame): Map<string, Reader[]> {
  const readers = new Map<string, Reader[]>();
  for (const { key, id, group, assigned, status } of frame.consumers) {
    if (status === 'closed' || status === 'dead') continue;
    for (const { topic, partition, position, committed } of assigned) {
      if (position < 0) continue;
      const name = `${topic}-${partition}`;
      const list = readers.get(name) ?? [];
      list.push({ key, name: id, group, position, committed });
      readers.set(name, list);
    }
  }
  return readers;
}

export function sameReaders(a: readonly Reader[], b: readonly Reader[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((reader, index) => {
    const other = b[index];
    return other !== undefined && reader.key === other.key && reader.position === other.position && reader.committed === other.committed;
  });
}
