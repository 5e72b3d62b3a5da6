import { counted } from './counted.ts';
export { broker } from './narration/names.ts';
export { andMore } from './counted.ts';

/** The groups lens: a group's state, its rebalance, its members, and who reads what how far. */

/** What Kafka's name for a group's state says, in a few plain words. */
export const states = {
  Empty: 'no members',
  PreparingRebalance: 'members join',
  CompletingRebalance: 'partitions are handed out',
  Stable: 'each member has its part',
  Dead: 'about to be forgotten',
  Unknown: 'no coordinator has it',
} as const;
/** Instead of Kafka's name where there is none. */
export const notKnownState = 'Not known';
export const namedState = (name: string, state: string): string => `${name}: ${state}`;

export const phases = { join: 'Join', sync: 'Sync', stable: 'Stable' } as const;
export const phaseTips = {
  join: 'PreparingRebalance: members send JoinGroup, which the coordinator answers when all are there',
  sync: 'CompletingRebalance: the leader brings the assignment with its SyncGroup, the others ask for their part with theirs',
  stable: 'Stable: the assignment is committed and in force',
} as const;
export const phasesOfRebalance = 'Phases of a rebalance';
/** After the name of a phase, for screen readers. */
export const phaseStandings = { done: ', done', now: ', now', ahead: ', to come' } as const;

export const nothingCoordinatedYet = 'Nobody coordinates it: __consumer_offsets does not exist yet.';
export const leaderlessOffsets = (partition: string): string => `Nobody coordinates it: ${partition}, which holds it, has no leader. Nobody can join or commit.`;
export const toCoordinate = (broker: number, partition: string): string =>
  `Broker ${broker} is to coordinate it, as it leads ${partition}, and has nothing of it in memory: it is dead, or nobody has joined yet.`;
export const keptCommits = 'No members. What the group has committed is kept.';
export const givenUp = 'The coordinator has given the group up.';
export const nobodyJoined = 'Nobody has joined yet.';
export const joined = (names: string): string => `Joined: ${names}.`;
export const nobodyJoinedWaitsFor = (awaited: string): string => `Nobody has joined yet, waits for ${awaited}. Members learn of it from the response to a heartbeat.`;
export const joinedWaitsFor = (names: string, awaited: string): string => `Joined: ${names}, waits for ${awaited}. Members learn of it from the response to a heartbeat.`;
export const waitsForOthers = 'A group that was empty waits for others to come, as long as group.initial.rebalance.delay.ms says.';
export const idsGivenOut = (count: number): string => `${counted(count, 'more has', 'more have')} a member id and ${count === 1 ? 'has' : 'have'} not joined with it yet.`;
export const writesAssignment = (partition: string): string => `The assignment is written to ${partition} and in force once it is committed.`;
export const leaderAssigns = (leader: string): string => `${leader}, the group's leader, works out who gets what.`;
export const leaderAssignsBy = (leader: string, assignor: string): string => `${leader}, the group's leader, works out who gets what (${assignor}).`;
/** Stands for the leader's name where that is not told. */
export const someLeader = 'the leader';
export const inForce = 'The assignment is in force; members tell with heartbeats that they are alive.';
export const inForceNotAsked = (late: string): string => `The assignment is in force. Not asked for their part yet: ${late}.`;
/** `time` counts down. */
export const goesOnIn = 'Goes on in {time}.';
export const sessionEnds = (member: string): string => `${member} is removed when its session ends, in {time}.`;
export const sessionEndsFirst = (member: string): string => `${member} is removed when its session ends, in {time}; the others have longer.`;
export const notJoinedRemovedIn = 'Who has not joined is removed in {time}.';
export const notAskedRemovedIn = 'Who has not asked for its part is removed in {time}.';

export const addConsumer = 'Add a consumer';
export const addConsumerTo = (group: string, effect: string): string => `Add a consumer to ${group}: ${effect}`;
export const coordinator = 'Coordinator';
export const generation = 'Generation';
export const assignor = 'Assignor';
export const members = 'Members';
export const lagInAll = 'Lag in all';
export const rebalances = 'Rebalances';
/** Of what a group can have and has not: a coordinator, a generation, an assignor. */
export const none = 'none';
export const noneFor = (partition: string): string => `none for ${partition}`;
export const membersIdle = (count: number, idle: number): string => `${count}, ${idle} idle`;
export const notKnown = 'not known';
export const nothingCommittedYet = 'none: nothing is committed yet';
/** `lag` is over those partitions that something is committed of, as group tools count. */
export const lagAnd = (lag: string, uncommitted: number, unread: number): string =>
  [lag, ...(uncommitted === 0 ? [] : [`nothing committed of ${counted(uncommitted, 'partition', 'partitions')}`]), ...(unread === 0 ? [] : [`${counted(unread, 'partition is', 'partitions are')} not read`])].join('; ');
