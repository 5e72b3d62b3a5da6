import { behind } from '../../base/behind.ts';
import { evenShares } from '../../base/evenShares.ts';
import type { GroupPartition, GroupTotals, PartitionReader } from '../../protocol/groupsDetail.ts';
import { brokersOf, replicaOf, type BrokerNode, type CoordinatedGroup, type KafkaSimulation, type MetadataImage } from '../../sim/index.ts';
import type { Consumers } from './groups.ts';

export type PartitionTally = Pick<GroupTotals, 'partitions' | 'unread' | 'lag' | 'known' | 'uncommitted' | 'furthestBehind'>;

/** All partitions of the topics that a group reads, or has committed offsets of, and sums over them. */
export function groupPartitions(
  sim: KafkaSimulation,
  image: MetadataImage,
  name: string,
  found: CoordinatedGroup | null,
  consumers: Consumers,
): { readonly list: readonly GroupPartition[]; readonly tally: PartitionTally } {
  const committed = found?.shard.offsets.get(name) ?? new Map<string, { readonly topic: string; readonly offset: number }>();
  const brokers = new Map(brokersOf(sim.world).map((broker) => [broker.id, broker]));
  const readers = readersOf(consumers);
  const assigned = assignedBy(found);
  const list: GroupPartition[] = [];
  for (const topic of topicsOf(image, found, consumers, committed)) {
    topic.partitions.forEach(({ leader }, partition) => {
      const key = `${topic.name}-${partition}`;
      const node = brokers.get(leader);
      const log = logOn(node, topic.name, partition);
      const leaderStatus = node === undefined ? null : sim.control.statusOf(node.node);
      const held = readers.get(key) ?? [];
      const saved = committed.get(key)?.offset ?? -1;
      const highWatermark = log?.highWatermark ?? -1;
      const logStart = log?.logStartOffset ?? 0;
      const lag = behind(highWatermark, saved);
      list.push({ key, topic: topic.name, partition, leader, leaderStatus, logStart, highWatermark, committed: saved, assigned: assigned.get(key) ?? null, readers: held, lag });
    });
  }
  return { list, tally: tallyOf(list) };
}

/** At most so many, in their order: what nobody reads, then as many of each reader as there is room for. */
export function mostWorth(list: readonly GroupPartition[], most: number): readonly GroupPartition[] {
  if (list.length <= most) return list;
  const wanted = new Map<string, number>();
  for (const partition of list) wanted.set(readerOf(partition), (wanted.get(readerOf(partition)) ?? 0) + 1);
  const unread = Math.min(most, wanted.get(NOBODY) ?? 0);
  wanted.delete(NOBODY);
  const shares = evenShares([...wanted.values()], most - unread);
  const left = new Map([...wanted.keys()].map((reader, index) => [reader, shares[index] ?? 0] as const)).set(NOBODY, unread);
  return list.filter((partition) => {
    const reader = readerOf(partition);
    const room = left.get(reader) ?? 0;
    left.set(reader, room - 1);
    return room > 0;
  });
}

const NOBODY = '';

function readerOf({ readers }: GroupPartition): string {
  return readers[0]?.consumer ?? NOBODY;
}

function topicsOf(image: MetadataImage, found: CoordinatedGroup | null, consumers: Consumers, committed: ReadonlyMap<string, { readonly topic: string }>) {
  const names = new Set<string>();
  for (const { topics, isOver } of consumers) if (!isOver) for (const topic of topics) names.add(topic);
  for (const member of found?.group.members.values() ?? []) for (const topic of member.subscription.topics) names.add(topic);
  for (const { topic } of committed.values()) names.add(topic);
  return [...image.topics.values()].filter(({ name }) => names.has(name));
}

/** What processes hold now, whatever the coordinator thinks. */
function readersOf(consumers: Consumers): Map<string, PartitionReader[]> {
  const readers = new Map<string, PartitionReader[]>();
  for (const { key, isOver, partitions } of consumers) {
    if (isOver) continue;
    for (const { topic, partition, position } of partitions) {
      const name = `${topic}-${partition}`;
      const list = readers.get(name) ?? [];
      list.push({ consumer: key, position: position ?? -1 });
      readers.set(name, list);
    }
  }
  return readers;
}

function assignedBy(found: CoordinatedGroup | null): Map<string, string> {
  const assigned = new Map<string, string>();
  for (const { memberId, assignment } of found?.group.members.values() ?? []) {
    for (const { topic, partition } of assignment) assigned.set(`${topic}-${partition}`, memberId);
  }
  return assigned;
}

function logOn(leader: BrokerNode | undefined, topic: string, partition: number) {
  return leader === undefined ? undefined : replicaOf(leader, topic, partition)?.log;
}

function tallyOf(list: readonly GroupPartition[]): PartitionTally {
  const known = list.filter(({ lag }) => lag >= 0);
  return {
    partitions: list.length,
    unread: list.filter(({ readers }) => readers.length === 0).length,
    lag: known.reduce((sum, { lag }) => sum + lag, 0),
    known: known.length,
    uncommitted: list.filter(({ committed }) => committed < 0).length,
    furthestBehind: list.reduce((most, { highWatermark, readers, lag }) => Math.max(most, lag, ...readers.map(({ position }) => behind(highWatermark, position))), 0),
  };
}
