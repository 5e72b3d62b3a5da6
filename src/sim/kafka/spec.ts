/**
 * What a run starts from: a scenario document after every default, unit and name has been settled.
 *
 * Plain immutable data, safe to share between runs and to send to a worker. Times are integer microseconds, sizes bytes.
 * At time 0 the cluster is already formed: a quorum leader elected, every broker registered and unfenced, topics created
 * with the first replica leading and every replica in sync. Producers and consumers start at 0.
 */
import type { Command } from './commands.ts';
import type {
  BrokerConfig,
  ConfigOverrides,
  ConsumerConfig,
  ControllerConfig,
  ProducerConfig,
  TopicConfig,
} from './config/types.ts';

export interface ClusterSpec {
  /** 0 to 4294967295. */
  readonly seed: number;
  /** `zookeeper`: Kafka before 4.0. Then `controllers` are the servers of the ensemble, and a broker is the controller. */
  readonly metadata: MetadataMode;
  /** Cluster-wide entries as written; the base for brokers and topics that come later. */
  readonly clusterOverrides: ConfigOverrides;
  readonly brokers: readonly BrokerSpec[];
  readonly controllers: readonly ControllerSpec[];
  /** 1: the voters are in the metadata log and can be changed (KIP-853); 0: they are configured and fixed. */
  readonly kraftVersion: 0 | 1;
  readonly topics: readonly TopicSpec[];
  readonly network: NetworkSpec;
  readonly producers: readonly ProducerSpec[];
  readonly consumers: readonly ConsumerSpec[];
  /** In order of `atUs`; equal times keep the document's order. */
  readonly script: readonly ScriptEntry[];
}

export type MetadataMode = 'kraft' | 'zookeeper';

export interface BrokerSpec {
  readonly id: number;
  readonly rack: string | null;
  readonly config: BrokerConfig;
  /** This broker's own entries, over the cluster's. */
  readonly overrides: ConfigOverrides;
}

export interface ControllerSpec {
  readonly id: number;
  readonly config: ControllerConfig;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Replica lists, one a partition, the first of each preferred as leader; null leaves placement to the controller. */
  readonly assignment: readonly (readonly number[])[] | null;
  readonly config: TopicConfig;
  readonly overrides: ConfigOverrides;
}

export interface LinkQuality {
  /** One way. */
  readonly latencyUs: number;
  /** Added to the latency: uniform from 0 up to and including this. */
  readonly jitterUs: number;
  /** Null for a link whose size never delays anything. */
  readonly bandwidthBytesPerSecond: number | null;
  /** Chance in a thousand that a packet has to be sent again, which delays what is behind it as TCP does. */
  readonly lossPermille: number;
}

export interface NetworkSpec extends LinkQuality {
  /** Both directions of a pair unless `oneWay`; a later entry wins over an earlier one. */
  readonly links: readonly LinkSpec[];
}

export interface LinkSpec extends LinkQuality {
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  readonly oneWay: boolean;
}

/** A node's name (`broker-1`, `controller-3000`, `producer:checkout`, `consumer:c1`, `admin`). */
export type NodeName = string;

/** One node or all nodes of a role; `*` is every node. */
export type LinkEnd = NodeName | 'brokers' | 'controllers' | 'clients' | '*';

export type KeySpec =
  | { readonly kind: 'none' }
  /** Taken in turn. */
  | { readonly kind: 'list'; readonly keys: readonly string[] }
  /** `key:1` to `key:<size>`, the first the most frequent. */
  | { readonly kind: 'zipf'; readonly size: number };

export interface ProducerSpec {
  readonly id: string;
  readonly topic: string;
  /** Not necessarily whole; 0 sends only on a `send` command. */
  readonly ratePerSecond: number;
  readonly keys: KeySpec;
  readonly valueBytes: number;
  readonly config: ProducerConfig;
  readonly overrides: ConfigOverrides;
}

export interface ConsumerSpec {
  readonly id: string;
  readonly group: string;
  readonly topics: readonly string[];
  /** Time the application takes for one record. */
  readonly processingUs: number;
  readonly config: ConsumerConfig;
  readonly overrides: ConfigOverrides;
}

export interface ScriptEntry {
  readonly atUs: number;
  /** Of a recorded command, how many events had been handled before; whoever plays the run gives it then. Null: given by the time alone. */
  readonly events: number | null;
  readonly command: Command;
}
