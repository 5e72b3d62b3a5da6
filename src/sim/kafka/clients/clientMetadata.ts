import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import type { NodeIndex } from '../../kernel/types.ts';
import { readyAt, sendRequest, type RequestTable } from '../net/requestTable.ts';
import type { CurrentLeader, MetadataResponse, MetadataTopic } from '../protocol/dataPlane.ts';
import type { RoleContext } from '../role.ts';
import { CHANNEL, NO_LEADER, type BrokerId, type LeaderEpoch, type TopicId } from '../types.ts';
import { exponentialBackoffMs } from './exponentialBackoff.ts';

export interface KnownBroker {
  readonly node: NodeIndex;
  readonly rack: string | null;
}

/** Immutable; a change replaces it. */
export interface KnownPartition {
  /** -1: no leader. */
  readonly leader: BrokerId;
  readonly leaderEpoch: LeaderEpoch;
  readonly replicas: readonly BrokerId[];
}

/** Immutable; a change replaces it. */
export interface KnownTopic {
  readonly topicId: TopicId | null;
  readonly partitions: readonly KnownPartition[];
}

/** What a client believes about the cluster, and when it may ask again (Kafka's `Metadata`). */
export interface ClientMetadata {
  readonly bootstrap: readonly NodeIndex[];
  brokers: Map<BrokerId, KnownBroker>;
  topics: Map<string, KnownTopic>;
  /** Counts changes of `brokers` and `topics`. */
  version: number;
  updateRequested: boolean;
  /** A topic was added since the last request was sent, so its answer will not do. */
  newTopics: boolean;
  inFlight: boolean;
  /** Failed requests in a row. */
  failures: number;
  /** Answers in a row that told nothing new. */
  equivalentResponses: number;
  notBefore: TimeUs;
  /** Null before the first answer. */
  refreshedAt: TimeUs | null;
}

export interface MetadataTimes {
  readonly retryBackoffUs: DurationUs;
  readonly retryBackoffMaxUs: DurationUs;
  readonly metadataMaxAgeUs: DurationUs;
  readonly requestTimeoutUs: DurationUs;
}

export interface PartitionLeader {
  readonly broker: BrokerId;
  readonly node: NodeIndex;
  readonly leaderEpoch: LeaderEpoch;
}

/** Knows where to ask and nothing else; the first call of `maybeSendMetadata` asks. */
export function emptyClientMetadata(bootstrap: readonly NodeIndex[]): ClientMetadata {
  return {
    bootstrap,
    brokers: new Map(),
    topics: new Map(),
    version: 0,
    updateRequested: true,
    newTopics: false,
    inFlight: false,
    failures: 0,
    equivalentResponses: 0,
    notBefore: 0,
    refreshedAt: null,
  };
}

export function cloneClientMetadata(metadata: ClientMetadata): ClientMetadata {
  return { ...metadata, brokers: new Map(metadata.brokers), topics: new Map(metadata.topics) };
}

/**
 * Asks for a refresh as soon as the backoff allows; an answer already on its way counts. To be called for errors that stale
 * metadata explains, and for every connection that broke.
 */
export function requestUpdate(metadata: ClientMetadata): void {
  metadata.updateRequested = true;
}

/** Asks for a refresh at once, since the client just began to care for another topic. */
export function requestUpdateForNewTopics(metadata: ClientMetadata): void {
  metadata.updateRequested = true;
  metadata.newTopics = true;
  metadata.notBefore = 0;
}

/**
 * Sends a Metadata request if one is due: asked for, or older than the maximum age. At most one is in flight.
 * `topics` null asks for all. Returns when to call again, or null when a request is in flight, whose outcome the client will hear.
 *
 * Kafka: `NetworkClient.DefaultMetadataUpdater`. Of the reachable brokers the one with the fewest unanswered requests is
 * asked; with no known broker reachable the bootstrap nodes are (KIP-899). Left out: preferring open connections,
 * and the five minutes after which Kafka bootstraps again although a broker is reachable.
 */
