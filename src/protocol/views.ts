import type { DurationUs, TimeUs } from '../base/flavor.ts';
import type { MessageKind } from '../base/messageKinds.ts';

/**
 * What the interface draws, as plain data. Every entity has a `key` that is stable for the whole
 * run, so that pictures can be compared, updated in pieces and animated from one to the next.
 */
interface Entity {
  readonly key: string;
}

export interface ControllerView extends Entity {
  readonly id: number;
  /** `controller-3000`, or `zookeeper-1`: Kafka before 4.0 has a server of the ensemble in its place. */
  readonly node: string;
  readonly state: 'running' | 'paused' | 'dead';
  readonly role: 'unattached' | 'prospective' | 'candidate' | 'leader' | 'follower' | 'resigned' | 'observer' | 'looking' | 'following' | 'leading';
  readonly epoch: number;
  /** Metadata log: end of this controller's copy and what it knows to be committed. Of a ZooKeeper server: transactions. */
  readonly endOffset: number;
  /** Negative where it does not know, as after its start. */
  readonly highWatermark: number;
}

export type BrokerState =
  | 'starting'
  | 'recovery'
  | 'running'
  | 'fenced'
  | 'shutting-down'
  | 'paused'
  | 'dead';

export interface BrokerView extends Entity {
  readonly id: number;
  readonly node: string;
  readonly rack: string | null;
  readonly state: BrokerState;
  readonly brokerEpoch: number;
  /** By the cluster's metadata: it has no part in anything until it is let in again. With ZooKeeper: it has no session. */
  readonly fenced: boolean;
  /** When the active controller last heard from it, and when it would fence it; null if fenced, and while there is nobody to count. */
  readonly lastHeartbeatAt: TimeUs | null;
  readonly sessionExpiresAt: TimeUs | null;
  /** `broker.heartbeat.interval.ms`. */
  readonly heartbeatIntervalUs: DurationUs;
  readonly slow: { readonly cpu: number; readonly disk: number; readonly network: number } | null;
  /** Links to or from this broker are cut. */
  readonly cut: boolean;
  readonly vitals: BrokerVitals;
  /** What it has of the reader's topics, and of Kafka's own, whether a frame tells it one by one or not. */
  readonly holds: { readonly own: Holding; readonly internal: Holding };
  /** Only in a cluster with ZooKeeper (Kafka before 4.0), where it has a session and may be the controller as well. */
  readonly zookeeper?: 'broker' | 'controller';
}

/** Counts of the cluster's metadata, of one broker. */
export interface Holding {
  readonly replicas: number;
  /** Partitions that it leads. */
  readonly leads: number;
  /** Those of them with fewer replicas in sync than `min.insync.replicas`: they refuse writes with acks=all. */
  readonly underMinIsr: number;
}

export interface BrokerVitals {
  /** Requests that have come and wait to be handled; only a slow or paused broker has any. */
  readonly queued: number;
  /** Requests that are answered later: Produce when followers have the records, Fetch when there is something to read. */
  readonly parkedProduces: number;
  readonly parkedFetches: number;
  /** Offsets that are in the page cache only and not on the disk itself; null in clusters too large to count them in every frame. */
  readonly notOnDisk: number | null;
  /** What it cannot go on without, in a few words after "waits for"; null for nothing. */
  readonly waitsFor: string | null;
}

/** One record in a strip. `hue` 0 to 7 by key, -1 for a record without a key. */
export interface CellView {
  readonly offset: number;
  readonly hue: number;
  readonly epoch: number;
  /** On this replica only: the leader holds something else at this offset, or nothing. */
  readonly diverged: boolean;
  /** Its key is the one that is highlighted. */
  readonly lit?: true;
}

export interface ReplicaView extends Entity {
  readonly broker: number;
  readonly topic: string;
  readonly partition: number;
  /** What the cluster holds it to be (the controller's view), not what the broker believes. */
  readonly role: 'leader' | 'follower';
  /** The broker itself believes to lead, though the controller has moved on: a stale leader. */
  readonly staleLeader: boolean;
  readonly sync: 'in-sync' | 'lagging' | 'offline';
  readonly leaderEpoch: number;
  readonly logStartOffset: number;
  readonly endOffset: number;
  readonly highWatermark: number;
  /** The newest records, oldest first, at most `VISIBLE_CELLS`. */
  readonly cells: readonly CellView[];
}

export const VISIBLE_CELLS = 24;

export interface PartitionView extends Entity {
  readonly topic: string;
  readonly partition: number;
  /** -1: offline. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly elr: readonly number[];
  /** While it is being reassigned. */
  readonly reassigning?: { readonly adding: readonly number[]; readonly removing: readonly number[] };
  readonly minInsyncReplicas: number;
}

export interface ProducerView extends Entity {
  readonly id: string;
  readonly node: string;
  readonly status: 'running' | 'closed' | 'paused' | 'dead';
  readonly topic: string;
  /** Those that its records have in turn; none where they have none, or are drawn by chance. */
  readonly keys: readonly string[];
  readonly ratePerSecond: number;
  readonly acks: 0 | 1 | -1;
  readonly idempotent: boolean;
  readonly sent: number;
  readonly acked: number;
  readonly failed: number;
  readonly inFlight: number;
  readonly buffered: number;
}

