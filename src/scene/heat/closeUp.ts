import type { Frame, PartitionView } from '../frame.ts';
import { areaParts } from './heatGrid.ts';

/** Brokers that are drawn with one that is looked at. */
const MOST_PEERS = 11;

/** A part of a large cluster as a frame of its own, to be drawn like a small one, and what was left out of it. */
export interface CloseUp {
  readonly frame: Frame;
  /** Brokers that hold copies of the same partitions and are not drawn. */
  readonly peersLeftOut: number;
  /** Partitions that belong to it and are not told one by one. */
  readonly partitionsLeftOut: number;
}

/** Of the frame of all: the partitions of the area, the brokers that have copies of them, and the clients of a topic. */
export function closeUpOf(frame: Frame, area: string): CloseUp {
  const { broker, topic } = areaParts(area);
  const center = broker === null ? null : Number(broker.slice('broker-'.length));
  const name = topic?.slice('topic:'.length) ?? null;
  const isIn = (partition: PartitionView): boolean => (name === null || partition.topic === name) && (center === null || partition.replicas.includes(center));
  const partitions = frame.partitions.filter(isIn);
  const keys = new Set(partitions.map(({ key }) => key));
  const holders = holdersOf(partitions);
  const drawn = center === null || name !== null ? new Set(holders.keys()) : nearest(holders, center);
  if (center !== null) drawn.add(center);
  const replicas = frame.replicas.filter((replica) => drawn.has(replica.broker) && keys.has(`${replica.topic}-${replica.partition}`));
  // All clients of a hundred topics would hide the broker that is looked at.
  const readers = name === null ? [] : frame.consumers.filter(({ topics }) => topics.includes(name));
  const groups = new Set(readers.map(({ group }) => group));
  return {
    frame: {
      ...frame,
      brokers: frame.brokers.filter(({ id }) => drawn.has(id)),
      partitions,
      replicas,
      producers: name === null ? [] : frame.producers.filter((producer) => producer.topic === name),
      consumers: readers,
      groups: frame.groups.filter(({ group }) => groups.has(group)),
      heat: [],
    },
    peersLeftOut: [...holders.keys()].filter((id) => !drawn.has(id)).length,
    partitionsLeftOut: expected(frame, center, name) - partitions.length,
  };
}

/** How many of the partitions each broker has. */
function holdersOf(partitions: readonly PartitionView[]): Map<number, number> {
  const holders = new Map<number, number>();
  for (const { replicas } of partitions) for (const id of replicas) holders.set(id, (holders.get(id) ?? 0) + 1);
  return holders;
}

/** Those that share most with a broker. */
function nearest(holders: ReadonlyMap<number, number>, center: number): Set<number> {
  const peers = [...holders].filter(([id]) => id !== center).toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return new Set(peers.slice(0, MOST_PEERS).map(([id]) => id));
}

/** Of a broker only what is near is known one by one, and the near is asked for whole; a topic says how many partitions it has. */
function expected(frame: Frame, broker: number | null, topic: string | null): number {
  const known = frame.partitions.filter((partition) => (topic === null || partition.topic === topic) && (broker === null || partition.replicas.includes(broker))).length;
  if (broker !== null || topic === null) return known;
  return frame.topics.find(({ name }) => name === topic)?.partitions ?? known;
}