export function maybeSendMetadata<T>(
  ctx: RoleContext<T>,
  requests: RequestTable,
  metadata: ClientMetadata,
  topics: readonly string[] | null,
  times: MetadataTimes,
): TimeUs | null {
  if (metadata.inFlight) return null;
  const expiresAt = metadata.refreshedAt === null ? 0 : metadata.refreshedAt + times.metadataMaxAgeUs;
  if (expiresAt <= ctx.now) metadata.equivalentResponses = 0;
  const dueAt = Math.max(metadata.updateRequested ? 0 : expiresAt, metadata.notBefore);
  if (dueAt > ctx.now) return dueAt;
  const choice = leastLoadedNode(ctx, requests, metadata);
  if (choice.node === null) return choice.readyAt;
  metadata.inFlight = true;
  metadata.newTopics = false;
  sendRequest(ctx, requests, choice.node, CHANNEL.client, { api: 'Metadata', topics }, times.requestTimeoutUs);
  return null;
}

/**
 * Takes over an answer. A partition's older leader epoch never replaces a newer one, unless the topic was created anew
 * meanwhile. A topic or partition without a leader asks for another refresh, as does a topic that is not there.
 * Returns whether anything about a partition changed. Kafka: `Metadata.update`, `updateLatestMetadata`.
 */
export function onMetadataResponse<T>(
  ctx: RoleContext<T>,
  metadata: ClientMetadata,
  response: MetadataResponse,
  times: MetadataTimes,
): boolean {
  metadata.inFlight = false;
  metadata.failures = 0;
  metadata.refreshedAt = ctx.now;
  metadata.updateRequested = metadata.newTopics;
  metadata.brokers.clear();
  for (const { id, node, rack } of response.brokers) metadata.brokers.set(id, { node, rack });
  let changed = false;
  for (const topic of response.topics) {
    if (takeOverTopic(metadata, topic)) changed = true;
  }
  metadata.version += 1;
  metadata.equivalentResponses = changed ? 0 : metadata.equivalentResponses + 1;
  if (!metadata.newTopics) metadata.notBefore = ctx.now + backoffUs(ctx, times, metadata.equivalentResponses - 1);
  return changed;
}

/** The Metadata request failed: the next one waits a little longer. */
export function onMetadataFailure<T>(ctx: RoleContext<T>, metadata: ClientMetadata, times: MetadataTimes): void {
  metadata.inFlight = false;
  metadata.updateRequested = true;
  metadata.failures += 1;
  metadata.notBefore = ctx.now + backoffUs(ctx, times, metadata.failures - 1);
}

/** Who leads, as far as the client knows; null when it does not know the partition, its leader or where that is. */
export function leaderOf(metadata: ClientMetadata, topic: string, partition: number): PartitionLeader | null {
  const known = metadata.topics.get(topic)?.partitions[partition];
  if (known === undefined || known.leader === NO_LEADER) return null;
  const broker = metadata.brokers.get(known.leader);
  if (broker === undefined) return null;
  return { broker: known.leader, node: broker.node, leaderEpoch: known.leaderEpoch };
}

/** The id of the topic that is meant by its name; null when it is not known. */
export function topicIdOf(metadata: ClientMetadata, topic: string): TopicId | null {
  return metadata.topics.get(topic)?.topicId ?? null;
}

/** Number of partitions, those without a leader included; null for an unknown topic. */
export function partitionCount(metadata: ClientMetadata, topic: string): number | null {
  return metadata.topics.get(topic)?.partitions.length ?? null;
}

/**
 * Takes over the leader that came with an error (KIP-951). Returns false and changes nothing when the client already knows that
 * epoch or a later one, or does not know that broker. Kafka: `Metadata.updatePartitionLeadership`.
 */
export function applyCurrentLeader(
  metadata: ClientMetadata,
  topic: string,
  partition: number,
  current: CurrentLeader,
): boolean {
  const known = metadata.topics.get(topic);
  const old = known?.partitions[partition];
  if (known === undefined || old === undefined) return false;
  if (current.leaderEpoch <= old.leaderEpoch || !metadata.brokers.has(current.leader)) return false;
  const partitions = known.partitions.slice();
  partitions[partition] = { ...old, leader: current.leader, leaderEpoch: current.leaderEpoch };
  metadata.topics.set(topic, { ...known, partitions });
  metadata.version += 1;
  return true;
}