export const deposed = (coordinator: number, leader: number, partition: string): string =>
  `Broker ${coordinator} has not heard yet that broker ${leader} leads ${partition} now. What it says of the group is old.`;
export const deposedByNobody = (coordinator: number, partition: string): string =>
  `Broker ${coordinator} has not heard yet that nobody leads ${partition} now. What it says of the group is old.`;
export const coordinates = (broker: number): string => `Broker ${broker} coordinates the group.`;
export const deadCoordinates = (broker: number): string => `Broker ${broker}, dead, coordinates the group.`;
export const leadsPartition = (partition: string): string => `leads ${partition}`;
export const noneYet = 'none yet';
/** After how many there were; `at` and `took` are times with their unit. */
export const lastUnderWay = (at: string, reason: string): string => `last at ${at}, under way: ${reason}`;
export const lastTook = (at: string, took: string, reason: string): string => `last at ${at}, took ${took}: ${reason}`;

export const member = 'Member';
export const partition = 'Partition';
export const lastOffsets = (count: number): string => `last ${count} offsets before the high watermark`;
export const committedColumn = 'Committed';
export const positionColumn = 'Position';
export const highWatermarkColumn = 'High wm.';
export const lagColumn = 'Lag';
/** In place of the strip, which ends at it. */
export const noHighWatermark = 'high watermark not known yet';
export const leaderColumn = 'Leader';
/** Before a number where there are no columns. */
export const committedFigure = 'committed';
export const positionFigure = 'position';
export const highWatermarkFigure = 'high watermark';
export const lagFigure = 'lag';
export const noLeader = 'no leader';
export const leaders = { dead: (id: number): string => `broker ${id}, dead`, paused: (id: number): string => `broker ${id}, paused` };
export const leaderIs = { dead: (id: number): string => `Its leader, broker ${id}, is dead.`, paused: (id: number): string => `Its leader, broker ${id}, stands still.` };
export const partitionShort = (id: number): string => `P${id}`;

export const nobody = 'Nobody';
/** In place of a holder's name in a sentence. */
export const nobodyHolds = 'nobody';
export const givenUpNotOut = 'given up, not given out again yet';
export const notAssigned = 'not assigned to a member';
export const readsNothing = 'reads nothing';
export const hadNoPartition = 'had no partition';
export const noPartition = 'no partition';
/** After those that are drawn, and instead of any. */
export const partitionsOnly = (partitions: number): string => counted(partitions, 'partition', 'partitions');

export const leaderTag = 'leader';
export const leaderTip = "The group's leader: it works out the assignment, which the coordinator hands on";
export const staticTag = (instance: string): string => `static ${instance}`;
export const staticTip = (instance: string): string => `Static member, group.instance.id ${instance}: its place is kept while it is away`;
/** `time` counts down. */
export const sessionEndsIn = 'session ends in {time}';
export const kill = 'Kill';
export const goneStillCounted = 'gone, and still counted';
export const standsStill = 'its process stands still';
export const isLeaving = 'is leaving';
export const hasNotJoinedAgain = 'has not joined again';
export const joinedWaits = 'joined, waits for the others';
export const hasNotAsked = 'has not asked for its part';
export const waitsForPart = 'waits for its part';
export const reads = 'reads';
export const notFetching = 'does not fetch: its application has paused it';
/** `brokers` are names, as above; what it has besides it reads. */
export const getsNothingFrom = (brokers: string): string => `gets nothing from ${brokers}`;
export const readsButNothingFrom = (brokers: string): string => `reads, but gets nothing from ${brokers}`;
export const nothingIsLed = 'nobody leads what it has';
export const readsButSomeNotLed = 'reads, but nobody leads some of what it has';
export const idleMoreMembers = 'idle: more members than partitions';
export const idleGotNothing = 'idle: the assignor gave it nothing';
export const noMember = 'no member';
export const failed = 'failed';
export const closed = 'closed';
export const dead = 'dead';
export const readsOn = 'reads on, though the coordinator does not count it';
export const hasMemberId = 'has a member id to join with';
export const onItsWay = 'on its way to join';

