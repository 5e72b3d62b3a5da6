import { formatDuration } from '../../../base/units.ts';
import type { FactView } from '../../kafka/factView.ts';
import { because, BEGINNING, byCommand, byTroubles, firstOf, given, NOTHING, type Antecedent, type Rules } from '../antecedent.ts';
import { latest, latestCommand, latestOf, messageBefore, samePartition, together, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import { troublesOfNode, troublesOfTalk } from '../troubles.ts';

/** Consumers: what they read, from where, and what they lose. */
export const CONSUMER_RULES: Rules<
  | 'RecordsFetched'
  | 'ReadReplicaChosen'
  | 'RecordsPolled'
  | 'OffsetReset'
  | 'PositionDiverged'
  | 'OffsetOutOfRange'
  | 'CommitFailed'
  | 'PartitionsRevoked'
  | 'PartitionsAssigned'
  | 'PartitionsLost'
  | 'PollTimeoutExceeded'
  | 'ConsumerFailed'
  | 'OffsetsCommitted'
> = {
  RecordsFetched: (view, past) => {
    const { fact } = view;
    const committed = latest(past, 'HighWatermarkAdvanced', view, (other) => samePartition(fact)(other) && other.broker === fact.broker && other.to >= fact.to);
    return because(committed, 'Consumers may read what is below the high watermark.');
  },
  ReadReplicaChosen: (view, past) => {
    const { consumer, nearest } = view.fact;
    const same = samePartition(view.fact);
    const assigned = assignment(past, view, consumer, view.fact);
    if (nearest) return because(assigned, "The leader named a replica in the consumer's rack to read from (KIP-392).");
    const here = (_: unknown, other: FactView): boolean => other.node === view.node && view.at - other.at < SOON_US;
    return firstOf(
      () => because(latestOf(latest(past, 'ConnectionLost', view, here), latest(past, 'RequestTimedOut', view, here), latest(past, 'OffsetOutOfRange', view, (fact, other) => same(fact) && here(fact, other))), 'The replica that it had read from did not do, so it asks the leader again.'),
      () => given(latest(past, 'ReadReplicaChosen', view, (fact) => fact.consumer === consumer && same(fact)), 'A choice holds for as long as metadata does (metadata.max.age.ms); then the leader is asked again.'),
    );
  },
  RecordsPolled: (view, past) => firstOf(() => whyReadTwice(view, past), () => because(latest(past, 'RecordsFetched', view, (fact) => fact.consumer === view.fact.consumer && samePartition(view.fact)(fact)), 'They had been fetched.')),
  OffsetReset: (view, past) => {
    const { consumer } = view.fact;
    const same = samePartition(view.fact);
    const lost = latest(past, 'OffsetOutOfRange', view, (fact) => fact.consumer === consumer && same(fact));
    const assigned = assignment(past, view, consumer, view.fact);
    const why = latestOf(lost, assigned);
    return because(why, why !== null && why === lost ? 'Its offset was not there.' : 'It was assigned the partition, and the group had committed no offset for it.');
  },
  PositionDiverged: (view, past) => because(latest(past, 'LeaderElected', view, samePartition(view.fact)), 'The consumer asked the new leader whether it has what was read (KIP-320), and it has not.'),
  OffsetOutOfRange: (view, past) => {
    const same = samePartition(view.fact);
    return because(
      latestOf(
        latest(past, 'LogStartOffsetAdvanced', view, (fact) => same(fact) && fact.to > view.fact.offset),
        latest(past, 'SegmentsDropped', view, (fact) => same(fact) && fact.startOffset > view.fact.offset),
        latest(past, 'LogTruncated', view, (fact) => same(fact) && fact.to <= view.fact.offset),
        latest(past, 'LeaderElected', view, (fact) => same(fact) && !fact.clean),
      ),
      'Since then the log does not hold that offset.',
    );
  },
  CommitFailed: (view, past) =>
    because(
      latestOf(latest(past, 'RebalanceStarted', view, ofGroup(view.fact)), latest(past, 'MemberRemoved', view, (fact) => ofGroup(view.fact)(fact) && fact.client === view.fact.consumer), latest(past, 'GenerationStarted', view, ofGroup(view.fact))),
      'The group goes on without this member or in another generation, from which it may not commit.',
    ),
  PartitionsRevoked: (view, past) => because(latest(past, 'RebalanceStarted', view, ofGroup(view.fact)), 'With an eager assignor every member gives up its partitions before a new assignment.'),
  PartitionsAssigned: (view, past) =>
    firstOf(
      () => because(latest(past, 'GenerationStarted', view, ofGroup(view.fact)), "The group's leader assigned the partitions of this generation."),
      () => because(latest(past, 'RebalanceStarted', view, ofGroup(view.fact)), 'The group rebalanced.'),
    ),
  PartitionsLost: (view, past) =>
    because(
      latestOf(
        latest(past, 'MemberRemoved', view, (fact) => ofGroup(view.fact)(fact) && fact.client === view.fact.consumer),
        latest(past, 'PollTimeoutExceeded', view, ({ consumer }) => consumer === view.fact.consumer),
        latest(past, 'CommitFailed', view, ({ consumer }) => consumer === view.fact.consumer),
        latest(past, 'GenerationStarted', view, ofGroup(view.fact)),
      ),
      'The group has gone on without this member.',
    ),
  PollTimeoutExceeded: (view, past) =>
    firstOf(
      () => byTroubles(troublesOfNode(past, view.node, view).slice(0, 1), 'so it came back to poll too late'),
      () => [
        ...because(latest(past, 'RecordsPolled', view, ({ consumer }) => consumer === view.fact.consumer), 'Since then the application has worked on these records and has not polled (max.poll.interval.ms).'),
        ...workOf(past, view),
      ],
    ),
  ConsumerFailed: (view, past) =>
    because(latestOf(latest(past, 'OffsetOutOfRange', view, ({ consumer }) => consumer === view.fact.consumer), latest(past, 'PositionDiverged', view, ({ consumer }) => consumer === view.fact.consumer)), 'It has no rule for where to read on (auto.offset.reset=none).'),
  OffsetsCommitted: (view, past) =>
    firstOf(
      () => because(latest(past, 'RecordsPolled', view, (fact) => fact.consumer === view.fact.client && fact.group === view.fact.group), 'What has been handed out before the last poll counts as read.'),
      () => because(latest(past, 'PartitionsAssigned', view, (fact) => fact.consumer === view.fact.client && fact.group === view.fact.group), 'A consumer commits where it is, also when it has read nothing yet.'),
    ),
};

/** An answer is under way no longer than this, or it was another one. */
const SOON_US = 5_000_000;

/** How long the application takes for a record, where that was set: by the document, or with the consumer. */
function workOf(past: Recording, view: Told<'PollTimeoutExceeded'>): readonly Antecedent[] {
  const { consumer } = view.fact;
  const added = latestCommand(past, 'addConsumer', view.at, (command) => command.consumer.id === consumer);
  if (added !== null) return byCommand(added, 'The consumer was added with an application that takes so long for a record.');
  const spec = past.spec.consumers.find(({ id }) => id === consumer);
  return spec === undefined ? NOTHING : [{ kind: 'setting', name: `consumers.${consumer}.processing`, value: formatDuration(spec.processingUs), how: 'That is how long its application takes for one record.' }];
}

type Grouped = { readonly group: string };
type Partition = { readonly topic: string; readonly partition: number };

function ofGroup({ group }: Grouped): (other: Grouped) => boolean {
  return (other) => other.group === group;
}

function assignment(past: Recording, view: FactView, consumer: string, of: Partition): Told<'PartitionsAssigned'> | null {
  return latest(past, 'PartitionsAssigned', view, (fact) => fact.consumer === consumer && fact.partitions.some(samePartition(of)));
}

/** Records that some member of the group was handed before: who, up to where the group had committed, and what made another begin there. */
function whyReadTwice(view: Told<'RecordsPolled'>, past: Recording): readonly Antecedent[] {
  const { fact } = view;
  const same = samePartition(fact);
  const before = latest(past, 'RecordsPolled', view, (other) => other.group === fact.group && same(other) && other.from < fact.to && fact.from < other.to);
  if (before === null) return NOTHING;
  const commit = latest(past, 'OffsetsCommitted', view, (other) => other.group === fact.group && other.offsets.some(same));
  const assigned = assignment(past, view, fact.consumer, fact);
  const sought = latestCommand(past, 'seek', view.at, ({ topic, partition }) => topic === fact.topic && (partition ?? fact.partition) === fact.partition);
  const began = sought !== null && sought.at > before.at ? byCommand(sought, 'Somebody set the position back.') : NOTHING;
  const handedOver = assigned !== null && assigned.seq > before.seq;
  return [
    ...began,
    ...(began.length === 0 && handedOver ? because(assigned, 'It was assigned the partition and began where the group had committed.') : NOTHING),
    ...given(before, 'They had been handed out before.'),
    ...given(commit, 'That was the last commit; what was read after it is read again.'),
  ];
}

/** Groups as their coordinator runs them. */
export const GROUP_RULES: Rules<'CoordinatorLoaded' | 'RebalanceStarted' | 'MemberJoined' | 'MemberRemoved' | 'GenerationStarted' | 'GroupStable' | 'GroupEmptied'> = {
  CoordinatorLoaded: (view, past) =>
    because(
      latest(past, 'ReplicaBecameLeader', view, ({ topic, partition, broker }) => topic === '__consumer_offsets' && partition === view.fact.partition && broker === view.fact.broker),
      'Who leads the partition of __consumer_offsets coordinates its groups.',
    ),
  RebalanceStarted: (view, past) => {
    const mine = ofGroup(view.fact);
    return firstOf(
      () => because(together(past, 'MemberRemoved', view, mine), 'Its partitions have to go to others.'),
      () => because(together(past, 'MemberJoined', view, mine), 'It has to be given its share.'),
      () => because(latestOf(latest(past, 'MemberRemoved', view, mine), latest(past, 'MemberJoined', view, mine), latest(past, 'PartitionsAdded', view), latest(past, 'TopicCreated', view)), 'The group has to be divided anew.'),
    );
  },
  MemberJoined: (view, past) => {
    const node = `consumer:${view.fact.client}`;
    const reason = latestOf(
      latest(past, 'NodeStarted', view, (_, other) => other.node === node),
      latest(past, 'PartitionsLost', view, (_, other) => other.node === node),
      latest(past, 'MemberRemoved', view, (fact) => fact.client === view.fact.client && ofGroup(view.fact)(fact)),
    );
    return reason === null ? BEGINNING : because(reason, 'It had no part in the group and asked for one.');
  },
  MemberRemoved: whyRemoved,
  GenerationStarted: (view, past) => because(latest(past, 'RebalanceStarted', view, ofGroup(view.fact)), 'Everybody has joined again, or has had the time to.'),
  GroupStable: (view, past) => because(latest(past, 'GenerationStarted', view, ofGroup(view.fact)), 'The assignment is there.'),
  GroupEmptied: (view, past) => because(together(past, 'MemberRemoved', view) ?? latest(past, 'MemberRemoved', view, ofGroup(view.fact)), 'It was the last member.'),
};

function whyRemoved(view: Told<'MemberRemoved'>, past: Recording): readonly Antecedent[] {
  const { client, reason } = view.fact;
  const node = `consumer:${client}`;
  const last = messageBefore(past, 'Heartbeat', node, view.node, view.at);
  const since = last === null ? '' : `: the last one had come at ${last.at / 1_000_000} s`;
  switch (reason) {
    case 'left':
      return firstOf(
        () => because(latest(past, 'PollTimeoutExceeded', view, ({ consumer }) => consumer === client), 'It left by itself, since it had not polled in time.'),
        () => byCommand(latestCommand(past, 'closeConsumer', view.at, ({ consumer }) => consumer === client), 'Somebody closed it.'),
      );
    case 'replaced':
      return because(together(past, 'MemberJoined', view) ?? latest(past, 'NodeStarted', view, (_, other) => other.node !== node), 'Another member has the same group.instance.id.');
    case 'group full': {
      const most = past.spec.clusterOverrides['group.max.size'];
      return most === undefined ? NOTHING : [{ kind: 'setting', name: 'group.max.size', value: String(most), how: 'No more members than that are allowed.' }];
    }
    default:
      return byTroubles(troublesOfTalk(past, node, view.node, view, reason === 'session expired' ? 'Heartbeat' : 'JoinGroup'), reason === 'session expired' ? `so no heartbeat came for session.timeout.ms${since}` : 'so it did not join again in time', last);
  }
}

