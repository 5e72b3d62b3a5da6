import * as words from '../../../words/why/controller.ts';
import { because, byCommand, byTroubles, firstOf, given, NOTHING, type Antecedent, type RuleFamily } from '../antecedent.ts';
import { latest, latestCommand, latestOf, messageBefore, together, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import { metadataServers, troublesOfNode, troublesOfTalk, troublesWithAny, wayBackBetween, type Trouble } from '../troubles.ts';

/** Brokers as the controller sees them, and the servers that keep the metadata. */
export const CONTROLLER_RULES = {
  BrokerRegistered: ({ fact, ...view }, past) => because(latest(past, 'NodeStarted', view, (_, other) => other.node === `broker-${fact.broker}`), words.registersAtStart),
  BrokerFenced: whyFenced,
  BrokerUnfenced: (view, past) => {
    const node = `broker-${view.fact.broker}`;
    const there = (_: unknown, other: { readonly node: string }): boolean => other.node === node;
    return because(
      latestOf(latest(past, 'NodeStarted', view, there), latest(past, 'NodeResumed', view, there), wayBackBetween(past, node, metadataServers(past), view)),
      words.heartbeatsCome,
    );
  },
  BrokerShutdownBegan: ({ fact, at }, past) => byCommand(latestCommand(past, 'shutdownBroker', at, ({ broker }) => broker === fact.broker), words.toldToShutDownInOrder),
  QuorumRoleChanged: (view, past) => whyQuorumMoved(view, past),
  ControllerElected: (view, past) =>
    firstOf(
      () => because(latestOf(latest(past, 'ControllerResigned', view), expiredController(view, past)), words.firstInZooKeeper),
      () => whyQuorumMoved(view, past),
    ),
  VoteCast: (view, past) => whyQuorumMoved(view, past),
  MetadataCommitted: (view, past) =>
    firstOf(
      () => because((past.byEvent.get(view.cause) ?? []).find(({ fact, node }) => node === view.node && fact.type !== 'MetadataCommitted') ?? null, words.committedWithIt),
      () => [{ kind: 'state', words: words.majorityHasMetadata }],
    ),
  VotersChanged: (view, past) => {
    const { added, removed } = view.fact;
    if (added !== null) return byCommand(latestCommand(past, 'addVoter', view.at, ({ controller }) => controller === added), words.somebodyAsked);
    return byCommand(latestCommand(past, 'removeVoter', view.at, ({ controller }) => controller === removed), words.somebodyAsked);
  },
  VotersCommitted: (view, past) => because(latest(past, 'VotersChanged', view), words.majorityHasVoters),
  VotersReverted: (view, past) => because(latest(past, 'ControllerElected', view), words.neverHadVoters),
  SnapshotTaken: (view, past) =>
    given(latest(past, 'MetadataCommitted', view), words.snapshotDue),
  SnapshotLoaded: (view, past) => {
    const started = latest(past, 'NodeStarted', view, (_, other) => other.node === view.node);
    const trimmed = latest(past, 'MetadataLogTrimmed', view, (_, other) => other.node !== view.node);
    return because(latestOf(started, trimmed), started !== null && started.seq > (trimmed?.seq ?? -1) ? words.snapshotSparesLog : words.onlyInSnapshot);
  },
  MetadataLogTrimmed: (view, past) => because(latest(past, 'SnapshotTaken', view, (_, other) => other.node === view.node), words.snapshotHoldsIt),
  ConfigChanged: ({ at, fact }, past) => byCommand(latestCommand(past, 'alterConfig', at, ({ set, remove }) => fact.key in set || remove.includes(fact.key)), words.somebodyAsked),
} satisfies RuleFamily;

/** Fencing follows from silence, or from what the broker asks. */
function whyFenced(view: Told<'BrokerFenced'>, past: Recording): readonly Antecedent[] {
  const { broker, reason } = view.fact;
  const node = `broker-${broker}`;
  if (reason === 'asked') {
    return firstOf(
      () => because(latest(past, 'BrokerShutdownBegan', view, (fact) => fact.broker === broker), words.askedToBeLetGo),
      () => byCommand(latestCommand(past, 'shutdownBroker', view.at, (command) => command.broker === broker), words.toldToShutDown),
    );
  }
  const ended = together(past, 'ZooKeeperSessionEnded', view, (fact) => fact.broker === broker) ?? latest(past, 'ZooKeeperSessionEnded', view, (fact) => fact.broker === broker);
  if (ended !== null) return because(ended, words.registrationGone);
  const last = messageBefore(past, 'BrokerHeartbeat', node, view.node, view.at);
  const how = (trouble: string): string => words.soNoHeartbeat(trouble, last === null ? null : last.at / 1_000_000);
  const elected = last === null ? latest(past, 'ControllerElected', view, (_, other) => other.node === view.node) : null;
  return [
    ...firstOf(
      () => byTroubles(troublesOfNode(past, node, view), how, last),
      () => byTroubles(troublesOfTalk(past, node, view.node, view, 'BrokerHeartbeat'), how, last),
      () => byTroubles(troublesWithAny(past, node, metadataServers(past), view).slice(0, 1), how, last),
    ),
    ...given(elected, words.countsAnew),
  ];
}

/** Of the broker that was the controller before, the end of its session. */
function expiredController(view: Told<'ControllerElected'>, past: Recording) {
  const before = latest(past, 'ControllerElected', view, ({ mode }) => mode === 'zookeeper');
  if (view.fact.mode !== 'zookeeper') return null;
  return latest(past, 'ZooKeeperSessionEnded', view, ({ broker }) => before === null || broker === before.fact.controller);
}

/** A quorum elects when its leader is silent: dead, paused, cut off. */
function whyQuorumMoved(view: Told<'QuorumRoleChanged' | 'ControllerElected' | 'VoteCast'>, past: Recording): readonly Antecedent[] {
  const before = latest(past, 'ControllerElected', view, (fact) => fact.mode !== 'zookeeper');
  // The cluster starts with the first voter as the leader.
  const leader = before === null ? past.nodes.find((name) => name.startsWith('controller-')) : `controller-${before.fact.controller}`;
  if (leader === undefined) return NOTHING;
  const others = metadataServers(past).filter((name) => name !== leader);
  const troubles: Trouble[] = troublesWithAny(past, leader, others, view);
  if (troubles.length > 0) return byTroubles(troubles.slice(0, 2), words.soQuorumLeaderSilent);
  return because(view.fact.type === 'ControllerElected' ? null : before, words.electionSettledIt);
}
