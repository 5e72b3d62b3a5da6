import type { Offset, BrokerId, LeaderEpoch } from '../types.ts';
import type { Voter } from '../controller/raft/voterSet.ts';
import type { PartitionRegistration } from '../controller/partitionChange.ts';

/**
 * Records of `__cluster_metadata`, named as in Kafka's `metadata/src/main/resources/common/metadata`.
 * Left out: ACLs, SCRAM, delegation tokens, quotas.
 */
export type MetadataRecord =
  | {
      readonly type: 'LeaderChange';
      readonly leader: number;
      readonly voters: readonly number[];
      /** Who voted for it, itself included. */
      readonly grantingVoters: readonly number[];
    }
  /** The quorum can be changed while it runs (1) or is configured (0). */
  | { readonly type: 'KRaftVersion'; readonly version: 0 | 1 }
  | { readonly type: 'Voters'; readonly voters: readonly Voter[] }
  | { readonly type: 'NoOp' }
  | {
      readonly type: 'RegisterBroker';
      readonly broker: BrokerId;
      readonly brokerEpoch: number;
      readonly incarnation: number;
      readonly node: number;
      readonly rack: string | null;
      readonly fenced: boolean;
    }
  | {
      readonly type: 'BrokerRegistrationChange';
      readonly broker: BrokerId;
      readonly brokerEpoch: number;
      /** null: unchanged. */
      readonly fenced: boolean | null;
      readonly inControlledShutdown: boolean | null;
      /** Why it is fenced. Not in Kafka's record; here so that whoever commits it can tell. */
      readonly fencedBecause?: 'session' | 'asked';
    }
  | { readonly type: 'Topic'; readonly name: string; readonly id: number }
  | {
      readonly type: 'Partition';
      readonly topic: string;
      readonly partition: number;
      readonly registration: PartitionRegistration;
    }
  | {
      readonly type: 'PartitionChange';
      readonly topic: string;
      readonly partition: number;
      /** Set when a leader is set, which is what bumps the leader epoch. */
      readonly leader: BrokerId | null;
      /** The registration as it is after the change, epochs included. */
      readonly registration: PartitionRegistration;
    }
  | { readonly type: 'RemoveTopic'; readonly name: string }
  | {
      readonly type: 'Config';
      readonly resource: 'topic' | 'broker';
      /** Topic name, broker id as text, or '' for the cluster-wide default. */
      readonly name: string;
      readonly key: string;
      /** null removes the override. */
      readonly value: string | null;
    }
  | { readonly type: 'ProducerIds'; readonly nextProducerId: number };

/** An atomic batch of the metadata log. Record `i` has offset `baseOffset + i`. Immutable. */
export interface MetadataBatch {
  readonly baseOffset: Offset;
  readonly lastOffset: Offset;
  readonly epoch: LeaderEpoch;
  readonly records: readonly MetadataRecord[];
}