export const nobodyReads = 'Nobody reads it.';
export const nothingCommitted = 'Nothing is committed: auto.offset.reset decides where reading begins.';
export const committedBeforeStart = 'What is committed lies before the start of the log: auto.offset.reset decides where reading goes on.';
export const twoRead = 'Two consumers read it: one was removed from the group and does not know yet.';
export const givenToAnother = 'The assignment gave it to another member.';

/** For screen readers. */
export const lens = 'The consumer groups. Arrow keys move between their parts, Enter selects one, Delete kills it.';
export const picture = 'picture';
export const group = (name: string, kafkaState: string, state: string, generation: number): string => `Group ${name}, ${kafkaState}, ${state}, generation ${generation}.`;
export const coordinatesIt = (broker: number): string => `Broker ${broker} coordinates it.`;
export const memberAndPartitionCounts = (members: number, partitions: number): string => `${counted(members, 'member', 'members')}, ${counted(partitions, 'partition', 'partitions')}.`;
export const lagOfAll = (lag: number): string => `Lag ${lag} in all.`;
/** `instance`: of a static member. */
export const memberOf = (client: string, of: string, isLeader: boolean, instance: string | null, id: string, state: string): string =>
  `Member ${client} of group ${of}${isLeader ? ', the leader' : ''}${instance === null ? '' : `, static member ${instance}`}, member id ${id}: ${state}.`;
export const hasNone = 'Has no partition.';
export const has = (partitions: string): string => `Has ${partitions}.`;
export const hasUndrawn = (partitions: number): string => `${counted(partitions, 'of its partitions is', 'of its partitions are')} not drawn.`;
export const outsider = (id: string, of: string, state: string): string => `Consumer ${id} of group ${of}, no member: ${state}.`;
export const readBy = (partition: string, holder: string): string => `${partition}, read by ${holder}.`;
export const givenTo = (partition: string, holder: string): string => `${partition}, given to ${holder}, and nobody reads it.`;
export const nobodyHas = (partition: string): string => `${partition}, nobody has it.`;
export const position = (offset: number): string => `Position ${offset}.`;
export const committed = (offset: number): string => `Committed ${offset}.`;
export const committedNothing = 'Nothing committed.';
export const highWatermark = (offset: number): string => `High watermark ${offset}.`;
export const hasNoLeader = 'No leader.';
export const hasNoHighWatermark = 'Its high watermark is not known yet.';
export const toRead = (records: number): string => `${records} to read.`;
export const lag = (records: number): string => `Lag ${records}.`;

export const noGroups = 'There is no [consumer group] yet. One comes about when its first consumer joins.';
export const groupsNotDrawn = (count: number): string => `${counted(count, 'more group is', 'more groups are')} not drawn.`;
export const membersNotDrawn = (members: number): string => `Not drawn: ${counted(members, 'member', 'members')}. The sums above are over all.`;
export const partitionsNotDrawn = (partitions: number): string => `Not drawn: ${counted(partitions, 'partition', 'partitions')}. The sums above are over all.`;
export const bothNotDrawn = (members: number, partitions: number): string =>
  `Not drawn: ${counted(members, 'member', 'members')} and ${counted(partitions, 'partition', 'partitions')}. The sums above are over all.`;

/** What of a partition is selected. */
export const leaderSelected = 'Its leader is selected.';
export const copySelected = (broker: number): string => `Its copy on broker ${broker} is selected.`;
/** Where the record that is selected is for the group that reads the partition. */
export const recordIs: Readonly<Record<'open' | 'toRead' | 'committed' | 'passed' | 'unread' | 'unknown', (offset: number, committed: number, position: number, highWatermark: number) => string>> = {
  open: (offset, _committed, _position, highWatermark) => `Record ${offset} is not below the high watermark ${highWatermark}: nobody can read it yet.`,
  toRead: (offset, _committed, position) => (offset === position ? `Record ${offset} is at position ${position}: it is to be read next.` : `Record ${offset} is after position ${position}: it is still to be read.`),
  committed: (offset, committed) => `Record ${offset} is before committed ${committed}: the group is done with it.`,
  passed: (offset, committed, position) =>
    committed < 0 ? `Record ${offset} is before position ${position}: its reader is past it, and nothing is committed yet.` : `Record ${offset} is between committed ${committed} and position ${position}: its reader is past it, and that is not committed yet.`,
  unread: (offset, committed) => `Record ${offset} is not before committed ${committed}: it is still to be read.`,
  unknown: (offset) => `Record ${offset}: nothing is committed, and no position is known.`,
};
export const beforeStrip = 'It lies before the offsets that the strip shows.';
export const recordNotOnLeader = (offset: number): string => `Record ${offset} is not in the log of the leader at this moment.`;
