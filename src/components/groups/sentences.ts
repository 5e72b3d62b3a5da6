import type { GroupDetail, GroupMember, GroupPartition, Unread } from '../../scene/groups/types.ts';
import type { HeldPartition } from '../../scene/groups/rows.ts';
import type { Phases } from '../../scene/groups/phases.ts';
import * as words from '../../words/groups.ts';
import { listed } from '../../words/listed.ts';
import { toReadOf } from './held.ts';

/** What the coordinator does just now, without the time it gives the members for it. */
export function phaseSentence(group: GroupDetail, phases: Phases): string {
  const { state, rebalance, assignor, offsetsPartition, members } = group;
  switch (state) {
    case 'Unknown':
      return unknownSentence(group);
    case 'Empty':
      return words.keptCommits;
    case 'Dead':
      return words.givenUp;
    case 'PreparingRebalance':
      return joinSentences(phases, rebalance?.isInitial === true);
    case 'CompletingRebalance': {
      if (rebalance?.phase === 'store') return words.writesAssignment(offsetsPlace(offsetsPartition));
      const leader = members.find(({ isLeader }) => isLeader)?.client ?? words.someLeader;
      return assignor === null ? words.leaderAssigns(leader) : words.leaderAssignsBy(leader, assignor);
    }
    case 'Stable': {
      const late = members.filter(({ step }) => step === 'assigning').map(({ client }) => client);
      return late.length === 0 ? words.inForce : words.inForceNotAsked(names(late));
    }
  }
}

function joinSentences({ ready, awaited, expected }: Phases, isInitial: boolean): string {
  const given = expected > 0 && words.idsGivenOut(expected);
  const joined = ready.length === 0 ? words.nobodyJoined : words.joined(names(ready));
  if (isInitial) return told(joined, words.waitsForOthers, given);
  if (awaited.length === 0) return told(joined, given);
  return told(ready.length === 0 ? words.nobodyJoinedWaitsFor(names(awaited)) : words.joinedWaitsFor(names(ready), names(awaited)), given);
}

function unknownSentence({ offsetsPartition, offsetsLeader }: GroupDetail): string {
  if (offsetsPartition < 0) return words.nothingCoordinatedYet;
  const place = offsetsPlace(offsetsPartition);
  return offsetsLeader < 0 ? words.leaderlessOffsets(place) : words.toCoordinate(offsetsLeader, place);
}

/** The partition that holds a group. */
export function offsetsPlace(partition: number): string {
  return `__consumer_offsets-${partition}`;
}

interface Deadline {
  /** With `{time}` where what is left stands. */
  readonly words: string;
  readonly at: number;
}

/** What happens next if nothing is heard of those who are waited for: a session ends, or the time that the coordinator gives all members; null for neither. */
export function deadlineOf({ state, rebalance, members }: Pick<GroupDetail, 'state' | 'rebalance' | 'members'>): Deadline | null {
  if (rebalance === null || rebalance.endsAt === null) return null;
  if (state === 'PreparingRebalance' && rebalance.isInitial) return { words: words.goesOnIn, at: rebalance.endsAt };
  const isAwaited = ({ step }: GroupMember): boolean => step === (state === 'PreparingRebalance' ? 'awaited' : 'assigning');
  const awaited = members.filter(isAwaited);
  // Of a process that runs the coordinator hears in time.
  const [first, ...others] = awaited
    .filter(({ process, sessionEndsAt }) => (process === 'gone' || process === 'paused') && sessionEndsAt !== null && sessionEndsAt < (rebalance.endsAt ?? 0))
    .toSorted((a, b) => (a.sessionEndsAt ?? 0) - (b.sessionEndsAt ?? 0));
  if (first !== undefined) return { words: (others.length + 1 < awaited.length ? words.sessionEndsFirst : words.sessionEnds)(first.client), at: first.sessionEndsAt ?? 0 };
  return { words: state === 'PreparingRebalance' ? words.notJoinedRemovedIn : words.notAskedRemovedIn, at: rebalance.endsAt };
}