export interface GroupView extends Entity {
  readonly group: string;
  readonly state: 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead' | 'Unknown';
  readonly generation: number;
  readonly protocol: string | null;
  /** Broker id of the coordinator; -1 when nobody coordinates. */
  readonly coordinator: number;
}

export interface PositionView {
  readonly topic: string;
  readonly partition: number;
  /** The next offset to read; -1 before it is known. */
  readonly position: number;
  /** As the group's coordinator has it; -1: nothing committed, or nobody coordinates the group. */
  readonly committed: number;
  /** The leader's high watermark minus the position; -1 when unknown. */
  readonly toRead: number;
  /** The leader's high watermark minus the committed offset; -1 when unknown. */
  readonly lag: number;
}

export interface ConsumerView extends Entity {
  readonly id: string;
  readonly node: string;
  readonly group: string;
  readonly topics: readonly string[];
  readonly status: 'joining' | 'rebalancing' | 'stable' | 'idle' | 'closed' | 'failed' | 'paused' | 'dead';
  /** Fetching is paused by a command, while polling and heartbeats go on. */
  readonly fetchPaused: boolean;
  readonly assigned: readonly PositionView[];
  /** In a large cluster: partitions that it has besides and that nobody looks at, with what it has yet to read of them; -1 where none is known. */
  readonly elsewhere?: { readonly partitions: number; readonly toRead: number };
}

/** What a message is about, for colour and filters. `metadata`: what a client asks or tells about the cluster; `control`: what keeps it together. */
export type MessageCategory = MessageKind;

export interface MessageView extends Entity {
  readonly from: string;
  readonly to: string;
  readonly api: string;
  readonly response: boolean;
  readonly category: MessageCategory;
  readonly sentAt: TimeUs;
  readonly arrivesAt: TimeUs;
  /** Hue of the first record it carries; -1 keyless; null when it carries none. */
  readonly hue: number | null;
  readonly records: number;
  /** A few words: `Produce orders-0, 3 records`. */
  readonly label: string;
  readonly fate: 'travelling' | 'lost' | 'held';
  readonly error: boolean;
}

/** Directed links that are not as they should be. */
export interface LinkView extends Entity {
  readonly from: string;
  readonly to: string;
  readonly cut: boolean;
  readonly held: number;
  /** Messages of this kind (null: of every kind) are held back, so many more (null: without end); null when none are. */
  readonly hold: { readonly api: string | null; readonly left: number | null } | null;
  /** The connection that `from` had broke with requests under way, so many times in a row; null when it did not, or is not tried any more. */
  readonly broken: { readonly times: number; readonly timedOut: boolean } | null;
}

/** Many messages on their way from one node to another, told together because there are too many in all. */
export interface FlowView extends Entity {
  readonly from: string;
  readonly to: string;
  readonly category: MessageCategory;
  readonly messages: number;
  readonly records: number;
  /** Hue of a record in it; -1 keyless; null when it carries none. */
  readonly hue: number | null;
}

/** What is told of a topic's partitions on each broker where there are too many to tell one by one. */
export const HEAT_MEASURES = ['leaders', 'under', 'out', 'offline', 'traffic', 'lag'] as const;

/**
 * `leaders`: partitions led there. `under`: those of them with fewer replicas in sync than they have. `out`: replicas there that are not in
 * sync. `offline`: replicas there of partitions that nobody leads. `traffic`: records of the last second, by their timestamps, in partitions led
 * there. `lag`: of all groups in partitions led there.
 */
export type HeatMeasure = (typeof HEAT_MEASURES)[number];

export interface HeatView extends Entity {
  readonly topic: string;
  readonly measure: HeatMeasure;
  /** One for each of the frame's brokers, in their order; -1: nothing of the topic is there. */
  readonly values: readonly number[];
}

export interface TopicView extends Entity {
  readonly name: string;
  readonly partitions: number;
  readonly internal: boolean;
}

/** The whole picture at one moment. */
export interface Frame {
  readonly now: TimeUs;
  readonly events: number;
  readonly traceHash: string;
  /** `mode`: only in a cluster with ZooKeeper, Kafka before 4.0; `controller` is then the broker that is it, -1 for nobody. */
  readonly metadata: { readonly epoch: number; readonly offset: number; readonly leader: number; readonly mode?: 'zookeeper'; readonly controller?: number };
  readonly controllers: readonly ControllerView[];
  readonly brokers: readonly BrokerView[];
  readonly topics: readonly TopicView[];
  readonly partitions: readonly PartitionView[];
  readonly replicas: readonly ReplicaView[];
  readonly producers: readonly ProducerView[];
  readonly groups: readonly GroupView[];
  readonly consumers: readonly ConsumerView[];
  readonly messages: readonly MessageView[];
  readonly links: readonly LinkView[];
  /** In place of `messages` where there are too many; those that are held or lost are told one by one all the same. */
  readonly flows: readonly FlowView[];
  /** Only in a large cluster, where `partitions` and `replicas` are those that are looked at. */
  readonly heat: readonly HeatView[];
}

/** The frame's collections of entities, in the order they are drawn. */
export const COLLECTIONS = [
  'controllers',
  'brokers',
  'topics',
  'partitions',
  'replicas',
  'producers',
  'groups',
  'consumers',
  'messages',
  'links',
  'flows',
  'heat',
] as const;
export type CollectionName = (typeof COLLECTIONS)[number];
