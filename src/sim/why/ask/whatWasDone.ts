import * as words from '../../../words/why/messages.ts';
import type { FactView } from '../../kafka/factView.ts';
import type { Fact, FactType } from '../../kafka/facts.ts';
import type { ApiKey } from '../../kafka/protocol/messages.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../../kafka/types.ts';
import { because, firstOf, given, type Antecedent } from '../antecedent.ts';
import type { ChainMessage } from '../chain.ts';
import type { KnownEvent } from '../eventTable.ts';
import { latest, samePartition } from '../past.ts';
import type { Recording } from '../recording.ts';

/** What is done for a request of each kind, where that is a fact. One event may settle several requests, and much else besides. */
const DEEDS: Partial<Record<ApiKey, readonly FactType[]>> = {
  JoinGroup: ['GenerationStarted', 'MemberJoined'],
  SyncGroup: ['GroupStable'],
  LeaveGroup: ['MemberRemoved'],
  OffsetCommit: ['OffsetsCommitted'],
  DeleteRecords: ['LogStartOffsetAdvanced'],
  BrokerRegistration: ['BrokerRegistered'],
  BrokerHeartbeat: ['BrokerUnfenced', 'BrokerShutdownBegan', 'BrokerFenced'],
  AlterPartition: ['IsrExpanded', 'IsrShrunk'],
  CreateTopics: ['TopicCreated'],
  CreatePartitions: ['PartitionsAdded'],
  DeleteTopics: ['TopicDeleted'],
  ElectLeaders: ['LeaderElected'],
  AlterPartitionReassignments: ['ReassignmentStarted', 'ReassignmentCancelled'],
  IncrementalAlterConfigs: ['ConfigChanged'],
  Vote: ['VoteCast'],
  BeginQuorumEpoch: ['QuorumRoleChanged'],
  AddRaftVoter: ['VotersCommitted', 'VotersChanged'],
  RemoveRaftVoter: ['VotersCommitted', 'VotersChanged'],
  LeaderAndIsr: ['ReplicaBecameLeader', 'ReplicaBecameFollower'],
  StopReplica: ['ReplicaDeleted'],
  ControlledShutdown: ['LeaderElected'],
};

/** A coordinator answers these when all that it has written is committed. */
const WAIT_FOR_COMMIT: readonly string[] = ['JoinGroup', 'SyncGroup', 'LeaveGroup', 'Heartbeat', 'OffsetCommit'];

/** What the one who answers did for it. */
export function whatWasDone(past: Recording, sender: KnownEvent | null, message: ChainMessage, api: string): readonly Antecedent[] {
  const facts = (sender === null ? [] : (past.byEvent.get(sender.seq) ?? [])).filter(({ node }) => node === message.from);
  const find = (type: FactType, meets: (view: FactView) => boolean = () => true): FactView | null => facts.find((view) => view.fact.type === type && meets(view)) ?? null;
  switch (api) {
    case 'Produce':
      return firstOf(...(['DuplicateBatchIgnored', 'CommitAnswered', 'RecordsAppended'] as const).map((type) => () => because(find(type), words.answerWasDue)));
    case 'RaftFetch':
      return given(find('MetadataCommitted'), words.moreIsCommitted);
    default:
      return firstOf(
        ...(DEEDS[api as ApiKey] ?? []).map((type) => () => given(find(type, (view) => isFor(past, view, message.to)), words.hadDoneForIt)),
        () => (WAIT_FOR_COMMIT.includes(api) ? given(find('HighWatermarkAdvanced', ({ fact }) => 'topic' in fact && fact.topic === CONSUMER_OFFSETS_TOPIC), words.groupIsCommitted) : []),
      );
  }
}

/** Whether a fact is of the one who asked, where it is of somebody. */
function isFor(past: Recording, view: FactView, asker: string): boolean {
  const fact: Fact = view.fact;
  switch (fact.type) {
    case 'OffsetsCommitted':
    case 'MemberJoined':
    case 'MemberRemoved':
      return asker === `consumer:${fact.client}`;
    case 'BrokerRegistered':
    case 'BrokerUnfenced':
    case 'BrokerShutdownBegan':
    case 'BrokerFenced':
      return asker === `broker-${fact.broker}`;
    case 'IsrExpanded':
    case 'IsrShrunk':
      return latest(past, 'IsrChangeProposed', view, samePartition(fact))?.node === asker;
    default:
      return true;
  }
}