interface Standing {
  readonly text: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
}

/** What the coordinator knows of a member and what its process does, beside the time its session has left. */
export function memberWords({ process, step, assigned, fetchPaused, unread }: GroupMember, { state, totals }: Pick<GroupDetail, 'state' | 'totals'>): Standing {
  if (process === 'gone') return { text: words.goneStillCounted, tone: 'bad' };
  if (process === 'paused') return { text: words.standsStill, tone: 'bad' };
  if (process === 'leaving') return { text: words.isLeaving, tone: 'warn' };
  switch (step) {
    case 'awaited':
      return { text: words.hasNotJoinedAgain, tone: 'warn' };
    case 'joined':
      return { text: words.joinedWaits, tone: 'good' };
    case 'assigning':
      return { text: words.hasNotAsked, tone: 'warn' };
    case 'syncing':
      return { text: words.waitsForPart, tone: 'good' };
    case 'settled':
      if (state !== 'Stable' || assigned > 0) return fetchPaused ? { text: words.notFetching, tone: 'warn' } : readingWords(unread);
      return { text: totals.partitions < totals.members ? words.idleMoreMembers : words.idleGotNothing, tone: 'plain' };
  }
}

function readingWords(unread: Unread | null): Standing {
  if (unread === null) return { text: words.reads, tone: 'good' };
  const { brokers, isAll } = unread;
  const from = listed(brokers.map(words.broker), 3);
  if (isAll) return { text: brokers.length > 0 ? words.getsNothingFrom(from) : words.nothingIsLed, tone: 'bad' };
  return { text: brokers.length > 0 ? words.readsButNothingFrom(from) : words.readsButSomeNotLed, tone: 'warn' };
}

export function describeMember(member: GroupMember, group: GroupDetail, held: readonly HeldPartition[], more: number): string {
  const { client, memberId, instanceId, isLeader } = member;
  return told(
    words.memberOf(client, group.group, isLeader, instanceId, memberId, memberWords(member, group).text),
    held.length + more === 0 && words.hasNone,
    held.length > 0 && words.has(names(held.map(({ partition }) => partition.key))),
    more > 0 && words.hasUndrawn(more),
  );
}

/** Who reads a partition and how far, as a sentence. */
export function describeHeld(held: HeldPartition, holder: string): string {
  const { partition, holding, position, isContested } = held;
  const toRead = toReadOf(held);
  const { key, committed, highWatermark, lag, leader, leaderStatus } = partition;
  return told(
    holding === 'read' ? words.readBy(key, holder) : holding === 'counted' ? words.givenTo(key, holder) : words.nobodyHas(key),
    position >= 0 && words.position(position),
    committed < 0 ? words.committedNothing : words.committed(committed),
    leader < 0 && words.hasNoLeader,
    highWatermark < 0 ? words.hasNoHighWatermark : words.highWatermark(highWatermark),
    toRead >= 0 && words.toRead(toRead),
    lag >= 0 && words.lag(lag),
    (leaderStatus === 'dead' || leaderStatus === 'paused') && words.leaderIs[leaderStatus](leader),
    isContested && contestedWords(partition),
  );
}

/** Somebody reads what is not theirs: a member that was removed and does not know it yet. */
export function contestedWords({ readers }: GroupPartition): string {
  return readers.length > 1 ? words.twoRead : words.givenToAnother;
}

export function describeGroup(group: GroupDetail, sentence: string): string {
  const { group: name, state, generation, coordinator, totals } = group;
  return told(
    words.group(name, state, words.states[state], generation),
    coordinator >= 0 && words.coordinatesIt(coordinator),
    words.memberAndPartitionCounts(totals.members, totals.partitions),
    totals.known > 0 && words.lagOfAll(totals.lag),
    sentence,
  );
}

/** Those sentences that are to be said. */
function told(...sentences: readonly (string | false)[]): string {
  return sentences.filter((each) => each !== false).join(' ');
}

/** At most six by name. */
function names(all: readonly string[]): string {
  return listed(all, 6);
}
