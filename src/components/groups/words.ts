import type { GroupDetail, GroupMember, GroupPartition } from '../../scene/groups/types.ts';
import type { HeldPartition } from '../../scene/groups/rows.ts';
import type { Phases } from '../../scene/groups/phases.ts';

/** What Kafka's name for a group's state says, in a few plain words. */
export const STATE_WORDS: Readonly<Record<GroupDetail['state'], string>> = {
  Empty: 'no members',
  PreparingRebalance: 'members join',
  CompletingRebalance: 'partitions are handed out',
  Stable: 'each member has its part',
  Dead: 'about to be forgotten',
  Unknown: 'no coordinator has it',
};

export const PHASE_WORDS = { join: 'Join', sync: 'Sync', stable: 'Stable' } as const;
export const PHASE_TIPS = {
  join: 'PreparingRebalance: members send JoinGroup, which the coordinator answers when all are there',
  sync: 'CompletingRebalance: the leader brings the assignment with its SyncGroup, the others ask for their part with theirs',
  stable: 'Stable: the assignment is committed and in force',
} as const;

/** What the coordinator does just now, without the time it gives the members for it. */
export function phaseSentence(group: GroupDetail, { ready, awaited, expected }: Phases): string {
  const { state, rebalance, assignor, offsetsPartition, members } = group;
  switch (state) {
    case 'Unknown':
      return unknownSentence(group);
    case 'Empty':
      return 'No members. What the group has committed is kept.';
    case 'Dead':
      return 'The coordinator has given the group up.';
    case 'PreparingRebalance': {
      const given = expected === 0 ? '' : ` ${count(expected, 'more has', 'more have')} a member id and not joined with it yet.`;
      const joined = ready.length === 0 ? 'Nobody has joined yet' : `Joined: ${names(ready)}`;
      if (rebalance?.isInitial === true) return `${joined}. A group that was empty waits for others to come, as long as group.initial.rebalance.delay.ms says.${given}`;
      const missing = awaited.length === 0 ? '.' : `, waits for ${names(awaited)}. Members learn of it from the answer to a heartbeat.`;
      return `${joined}${missing}${given}`;
    }
    case 'CompletingRebalance': {
      if (rebalance?.phase === 'store') return `The assignment is written to __consumer_offsets-${offsetsPartition} and in force once it is committed.`;
      const leader = members.find(({ isLeader }) => isLeader)?.client ?? 'the leader';
      return `${leader}, the group's leader, works out who gets what${assignor === null ? '' : ` (${assignor})`}.`;
    }
    case 'Stable': {
      const late = members.filter(({ step }) => step === 'assigning').map(({ client }) => client);
      return late.length === 0 ? 'The assignment is in force; members tell with heartbeats that they are alive.' : `The assignment is in force. Not asked for their part yet: ${names(late)}.`;
    }
  }
}

function unknownSentence({ offsetsPartition, offsetsLeader }: GroupDetail): string {
  if (offsetsPartition < 0) return 'Nobody coordinates it: __consumer_offsets does not exist yet.';
  const place = `__consumer_offsets-${offsetsPartition}`;
  if (offsetsLeader < 0) return `Nobody coordinates it: ${place}, which holds it, has no leader. Nobody can join or commit.`;
  return `Broker ${offsetsLeader} is to coordinate it, as it leads ${place}, and has nothing of it in memory: it is dead, or nobody has joined yet.`;
}

/** Whether there is a time to wait for, and what happens then. */
export function deadlineWords({ state, rebalance }: GroupDetail): string | null {
  if (rebalance === null || rebalance.endsAt === null) return null;
  if (state === 'PreparingRebalance') return rebalance.isInitial ? 'Goes on in' : 'Who has not joined is removed in';
  return 'Who has not asked for its part is removed in';
}

/** What the coordinator knows of a member and what its process does, beside the time its session has left. */
export function memberWords({ process, step, assigned }: GroupMember, { state, totals }: Pick<GroupDetail, 'state' | 'totals'>): { readonly text: string; readonly tone: 'good' | 'warn' | 'bad' | 'plain' } {
  if (process === 'gone') return { text: 'gone, and still counted', tone: 'bad' };
  if (process === 'paused') return { text: 'its process stands still', tone: 'bad' };
  if (process === 'leaving') return { text: 'is leaving', tone: 'warn' };
  switch (step) {
    case 'awaited':
      return { text: 'has not joined again', tone: 'warn' };
    case 'joined':
      return { text: 'joined, waits for the others', tone: 'good' };
    case 'assigning':
      return { text: 'has not asked for its part', tone: 'warn' };
    case 'syncing':
      return { text: 'waits for its part', tone: 'good' };
    case 'settled':
      if (state !== 'Stable' || assigned > 0) return { text: 'reads', tone: 'good' };
      return { text: totals.partitions < totals.members ? 'idle: more members than partitions' : 'idle: the assignor gave it nothing', tone: 'plain' };
  }
}

export function describeMember(member: GroupMember, group: GroupDetail, held: readonly HeldPartition[]): string {
  const { client, memberId, instanceId, isLeader } = member;
  const is = `${isLeader ? ', the leader' : ''}${instanceId === null ? '' : `, static member ${instanceId}`}`;
  const has = held.length === 0 ? 'Has no partition.' : `Has ${names(held.map(({ partition }) => partition.key))}.`;
  return `Member ${client} of group ${group.group}${is}, member id ${memberId}: ${memberWords(member, group).text}. ${has}`;
}

/** Who reads a partition and how far, as a sentence. */
export function describeHeld({ partition, holding, position, isContested }: HeldPartition, holder: string): string {
  const { key, committed, highWatermark, lag } = partition;
  const by = holding === 'read' ? `read by ${holder}` : holding === 'counted' ? `given to ${holder}, and nobody reads it` : 'nobody has it';
  const at = position < 0 ? '' : ` Position ${position}.`;
  const saved = committed < 0 ? ' Nothing committed.' : ` Committed ${committed}.`;
  const end = highWatermark < 0 ? ' No leader.' : ` High watermark ${highWatermark}.`;
  return `${key}, ${by}.${at}${saved}${end}${lag < 0 ? '' : ` Lag ${lag}.`}${isContested ? ` ${contestedWords(partition)}` : ''}`;
}

/** Somebody reads what is not theirs: a member that was removed and does not know it yet. */
export function contestedWords({ readers }: GroupPartition): string {
  return readers.length > 1 ? 'Two consumers read it: one was removed from the group and does not know yet.' : 'The assignment gave it to another member.';
}

export function describeGroup(group: GroupDetail, sentence: string): string {
  const { group: name, state, generation, coordinator, totals } = group;
  const led = coordinator < 0 ? '' : ` Broker ${coordinator} coordinates it.`;
  const lag = totals.known === 0 ? '' : ` Lag ${totals.lag} in all.`;
  return `Group ${name}, ${state}, ${STATE_WORDS[state]}, generation ${generation}.${led} ${count(totals.members, 'member', 'members')}, ${count(totals.partitions, 'partition', 'partitions')}.${lag} ${sentence}`;
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** At most six by name. */
function names(all: readonly string[]): string {
  const shown = all.slice(0, 6);
  const rest = all.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length <= 1 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
