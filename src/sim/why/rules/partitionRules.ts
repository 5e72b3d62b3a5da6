import { ids } from '../../../words/narration/names.ts';
import * as words from '../../../words/why/partitions.ts';
import { because, byCommand, byTroubles, firstOf, NOTHING, type Antecedent, type RuleFamily } from '../antecedent.ts';
import type { FactView } from '../../kafka/factView.ts';
import { partitionName } from '../../kafka/types.ts';
import { latest, latestCommand, latestOf, messageBefore, samePartition, together, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import { troublesOfTalk } from '../troubles.ts';
import { whyThrottled } from './throttle.ts';

/** What the controller decides about a partition, and what leads to it. */
export const PARTITION_RULES = {
  LeaderElected: (view, past) => [...whyElection(view, past), ...whyUnclean(view, past)],
  IsrShrunk: (view, past) => view.fact.changed.slice(0, 3).flatMap((broker) => whyLeft(view, past, broker)),
  IsrExpanded: (view, past) => {
    const same = samePartition(view.fact);
    const joined = view.fact.changed;
    const proposal = latest(past, 'IsrChangeProposed', view, (fact) => same(fact) && fact.change === 'expand' && joined.some((broker) => fact.replicas.includes(broker)));
    return firstOf(
      () => because(proposal, words.controllerAgreed),
      () => because(together(past, 'BrokerUnfenced', view, ({ broker }) => joined.includes(broker)), words.nobodyInSync),
      () => because(together(past, 'LeaderElected', view, (fact) => same(fact) && joined.includes(fact.leader)), words.leaderIsInSync),
    );
  },
  IsrChangeProposed: (view, past) => (view.fact.change === 'shrink' ? whyBehind(view, past) : whyCaughtUp(view, past)),
  ReassignmentStarted: (view, past) => byReassignment(view, past),
  ReassignmentCancelled: (view, past) => byReassignment(view, past),
  ReassignmentCompleted: (view, past) => {
    const same = samePartition(view.fact);
    const started = latest(past, 'ReassignmentStarted', view, same);
    const inSync = latest(past, 'IsrExpanded', view, same);
    if (started === null) return byReassignment(view, past);
    return [
      ...because(started, words.movedForThat),
      ...view.fact.replicas.slice(0, 1).flatMap((follower) => slowed(past, view, follower)),
      ...(inSync !== null && inSync.seq > started.seq ? because(inSync, words.allNewInSync) : NOTHING),
    ];
  },
  TopicCreated: ({ fact, at }, past) =>
    byCommand(latestCommand(past, 'createTopic', at, ({ topic }) => topic.name === fact.topic), words.askedForTopic),
  TopicDeleted: ({ fact, at }, past) =>
    byCommand(latestCommand(past, 'deleteTopic', at, ({ topic }) => topic === fact.topic), words.askedToDeleteTopic),
  PartitionsAdded: ({ fact, at }, past) =>
    byCommand(latestCommand(past, 'addPartitions', at, ({ topic }) => topic === fact.topic), words.askedForPartitions),
} satisfies RuleFamily;

/** A move takes long while replication is throttled, which is not what it comes of. */
function slowed(past: Recording, view: Told<'ReassignmentCompleted'>, follower: number): readonly Antecedent[] {
  const elected = latest(past, 'LeaderElected', view, samePartition(view.fact));
  const limits = whyThrottled(past, view, { ...view.fact, follower, leader: elected?.fact.previousLeader ?? -1 });
  return limits.map((one) => (one.kind === 'fact' ? { ...one, isContext: true } : one));
}

function byReassignment({ fact, at }: Told<'ReassignmentStarted' | 'ReassignmentCancelled' | 'ReassignmentCompleted'>, past: Recording): readonly Antecedent[] {
  const same = samePartition(fact);
  return byCommand(latestCommand(past, 'reassignPartitions', at, same), words.somebodyAsked);
}

function whyElection(view: Told<'LeaderElected'>, past: Recording): readonly Antecedent[] {
  const { fact } = view;
  const { leader, previousLeader: gone } = fact;
  if (gone === -1) return whyLedAgain(view, past);
  if (gone === leader) return whyNewEpoch(view, past);
  return firstOf(
    () => because(together(past, 'BrokerFenced', view, ({ broker }) => broker === gone), words.leaderFenced(gone)),
    () => because(together(past, 'BrokerShutdownBegan', view, ({ broker }) => broker === gone), words.leaderShutsDown(gone)),
    () => because(together(past, 'BrokerRegistered', view, ({ broker }) => broker === gone), words.leaderReturned(gone)),
    () => because(sessionEnded(past, view, gone), words.leaderWithoutSession(gone)),
    () => askedElection(view, past),
    () => because(together(past, 'ReassignmentCompleted', view, samePartition(fact)), words.leaderNoReplica(gone)),
    () => because(unlessBack(past, view, gone), words.leaderOutOfService(gone)),
    () => because(
      latestOf(latest(past, 'BrokerUnfenced', view, ({ broker }) => broker === leader), latest(past, 'ReassignmentCompleted', view, samePartition(fact))),
      words.preferredLeader(leader),
    ),
  );
}

/** Kafka before 4.0: the session is over, and the broker has not registered since. */
function sessionEnded(past: Recording, view: FactView, broker: number): FactView | null {
  const ended = latest(past, 'ZooKeeperSessionEnded', view, (fact) => fact.broker === broker);
  const back = latest(past, 'BrokerRegistered', view, (fact) => fact.broker === broker);
  return ended !== null && (back === null || back.seq < ended.seq) ? ended : null;
}

/** Fenced or shutting down, and not back since. */
function unlessBack(past: Recording, view: Told<'LeaderElected'>, broker: number) {
  const isIt = (fact: { readonly broker: number }): boolean => fact.broker === broker;
  const out = latestOf(latest(past, 'BrokerFenced', view, isIt), latest(past, 'BrokerShutdownBegan', view, isIt));
  const back = latest(past, 'BrokerUnfenced', view, isIt);
  return out !== null && (back === null || back.seq < out.seq) ? out : null;
}

function askedElection(view: Told<'LeaderElected'>, past: Recording): readonly Antecedent[] {
  const { topic, partition } = view.fact;
  const before = latest(past, 'LeaderElected', view, samePartition(view.fact));
  const asked = latestCommand(past, 'electLeaders', view.at, (command) => (command.topic ?? topic) === topic && (command.partition ?? partition) === partition);
  if (asked === null || asked.at < (before?.at ?? 0)) return NOTHING;
  return byCommand(asked, words.askedForElection);
}

/** The leader stays and begins another epoch: with ZooKeeper so does every change that the controller makes. */
function whyNewEpoch(view: Told<'LeaderElected'>, past: Recording): readonly Antecedent[] {
  const change = latestOf(together(past, 'IsrShrunk', view, samePartition(view.fact)), together(past, 'ReassignmentCancelled', view, samePartition(view.fact)), latest(past, 'BrokerShutdownBegan', view), latest(past, 'BrokerFenced', view), latest(past, 'BrokerUnfenced', view));
  return firstOf(() => askedElection(view, past), () => because(change, words.anotherEpochBegins));
}

/** The partition had no leader. */
function whyLedAgain(view: Told<'LeaderElected'>, past: Recording): readonly Antecedent[] {
  const { leader } = view.fact;
  const offline = latest(past, 'LeaderElected', view, (fact) => samePartition(view.fact)(fact) && fact.leader === -1);
  const enabler = firstOf(
    () => because(together(past, 'BrokerUnfenced', view, ({ broker }) => broker === leader), words.mayLeadUnfenced(leader)),
    () => askedElection(view, past),
    () => because(latestOf(latest(past, 'BrokerUnfenced', view, ({ broker }) => broker === leader), latest(past, 'ConfigChanged', view, ({ key }) => key === 'unclean.leader.election.enable')), words.couldBeLed),
  );
  return [...enabler, ...because(offline, words.nobodyLed)];
}

/** Whose records the new leader may lack: those in sync that could not lead. */
function whyUnclean(view: Told<'LeaderElected'>, past: Recording): readonly Antecedent[] {
  if (view.fact.clean || view.fact.leader === -1) return NOTHING;
  const change = latest(past, 'ConfigChanged', view, ({ key, value }) => key === 'unclean.leader.election.enable' && value === 'true');
  return because(change, words.ratherThanNone);
}

/** Why a broker is out of the ISR: the controller took it out, or the leader asked for it. */
function whyLeft(view: Told<'IsrShrunk'>, past: Recording, broker: number): readonly Antecedent[] {
  const isIt = (fact: { readonly broker: number }): boolean => fact.broker === broker;
  const same = samePartition(view.fact);
  return firstOf(
    () => because(together(past, 'BrokerFenced', view, isIt), words.fencedInNoIsr(broker)),
    () => because(together(past, 'BrokerShutdownBegan', view, isIt), words.takenOutShuttingDown(broker)),
    () => because(together(past, 'BrokerRegistered', view, isIt), words.returnedWithoutUnflushed(broker)),
    () => because(sessionEnded(past, view, broker), words.noSessionNoIsr(broker)),
    () => because(together(past, 'ReassignmentCompleted', view, same), words.noReplicaAnyMore(broker)),
    () => because(together(past, 'LeaderElected', view, (fact) => same(fact) && !fact.clean), words.onlyLeaderAfterUnclean),
    () => because(
      latest(past, 'IsrChangeProposed', view, (fact) => same(fact) && fact.change === 'shrink' && fact.replicas.includes(broker)),
      words.agreedWithoutBroker(broker),
    ),
    () => because(latestOf(latest(past, 'BrokerFenced', view, isIt), latest(past, 'BrokerShutdownBegan', view, isIt)), words.outOfService(broker)),
  );
}

function whyBehind(view: Told<'IsrChangeProposed'>, past: Recording): readonly Antecedent[] {
  const leader = view.node;
  return view.fact.replicas.slice(0, 3).flatMap((id) => {
    const follower = `broker-${id}`;
    const last = messageBefore(past, 'Fetch', follower, leader, view.at);
    const how = (trouble: string): string => words.soFellBehind(trouble, id, last === null ? null : last.at / 1_000_000);
    return firstOf(
      () => byTroubles(troublesOfTalk(past, follower, leader, view, 'Fetch'), how, last),
      () => whyThrottled(past, view, { ...view.fact, follower: id, leader: view.fact.broker }),
      () => byTroubles(metadataTroubles(past, follower, view), (trouble) => words.soFollowedEarlierEpoch(trouble, id), last),
      () => byTroubles(metadataTroubles(past, leader, view), (trouble) => words.soLedEarlierEpoch(trouble, view.fact.broker), last),
      () => because(latest(past, 'NodeStarted', view, (_, other) => other.node === follower), words.startedAndNotAtEnd(id)),
    );
  });
}

function metadataTroubles(past: Recording, node: string, view: Told<'IsrChangeProposed'>) {
  return past.nodes
    .filter((name) => name.startsWith('controller-') || name.startsWith('zookeeper-'))
    .flatMap((server) => troublesOfTalk(past, node, server, view))
    .filter((trouble, index, all) => all.findIndex((other) => other.view === trouble.view) === index)
    .slice(0, 1);
}

function whyCaughtUp(view: Told<'IsrChangeProposed'>, past: Recording): readonly Antecedent[] {
  const same = samePartition(view.fact);
  return view.fact.replicas.flatMap((id) => {
    const follower = `broker-${id}`;
    const there = (_: unknown, other: { readonly node: string }): boolean => other.node === follower;
    const fetch = messageBefore(past, 'Fetch', follower, view.node, view.at + 1);
    const left = latest(past, 'IsrShrunk', view, (fact) => same(fact) && fact.changed.includes(id));
    const back = latestOf(
      latest(past, 'BrokerUnfenced', view, ({ broker }) => broker === id),
      latest(past, 'NodeResumed', view, there),
      latest(past, 'LinkHealed', view),
      latest(past, 'LinkReleased', view),
      latest(past, 'ReassignmentStarted', view, same),
      latest(past, 'ReplicaBecameFollower', view, (fact, other) => there(fact, other) && same(fact)),
    );
    if (left !== null && left.seq > (back?.seq ?? -1)) return because(left, words.fetchedOutOfIsr, fetch);
    return because(back, words.couldFetchAgain(id, partitionName(view.fact.topic, view.fact.partition), ids(view.fact.isr)), fetch);
  });
}
