import * as words from '../../../words/why/errors.ts';
import type { FactView } from '../../kafka/factView.ts';
import type { ErrorIn } from '../../kafka/protocol/errorIn.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../../kafka/types.ts';
import { because, firstOf, NOTHING, type Antecedent } from '../antecedent.ts';
import { latest, latestOf } from '../past.ts';
import type { Recording } from '../recording.ts';
import { unreplicated } from '../rules/nodeRules.ts';
import { whyRefused } from '../rules/producerRules.ts';

/** An answer that says no. */
export interface Refusal {
  readonly api: string;
  /** Who says it, and to whom. */
  readonly from: string;
  readonly to: string;
  readonly error: ErrorIn;
}

/** From what an answer says to what made it so; empty where nothing is known. */
export function whyErrorAnswer(past: Recording, refusal: Refusal, before: FactView): readonly Antecedent[] {
  return firstOf(
    () => ofPartition(past, refusal, before),
    () => ofGroup(past, refusal, before),
    () => ofController(past, refusal, before),
    () => ofSelf(refusal),
  );
}

function ofPartition(past: Recording, { error: { code, topic, partition } }: Refusal, before: FactView): readonly Antecedent[] {
  if (topic === null || partition === null) return NOTHING;
  const same = (fact: { readonly topic: string; readonly partition: number }): boolean => fact.topic === topic && fact.partition === partition;
  switch (code) {
    case 'OFFSET_OUT_OF_RANGE':
      return because(
        latestOf(latest(past, 'LogStartOffsetAdvanced', before, same), latest(past, 'LogTruncated', before, same), latest(past, 'LeaderElected', before, (fact) => same(fact) && !fact.clean), latest(past, 'UnflushedRecordsLost', before, same)),
        words.offsetNotHeld,
      );
    case 'OFFSET_MOVED_TO_TIERED_STORAGE':
      return because(latest(past, 'SegmentsDropped', before, same), words.onlyRemote);
    case 'OFFSET_NOT_AVAILABLE':
      return because(latest(past, 'LeaderElected', before, same), words.endNotKnownYet);
    case 'INVALID_UPDATE_VERSION':
    case 'NEW_LEADER_ELECTED':
      return because(latestOf(latest(past, 'IsrShrunk', before, same), latest(past, 'IsrExpanded', before, same), latest(past, 'LeaderElected', before, same)), words.partitionChanged);
    case 'INELIGIBLE_REPLICA':
      return because(latestOf(latest(past, 'BrokerFenced', before), latest(past, 'BrokerShutdownBegan', before)), words.mayNotBeInIsr);
    default:
      return whyRefused(before, past, code, { topic, partition });
  }
}

function ofGroup(past: Recording, { error: { code }, from, to }: Refusal, before: FactView): readonly Antecedent[] {
  const client = to.replace(/^consumer:/, '');
  switch (code) {
    case 'REBALANCE_IN_PROGRESS':
      return because(latest(past, 'RebalanceStarted', before, (_, view) => view.node === from), words.groupRebalances);
    case 'ILLEGAL_GENERATION':
      return because(latest(past, 'GenerationStarted', before, (_, view) => view.node === from), words.otherGeneration);
    case 'UNKNOWN_MEMBER_ID':
      return because(latest(past, 'MemberRemoved', before, (fact) => fact.client === client), words.noMemberSince);
    case 'FENCED_INSTANCE_ID':
      return because(latest(past, 'MemberJoined', before, (_, view) => view.node === from), words.sameInstanceId);
    case 'COORDINATOR_NOT_AVAILABLE':
      return firstOf(
        () => (waitsForCommit(past, from, before) ? unreplicated(before, past, from) : NOTHING),
        () => because(latest(past, 'LeaderElected', before, ({ topic }) => topic === CONSUMER_OFFSETS_TOPIC), words.coordinatorChanged),
      );
    case 'NOT_COORDINATOR':
      return because(latest(past, 'LeaderElected', before, ({ topic }) => topic === CONSUMER_OFFSETS_TOPIC), words.coordinatorChanged);
    case 'COORDINATOR_LOAD_IN_PROGRESS':
      return because(latest(past, 'ReplicaBecameLeader', before, ({ topic }, view) => topic === CONSUMER_OFFSETS_TOPIC && view.node === from), words.coordinatorLoads);
    default:
      return NOTHING;
  }
}

/** Whether what a coordinator wrote last is not committed: it waits for that no longer than `offsets.commit.timeout.ms`. */
function waitsForCommit(past: Recording, coordinator: string, before: FactView): boolean {
  const written = latest(past, 'RecordsAppended', before, ({ topic }, { node }) => topic === CONSUMER_OFFSETS_TOPIC && node === coordinator);
  if (written === null) return false;
  const { partition, lastOffset } = written.fact;
  const isIts = (fact: { readonly topic: string; readonly partition: number; readonly to: number }): boolean => fact.topic === CONSUMER_OFFSETS_TOPIC && fact.partition === partition && fact.to > lastOffset;
  return latest(past, 'HighWatermarkAdvanced', before, (fact, { node }) => node === coordinator && isIts(fact)) === null;
}

function ofController(past: Recording, { error: { code }, to }: Refusal, before: FactView): readonly Antecedent[] {
  const broker = Number(/^broker-(\d+)$/.exec(to)?.[1] ?? -1);
  const isIt = (fact: { readonly broker: number }): boolean => fact.broker === broker;
  switch (code) {
    case 'NOT_CONTROLLER':
    case 'STALE_CONTROLLER_EPOCH':
      return because(latestOf(latest(past, 'ControllerElected', before), latest(past, 'QuorumRoleChanged', before)), words.controllerChanged);
    case 'STALE_BROKER_EPOCH':
      return because(latest(past, 'BrokerRegistered', before, isIt), words.registeredAgain);
    case 'BROKER_ID_NOT_REGISTERED':
      return because(latest(past, 'NodeStarted', before, (_, view) => view.node === to), words.notRegisteredYet);
    case 'DUPLICATE_BROKER_REGISTRATION':
      return because(latest(past, 'NodeStarted', before, (_, view) => view.node === to), words.sessionStillLasts);
    case 'FENCED_LEADER_EPOCH':
    case 'UNKNOWN_LEADER_EPOCH':
      return because(latestOf(latest(past, 'ControllerElected', before), latest(past, 'QuorumRoleChanged', before)), words.quorumLeaderChanged);
    case 'FETCH_SESSION_ID_NOT_FOUND':
    case 'INVALID_FETCH_SESSION_EPOCH':
      return because(latestOf(latest(past, 'NodeStarted', before), latest(past, 'ConnectionLost', before, (_, view) => view.node === to)), words.fetchSessionLost);
    default:
      return NOTHING;
  }
}

/** Errors that are part of how things always go. */
function ofSelf({ error: { code } }: Refusal): readonly Antecedent[] {
  switch (code) {
    case 'MEMBER_ID_REQUIRED':
      return [{ kind: 'state', words: words.idComesFirst }];
    case 'FETCH_SESSION_ID_NOT_FOUND':
      return [{ kind: 'state', words: words.fetchSessionsLimited }];
    case 'ELECTION_NOT_NEEDED':
      return [{ kind: 'state', words: words.electionNotNeeded }];
    default:
      return NOTHING;
  }
}