function takeOverTopic(metadata: ClientMetadata, topic: MetadataTopic): boolean {
  if (topic.error !== 'NONE') {
    // Retriable for the client: the topic may be about to appear, or to get its leaders.
    if (topic.error === 'UNKNOWN_TOPIC_OR_PARTITION' || topic.error === 'LEADER_NOT_AVAILABLE') metadata.updateRequested = true;
    return metadata.topics.delete(topic.name);
  }
  const known = metadata.topics.get(topic.name);
  const topicId = topic.topicId ?? null;
  const sameTopic = known !== undefined && known.topicId === topicId;
  const partitions: KnownPartition[] = [];
  let changed = !sameTopic || known.partitions.length !== topic.partitions.length;
  for (const answer of topic.partitions) {
    if (answer.leader === NO_LEADER) metadata.updateRequested = true;
    const old = sameTopic ? known.partitions[answer.partition] : undefined;
    if (old !== undefined && answer.leaderEpoch < old.leaderEpoch) {
      partitions[answer.partition] = old;
      continue;
    }
    if (old === undefined || answer.leaderEpoch > old.leaderEpoch) changed = true;
    partitions[answer.partition] = { leader: answer.leader, leaderEpoch: answer.leaderEpoch, replicas: answer.replicas };
  }
  metadata.topics.set(topic.name, { topicId, partitions });
  return changed;
}

/** The node to ask, or when one may be asked again. */
export type NodeChoice = { readonly node: NodeIndex } | { readonly node: null; readonly readyAt: TimeUs };

/**
 * The reachable broker with the fewest unanswered requests, for a request that any broker answers; a bootstrap node if no known
 * broker is reachable. Kafka: `NetworkClient.leastLoadedNode`, which also prefers connections that are open.
 */
export function leastLoadedNode<T>(ctx: RoleContext<T>, requests: RequestTable, metadata: ClientMetadata): NodeChoice {
  const known: NodeIndex[] = [];
  for (const broker of metadata.brokers.values()) known.push(broker.node);
  const first = fewestPending(ctx, requests, known);
  if (first.node !== null) return first;
  const second = fewestPending(ctx, requests, metadata.bootstrap);
  if (second.node !== null) return second;
  return { node: null, readyAt: Math.min(first.readyAt, second.readyAt) };
}

function fewestPending<T>(ctx: RoleContext<T>, requests: RequestTable, nodes: readonly NodeIndex[]): NodeChoice {
  const unanswered = new Map<NodeIndex, number>();
  for (const pending of requests.pending) {
    unanswered.set(pending.to, (unanswered.get(pending.to) ?? 0) + 1);
  }
  // Where the search starts is drawn, so that many clients do not all ask the first broker.
  const start = nodes.length > 1 ? scaleToBound(ctx.random('metadata'), nodes.length) : 0;
  let best: NodeIndex | null = null;
  let fewest = Number.MAX_SAFE_INTEGER;
  let earliest = Number.MAX_SAFE_INTEGER;
  for (let step = 0; step < nodes.length; step += 1) {
    const node = nodes[(start + step) % nodes.length] as NodeIndex;
    const at = readyAt(requests, node, CHANNEL.client);
    earliest = Math.min(earliest, at);
    const count = unanswered.get(node) ?? 0;
    if (at > ctx.now || count >= fewest) continue;
    best = node;
    fewest = count;
  }
  return best === null ? { node: null, readyAt: earliest } : { node: best };
}

/** A retry's wait after `attempts` earlier ones, with Kafka's 20 percent of jitter. */
function backoffUs<T>(ctx: RoleContext<T>, times: MetadataTimes, attempts: number): DurationUs {
  const ms = exponentialBackoffMs(
    {
      initialMs: Math.floor(times.retryBackoffUs / 1_000),
      maxMs: Math.floor(times.retryBackoffMaxUs / 1_000),
      multiplier: 2,
      jitterPermille: 200,
    },
    Math.max(0, attempts),
    ctx.random('metadataBackoff'),
  );
  return ms * 1_000;
}
