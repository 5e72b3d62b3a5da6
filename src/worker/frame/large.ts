import { logNameOf } from '../../base/logName.ts';
import { replicaCount, type KafkaSimulation, type MetadataImage, type NodeIndex, type PartitionRegistration } from '../../sim/index.ts';

/** A cluster with more replicas than this is told by broker and topic, and one by one only where somebody looks. */
const MOST_REPLICAS = 2_000;
/** Partitions that are told one by one at most in a large cluster. */
const MOST_NEAR = 400;

/** Which partitions a frame tells one by one. */
export interface Near {
  /** Everything else is told in sums. */
  readonly isLarge: boolean;
  has(topic: string, partition: number): boolean;
  hasTopic(topic: string): boolean;
}

const ALL: Near = { isLarge: false, has: () => true, hasTopic: () => true };

/** `near` as `Look` has it. */
export function nearOf(image: MetadataImage, near: readonly string[]): Near {
  if (replicaCount(image) <= MOST_REPLICAS) return ALL;
  const partitions = new Map<string, Set<number>>();
  let left = MOST_NEAR;
  const add = (topic: string, partition: number): void => {
    const known = partitions.get(topic) ?? new Set<number>();
    if (known.has(partition) || left === 0) return;
    left -= 1;
    partitions.set(topic, known.add(partition));
  };
  for (const key of near) {
    for (const { topic, partition } of named(image, key)) add(topic, partition);
  }
  return {
    isLarge: true,
    has: (topic, partition) => partitions.get(topic)?.has(partition) === true,
    hasTopic: (topic) => partitions.has(topic),
  };
}

/** The nodes of a large cluster that are drawn with what is near: brokers that have it, and clients of its topics. Nobody where nothing is. */
export function nodesInSight(sim: KafkaSimulation, image: MetadataImage, near: Near): ReadonlySet<NodeIndex> {
  const holders = new Set<number>();
  for (const { name, partitions } of image.topics.values()) {
    if (near.hasTopic(name)) partitions.forEach(({ replicas }, partition) => near.has(name, partition) && replicas.forEach((id) => holders.add(id)));
  }
  const seen = new Set<NodeIndex>();
  if (holders.size === 0) return seen;
  sim.world.nodes.forEach((node, index) => {
    const isSeen =
      node.role === 'broker'
        ? holders.has(node.id)
        : node.role === 'producer'
          ? near.hasTopic(node.spec.topic)
          : node.role !== 'consumer' || node.spec.topics.some((topic) => near.hasTopic(topic));
    if (isSeen) seen.add(index);
  });
  return seen;
}

interface Place {
  readonly topic: string;
  readonly partition: number;
}

const AREA = /^(?:broker-(\d+))?\/?(?:topic:(.+))?$/;

function* named(image: MetadataImage, key: string): Generator<Place> {
  const area = AREA.exec(key);
  if (area !== null && key !== '') {
    const broker = area[1] === undefined ? null : Number(area[1]);
    for (const { name, partitions } of image.topics.values()) {
      if (area[2] === undefined || area[2] === name) yield* placesOn(name, partitions, broker);
    }
    return;
  }
  const log = logNameOf(key);
  if (log !== null && image.topics.get(log.topic)?.partitions[log.partition] !== undefined) yield { topic: log.topic, partition: log.partition };
}

function* placesOn(topic: string, partitions: readonly PartitionRegistration[], broker: number | null): Generator<Place> {
  for (let partition = 0; partition < partitions.length; partition += 1) {
    if (broker === null || partitions[partition]?.replicas.includes(broker) === true) yield { topic, partition };
  }
}
