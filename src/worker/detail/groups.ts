import { MOST_MEMBERS, MOST_OF_ALL, MOST_PARTITIONS, type GroupDetail, type GroupMember, type GroupTotals, type Outsider, type RebalanceDetail } from '../../protocol/groupsDetail.ts';
import type { Frame } from '../../protocol/views.ts';
import {
  committedImage,
  consumersOf,
  coordinatedGroups,
  describeConsumer,
  homeOf,
  type ClassicGroup,
  type ClassicMember,
  type CoordinatedGroup,
  type CoordinatorShard,
  type KafkaSimulation,
  type MetadataImage,
} from '../../sim/index.ts';
import { groupActions } from '../inspect/actions.ts';
import { unreadBy, type UnreadBy } from './unread.ts';
import { groupPartitions, mostWorth, type PartitionTally } from './groupPartitions.ts';

export type Consumers = readonly ReturnType<typeof consumerOf>[];

/** All groups that have a consumer or a coordinator, in the order of the frame's groups. */
export function groupDetails(sim: KafkaSimulation, frame: Pick<Frame, 'consumers' | 'links'>): GroupDetail[] {
  const image = committedImage(sim.world);
  const found = coordinatedGroups(sim, image);
  const unread = unreadBy(sim, image, frame.links);
  const consumers = consumersOf(sim.world).map((node) => consumerOf(sim, node, unread));
  const names = new Set([...consumers.map(({ group }) => group), ...found.keys()]);
  const endOf = timerEnds(sim, [...found.values()]);
  const most = Math.min(MOST_PARTITIONS, Math.ceil(MOST_OF_ALL / names.size));
  return [...names].map((name) => {
    const own = consumers.filter(({ group }) => group === name);
    const adding = groupActions(frame, name)[0] ?? null;
    return { ...groupDetail(sim, image, name, found.get(name) ?? null, own, endOf, most), adding };
  });
}

function consumerOf(sim: KafkaSimulation, node: Parameters<typeof describeConsumer>[0], unread: UnreadBy) {
  const status = sim.control.statusOf(node.node);
  const described = describeConsumer(node);
  const isOver = status === 'dead' || described.status === 'stopped' || described.status === 'failed';
  return { ...described, key: `consumer:${node.id}`, topics: node.spec.topics, instanceId: node.spec.config.groupInstanceId, isOver, isPaused: status === 'paused', unread: unread(`consumer:${node.id}`, described.partitions) };
}

/** When timers of the groups' phases fire: a timer is known by its event. */
function timerEnds(sim: KafkaSimulation, groups: readonly CoordinatedGroup[]): ReadonlyMap<number, number> {
  const wanted = new Set(groups.flatMap(({ group: { joinTimer, syncTimer } }) => [joinTimer, syncTimer].filter((timer) => timer !== null)));
  const ends = new Map<number, number>();
  if (wanted.size > 0) for (const { seq, at } of sim.state.queue) if (wanted.has(seq)) ends.set(seq, at);
  return ends;
}

function groupDetail(
  sim: KafkaSimulation,
  image: MetadataImage,
  name: string,
  found: CoordinatedGroup | null,
  consumers: Consumers,
  endOf: ReadonlyMap<number, number>,
  most: number,
): Omit<GroupDetail, 'adding'> {
  const group = found?.group ?? null;
  const home = homeOf(image, name);
  const members = group === null ? [] : Array.from(group.members.values(), (member) => memberOf(group, member, consumers));
  const { list, tally } = groupPartitions(sim, image, name, found, consumers);
  return {
    key: `group:${name}`,
    group: name,
    state: group?.state ?? 'Unknown',
    generation: group?.generation ?? -1,
    assignor: group?.protocol ?? null,
    coordinator: found?.broker.id ?? -1,
    isDeposed: found !== null && !found.isNamed,
    offsetsPartition: home.partition,
    offsetsLeader: home.leader,
    rebalance: found === null ? null : rebalanceOf(found.shard, found.group, endOf),
    members: members.slice(0, MOST_MEMBERS),
    outsiders: outsidersOf(members, group, consumers),
    partitions: mostWorth(list, most),
    totals: totalsOf(members, group, tally),
  };
}

