import { formatDuration } from '../../../base/units.ts';
import * as words from '../../../words/why/consumers.ts';
import type { FactView } from '../../kafka/factView.ts';
import { because, BEGINNING, byCommand, byTroubles, firstOf, given, NOTHING, type Antecedent, type RuleFamily } from '../antecedent.ts';
import { latest, latestCommand, latestOf, messageBefore, samePartition, together, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import { troublesOfNode, troublesOfTalk } from '../troubles.ts';

/** Consumers: what they read, from where, and what they lose. */
export const CONSUMER_RULES = {
  RecordsFetched: (view, past) => {
    const { fact } = view;
    const committed = latest(past, 'HighWatermarkAdvanced', view, (other) => samePartition(fact)(other) && other.broker === fact.broker && other.to >= fact.to);
    return because(committed, words.mayBeRead);
  },
  ReadReplicaChosen: (view, past) => {
    const { consumer, nearest } = view.fact;
    const same = samePartition(view.fact);
    const assigned = assignment(past, view, consumer, view.fact);
    if (nearest) return because(assigned, words.nearestNamed);
    const here = (_: unknown, other: FactView): boolean => other.node === view.node && view.at - other.at < SOON_US;
    return firstOf(
      () => because(latestOf(latest(past, 'ConnectionLost', view, here), latest(past, 'RequestTimedOut', view, here), latest(past, 'OffsetOutOfRange', view, (fact, other) => same(fact) && here(fact, other))), words.replicaDidNotDo),
      () => given(latest(past, 'ReadReplicaChosen', view, (fact) => fact.consumer === consumer && same(fact)), words.choiceIsOver),
    );
  },
  RecordsPolled: (view, past) => firstOf(() => whyReadTwice(view, past), () => because(latest(past, 'RecordsFetched', view, (fact) => fact.consumer === view.fact.consumer && samePartition(view.fact)(fact)), words.hadBeenFetched)),
  OffsetReset: (view, past) => {
    const { consumer } = view.fact;
    const same = samePartition(view.fact);
    const lost = latest(past, 'OffsetOutOfRange', view, (fact) => fact.consumer === consumer && same(fact));
    const assigned = assignment(past, view, consumer, view.fact);
    const why = latestOf(lost, assigned);
    return because(why, why !== null && why === lost ? words.offsetNotThere : words.nothingCommitted);
  },
  PositionDiverged: (view, past) => because(latest(past, 'LeaderElected', view, samePartition(view.fact)), words.leaderLacksIt),
  OffsetOutOfRange: (view, past) => {
    const same = samePartition(view.fact);
    return because(
      latestOf(
        latest(past, 'LogStartOffsetAdvanced', view, (fact) => same(fact) && fact.to > view.fact.offset),
        latest(past, 'SegmentsDropped', view, (fact) => same(fact) && fact.startOffset > view.fact.offset),
        latest(past, 'LogTruncated', view, (fact) => same(fact) && fact.to <= view.fact.offset),
        latest(past, 'LeaderElected', view, (fact) => same(fact) && !fact.clean),
      ),
      words.offsetNotHeld,
    );
  },
  CommitFailed: (view, past) =>
    because(
      latestOf(latest(past, 'RebalanceStarted', view, ofGroup(view.fact)), latest(past, 'MemberRemoved', view, (fact) => ofGroup(view.fact)(fact) && fact.client === view.fact.consumer), latest(past, 'GenerationStarted', view, ofGroup(view.fact))),
      words.mayNotCommit,
    ),
  PartitionsRevoked: (view, past) => because(latest(past, 'RebalanceStarted', view, ofGroup(view.fact)), words.eagerlyGivenUp),
  PartitionsAssigned: (view, past) =>
    firstOf(
      () => because(latest(past, 'GenerationStarted', view, ofGroup(view.fact)), words.leaderAssigned),
      () => because(latest(past, 'RebalanceStarted', view, ofGroup(view.fact)), words.rebalanced),
    ),
  PartitionsLost: (view, past) =>
    because(
      latestOf(
        latest(past, 'MemberRemoved', view, (fact) => ofGroup(view.fact)(fact) && fact.client === view.fact.consumer),
        latest(past, 'PollTimeoutExceeded', view, ({ consumer }) => consumer === view.fact.consumer),
        latest(past, 'CommitFailed', view, ({ consumer }) => consumer === view.fact.consumer),
        latest(past, 'GenerationStarted', view, ofGroup(view.fact)),
      ),
      words.groupWentOn,
    ),
  PollTimeoutExceeded: (view, past) =>
    firstOf(
      () => byTroubles(troublesOfNode(past, view.node, view).slice(0, 1), words.soPolledTooLate),
      () => [
        ...because(latest(past, 'RecordsPolled', view, ({ consumer }) => consumer === view.fact.consumer), words.atWork),
        ...workOf(past, view),
      ],
    ),
  ConsumerFailed: (view, past) =>
    because(latestOf(latest(past, 'OffsetOutOfRange', view, ({ consumer }) => consumer === view.fact.consumer), latest(past, 'PositionDiverged', view, ({ consumer }) => consumer === view.fact.consumer)), words.noRuleToReadOn),
  OffsetsCommitted: (view, past) =>
    firstOf(
      () => because(latest(past, 'RecordsPolled', view, (fact) => fact.consumer === view.fact.client && fact.group === view.fact.group), words.countsAsRead),
      () => because(latest(past, 'PartitionsAssigned', view, (fact) => fact.consumer === view.fact.client && fact.group === view.fact.group), words.commitsWhereItIs),
    ),
} satisfies RuleFamily;

/** An answer is under way no longer than this, or it was another one. */
const SOON_US = 5_000_000;

/** How long the application takes for a record, where that was set: by the document, or with the consumer. */
function workOf(past: Recording, view: Told<'PollTimeoutExceeded'>): readonly Antecedent[] {
  const { consumer } = view.fact;
  const added = latestCommand(past, 'addConsumer', view.at, (command) => command.consumer.id === consumer);
  if (added !== null) return byCommand(added, words.addedSoSlow);
  const spec = past.spec.consumers.find(({ id }) => id === consumer);
  return spec === undefined ? NOTHING : [{ kind: 'setting', name: `consumers.${consumer}.processing`, value: formatDuration(spec.processingUs), how: words.processingTime }];
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
  const began = sought !== null && sought.at > before.at ? byCommand(sought, words.positionSetBack) : NOTHING;
  const handedOver = assigned !== null && assigned.seq > before.seq;
  return [
    ...began,
    ...(began.length === 0 && handedOver ? because(assigned, words.beganAtCommit) : NOTHING),
    ...given(before, words.handedOutBefore),
    ...given(commit, words.lastCommit),
  ];
}

/** Groups as their coordinator runs them. */
export const GROUP_RULES = {
  CoordinatorLoaded: (view, past) =>
    because(
      latest(past, 'ReplicaBecameLeader', view, ({ topic, partition, broker }) => topic === '__consumer_offsets' && partition === view.fact.partition && broker === view.fact.broker),
      words.leaderCoordinates,
    ),
  RebalanceStarted: (view, past) => {
    const mine = ofGroup(view.fact);
    return firstOf(
      () => because(together(past, 'MemberRemoved', view, mine), words.partitionsToOthers),
      () => because(together(past, 'MemberJoined', view, mine), words.shareForIt),
      () => because(latestOf(latest(past, 'MemberRemoved', view, mine), latest(past, 'MemberJoined', view, mine), latest(past, 'PartitionsAdded', view), latest(past, 'TopicCreated', view)), words.dividedAnew),
    );
  },
  MemberJoined: (view, past) => {
    const node = `consumer:${view.fact.client}`;
    const reason = latestOf(
      latest(past, 'NodeStarted', view, (_, other) => other.node === node),
      latest(past, 'PartitionsLost', view, (_, other) => other.node === node),
      latest(past, 'MemberRemoved', view, (fact) => fact.client === view.fact.client && ofGroup(view.fact)(fact)),
    );
    return reason === null ? BEGINNING : because(reason, words.askedForPart);
  },
  MemberRemoved: whyRemoved,
  GenerationStarted: (view, past) => because(latest(past, 'RebalanceStarted', view, ofGroup(view.fact)), words.allJoinedAgain),
  GroupStable: (view, past) => because(latest(past, 'GenerationStarted', view, ofGroup(view.fact)), words.assignmentThere),
  GroupEmptied: (view, past) => because(together(past, 'MemberRemoved', view) ?? latest(past, 'MemberRemoved', view, ofGroup(view.fact)), words.lastMember),
} satisfies RuleFamily;

function whyRemoved(view: Told<'MemberRemoved'>, past: Recording): readonly Antecedent[] {
  const { client, reason } = view.fact;
  const node = `consumer:${client}`;
  const last = messageBefore(past, 'Heartbeat', node, view.node, view.at);
  switch (reason) {
    case 'left':
      return firstOf(
        () => because(latest(past, 'PollTimeoutExceeded', view, ({ consumer }) => consumer === client), words.leftByItself),
        () => byCommand(latestCommand(past, 'closeConsumer', view.at, ({ consumer }) => consumer === client), words.somebodyClosed),
      );
    case 'replaced':
      return because(together(past, 'MemberJoined', view) ?? latest(past, 'NodeStarted', view, (_, other) => other.node !== node), words.sameInstanceId);
    case 'group full': {
      const most = past.spec.clusterOverrides['group.max.size'];
      return most === undefined ? NOTHING : [{ kind: 'setting', name: 'group.max.size', value: String(most), how: words.groupIsFull }];
    }
    default:
      return reason === 'session expired'
        ? byTroubles(troublesOfTalk(past, node, view.node, view, 'Heartbeat'), (trouble) => words.soNoHeartbeat(trouble, last === null ? null : last.at / 1_000_000), last)
        : byTroubles(troublesOfTalk(past, node, view.node, view, 'JoinGroup'), words.soNotJoinedAgain, last);
  }
}

