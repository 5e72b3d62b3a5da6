/**
 * Everything that can be done to a running cluster, by a script, a user, a link or a program that embeds the simulator.
 *
 * Normalized: durations in microseconds, sizes in bytes, omitted fields present as their default or null. Commands are
 * plain data, since the list of commands a run was given is what replays it.
 */
import type { ConfigOverrides } from './config/types.ts';
import type { BrokerSpec, ConsumerSpec, ControllerSpec, LinkEnd, NodeName, ProducerSpec, TopicSpec } from './spec.ts';

export type Command =
  | TopicCommand
  | BrokerCommand
  | ControllerCommand
  | QuorumCommand
  | NodeCommand
  | LinkCommand
  | AdminCommand
  | ProducerCommand
  | ConsumerCommand
  | TransactionCommand;

export type CommandKind = Command['kind'];

export type TopicCommand =
  | { readonly kind: 'createTopic'; readonly topic: TopicSpec }
  | { readonly kind: 'deleteTopic'; readonly topic: string }
  | {
      readonly kind: 'addPartitions';
      readonly topic: string;
      /** The new total, as `kafka-topics --alter --partitions` has it. */
      readonly partitions: number;
      /** Replica lists of the added partitions only. */
      readonly assignment: readonly (readonly number[])[] | null;
    }
  | {
      readonly kind: 'alterConfig';
      readonly target: ConfigTarget;
      readonly set: ConfigOverrides;
      /** Entries to put back to their default. */
      readonly remove: readonly string[];
    };

/** What `kafka-configs --alter` can address: a topic, one broker, or the default of all brokers. */
export type ConfigTarget =
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'broker'; readonly broker: number }
  | { readonly kind: 'cluster' };

export type BrokerCommand =
  /** The process dies at once; its disk and what it wrote stay. With `powerLoss` what was not on the disk yet may be gone. */
  | { readonly kind: 'killBroker'; readonly broker: number; readonly powerLoss: boolean }
  | { readonly kind: 'restartBroker'; readonly broker: number; readonly wipe: boolean }
  /** A controlled shutdown. */
  | { readonly kind: 'shutdownBroker'; readonly broker: number }
  | { readonly kind: 'addBroker'; readonly broker: BrokerSpec };

export type ControllerCommand =
  /** With `powerLoss` also what was not flushed to the disk may be gone. */
  | { readonly kind: 'killController'; readonly controller: number; readonly powerLoss: boolean }
  | { readonly kind: 'restartController'; readonly controller: number; readonly wipe: boolean }
  /** A new controller, which follows the quorum and has no vote yet. */
  | { readonly kind: 'addController'; readonly controller: ControllerSpec };

/** What `kafka-metadata-quorum` changes; of the controller as it is now, with the disk it has. */
export type QuorumCommand = { readonly kind: 'addVoter' | 'removeVoter'; readonly controller: number };

export type NodeCommand =
  /** Nothing runs on the node and its connections stay open; `forUs` null lasts until `resumeNode`. */
  | { readonly kind: 'pauseNode'; readonly node: NodeName; readonly forUs: number | null }
  | { readonly kind: 'resumeNode'; readonly node: NodeName }
  /** Factors on the time things take: 1 is normal, 10 is ten times slower. */
  | {
      readonly kind: 'slowNode';
      readonly node: NodeName;
      readonly diskFactor: number;
      readonly networkFactor: number;
      readonly cpuFactor: number;
    };

export type LinkCommand =
  | { readonly kind: 'cutLink'; readonly from: LinkEnd; readonly to: LinkEnd; readonly oneWay: boolean }
  | { readonly kind: 'healLink'; readonly from: LinkEnd; readonly to: LinkEnd; readonly oneWay: boolean }
  | {
      readonly kind: 'holdLink';
      readonly from: LinkEnd;
      readonly to: LinkEnd;
      /** Only requests of this kind, under Kafka's name (`Fetch`, `Produce`); null holds everything. */
      readonly api: string | null;
      /** Hold this many messages and let later ones pass; null has no end. */
      readonly count: number | null;
    }
  | {
      readonly kind: 'releaseLink';
      readonly from: LinkEnd;
      readonly to: LinkEnd;
      readonly api: string | null;
      /** Let this many of the oldest go and keep holding; null lets all go and ends the hold. */
      readonly count: number | null;
    };

export type AdminCommand =
  | {
      readonly kind: 'reassignPartitions';
      readonly topic: string;
      readonly partition: number;
      /** Null cancels a reassignment under way. */
      readonly replicas: readonly number[] | null;
    }
  | {
      readonly kind: 'electLeaders';
      readonly election: 'preferred' | 'unclean';
      /** Null for every topic. */
      readonly topic: string | null;
      /** Null for every partition. */
      readonly partition: number | null;
    }
  | {
      readonly kind: 'deleteRecords';
      readonly topic: string;
      readonly partition: number;
      /** First offset to keep; null is the high watermark (Kafka's -1). */
      readonly beforeOffset: number | null;
    };

export type ProducerCommand =
  | { readonly kind: 'addProducer'; readonly producer: ProducerSpec }
  /** Waits for what is buffered, then leaves. */
  | { readonly kind: 'closeProducer'; readonly producer: string }
  | { readonly kind: 'killProducer'; readonly producer: string }
  | { readonly kind: 'setProducerRate'; readonly producer: string; readonly ratePerSecond: number }
  | {
      readonly kind: 'send';
      readonly producer: string;
      readonly key: string | null;
      /** Undefined content (a generated value of the producer's `valueBytes`) is `{ kind: 'generated' }`. */
      readonly value: SendValue;
      readonly count: number;
      /** Null lets the partitioner choose. */
      readonly partition: number | null;
      readonly headers: readonly RecordHeader[];
    };

/** `tombstone` is a record with a null value. */
export type SendValue =
  | { readonly kind: 'generated' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tombstone' };

export interface RecordHeader {
  readonly key: string;
  readonly value: string;
}

export type ConsumerCommand =
  | { readonly kind: 'addConsumer'; readonly consumer: ConsumerSpec }
  /** Leaves the group; `killConsumer` does not. */
  | { readonly kind: 'closeConsumer'; readonly consumer: string }
  | { readonly kind: 'killConsumer'; readonly consumer: string }
  /** Stops fetching and keeps polling, as `Consumer.pause` on every partition does. */
  | { readonly kind: 'pauseConsumer'; readonly consumer: string }
  | { readonly kind: 'resumeConsumer'; readonly consumer: string }
  | {
      readonly kind: 'seek';
      /** One consumer's position, or the committed offsets of a group that has no members. */
      readonly target: SeekTarget;
      readonly topic: string;
      /** Null for every partition of the topic. */
      readonly partition: number | null;
      readonly position: SeekPosition;
    };

export type SeekTarget =
  | { readonly kind: 'consumer'; readonly consumer: string }
  | { readonly kind: 'group'; readonly group: string };

export type SeekPosition =
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'beginning' }
  | { readonly kind: 'end' }
  /** The first record with this virtual time or later. */
  | { readonly kind: 'time'; readonly atUs: number };

export type TransactionCommand =
  | { readonly kind: 'beginTransaction'; readonly producer: string }
  | { readonly kind: 'commitTransaction'; readonly producer: string }
  | { readonly kind: 'abortTransaction'; readonly producer: string };