function totalsOf(members: readonly GroupMember[], group: ClassicGroup | null, tally: PartitionTally): GroupTotals {
  const idle = group?.state === 'Stable' ? members.filter(({ assigned }) => assigned === 0).length : 0;
  return { members: members.length, idle, ...tally };
}

function rebalanceOf(shard: CoordinatorShard, group: ClassicGroup, endOf: ReadonlyMap<number, number>): RebalanceDetail | null {
  const { state, generation, groupId, initialDelay, joinTimer, syncTimer, pendingJoin } = group;
  const endsAt = (timer: number | null): number | null => (timer === null ? null : (endOf.get(timer) ?? null));
  const expected = pendingJoin.size;
  if (state === 'PreparingRebalance') return { phase: 'join', isInitial: initialDelay !== null, endsAt: endsAt(joinTimer), expected };
  if (state !== 'CompletingRebalance') return null;
  const isWritten = shard.waiting.some(
    ({ continuation }) => continuation.kind === 'assignment' && continuation.group === groupId && continuation.generation === generation,
  );
  return { phase: isWritten ? 'store' : 'assign', isInitial: false, endsAt: endsAt(syncTimer), expected };
}

function memberOf(group: ClassicGroup, member: ClassicMember, consumers: Consumers): GroupMember {
  const { memberId, clientId, groupInstanceId, subscription, assignment } = member;
  const process = consumers.find((one) => isBehind(one, member));
  const waits = member.awaitingJoin !== null || member.awaitingSync !== null;
  return {
    memberId,
    client: clientId,
    consumer: `consumer:${clientId}`,
    instanceId: groupInstanceId,
    isLeader: group.leader === memberId,
    process: processOf(process),
    reads: process?.partitions.length ?? 0,
    fetchPaused: process?.paused === true,
    unread: process?.unread ?? null,
    step: stepOf(group, member),
    sessionEndsAt: waits ? null : member.sessionDeadline,
    sessionTimeoutUs: subscription.sessionTimeoutUs,
    assigned: assignment.length,
    subscribed: subscription.topics,
  };
}

function processOf(consumer: Consumers[number] | undefined): GroupMember['process'] {
  if (consumer === undefined) return 'gone';
  if (consumer.status === 'closing') return 'leaving';
  return consumer.isPaused ? 'paused' : 'running';
}

/** A static member learns its member id from the answer to its first JoinGroup; until then it goes by its instance. */
function isBehind({ id, isOver, memberId, instanceId }: Consumers[number], member: ClassicMember): boolean {
  if (isOver || id !== member.clientId) return false;
  return memberId === member.memberId || (memberId === '' && instanceId !== null && instanceId === member.groupInstanceId);
}

function stepOf(group: ClassicGroup, { memberId, awaitingJoin, awaitingSync }: ClassicMember): GroupMember['step'] {
  if (group.state === 'PreparingRebalance') return awaitingJoin === null ? 'awaited' : 'joined';
  if (awaitingSync !== null) return 'syncing';
  return group.pendingSync.has(memberId) ? 'assigning' : 'settled';
}

function outsidersOf(members: readonly GroupMember[], group: ClassicGroup | null, consumers: Consumers): Outsider[] {
  const inside = new Set(members.filter(({ process }) => process !== 'gone').map(({ consumer }) => consumer));
  // One that died and is still counted on is told of with the members.
  const counted = new Set(members.map(({ consumer }) => consumer));
  return consumers
    .filter(({ key, isOver }) => !inside.has(key) && !(isOver && counted.has(key)))
    .map(({ key, id, isOver, memberId, partitions }) => ({ consumer: key, id, reads: isOver ? 0 : partitions.length, isRunning: !isOver, hasId: memberId !== '' && group?.pendingJoin.has(memberId) === true }))
    .slice(0, MOST_MEMBERS);
}
