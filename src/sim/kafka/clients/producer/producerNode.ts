import type { TimeUs } from '../../../../base/flavor.ts';
import type { NodeIndex, TimerId } from '../../../kernel/types.ts';
import type { SendValue, RecordHeader } from '../../commands.ts';
import { NO_PRODUCER_ID } from '../../log/recordBatch.ts';
import { cloneRequestTable, emptyRequestTable, type RequestTable } from '../../net/requestTable.ts';
import type { RoleContext } from '../../role.ts';
import type { ProducerSpec } from '../../spec.ts';
import type { Offset } from '../../types.ts';
import { cloneClientMetadata, emptyClientMetadata, type ClientMetadata } from '../clientMetadata.ts';
import { cloneBatch, type PendingBatch } from './pendingBatch.ts';
import { emptyWorkload, type Workload } from './workload.ts';

export type ProducerTimer =
  /** Something may be ready to be sent: a linger or a backoff is over. */
  | { readonly kind: 'producerWakeup' }
  /** A delivery timeout, `max.block.ms` or the age of the metadata. */
  | { readonly kind: 'producerDeadline' }
  | { readonly kind: 'producerRate' };

export type ProducerContext = RoleContext<ProducerTimer>;

export type ProducerStatus = 'running' | 'closing' | 'closed' | 'killed';

/** One partition's batches (a deque of `RecordAccumulator` and a `TxnPartitionEntry` in one). */
export interface PartitionQueue {
  readonly partition: number;
  /** To be sent, first first. Retries are in front. */
  queue: PendingBatch[];
  /** In an unanswered request, in the order they were sent. */
  inFlight: PendingBatch[];
  /** Sent and without an outcome, queued retries included, by sequence number. */
  bySequence: PendingBatch[];
  /** Nothing may be drained while a batch is in flight (one request a connection). */
  muted: boolean;
  producerId: number;
  producerEpoch: number;
  nextSequence: number;
  /** -1: none. */
  lastAckedSequence: number;
  lastAckedOffset: Offset;
  /** Sequence number after a batch that expired with its fate unknown; null for none. */
  unresolvedSequence: number | null;
}

export interface RecordAccumulator {
  /** In the order in which they got their first record. */
  partitions: Map<number, PartitionQueue>;
  /** Partitions that have batches queued. */
  active: Set<number>;
  /** All batches without an outcome, oldest first. */
  incomplete: Set<PendingBatch>;
  freeBytes: number;
  /** The partition keyless records go to now; null before the first. */
  sticky: { partition: number; producedBytes: number } | null;
  /** Partition at which the last drain for a node ended. */
  drainIndex: Map<NodeIndex, number>;
}

/** The idempotent part of Kafka's `TransactionManager`. */
export interface Idempotence {
  readonly enabled: boolean;
  producerId: number;
  producerEpoch: number;
  requested: boolean;
  retryAt: TimeUs;
  epochBumpRequired: boolean;
  /** Partitions whose batches get new sequence numbers at the next bump. */
  toRewrite: Set<number>;
  unresolved: Set<number>;
}

/** A `send` that the application waits for, `count` records in turn. */
export interface SendCall {
  readonly key: string | null;
  /** The key's hash where it is known beforehand. */
  readonly hash: number | null;
  readonly value: SendValue;
  readonly partition: number | null;
  readonly headers: readonly RecordHeader[];
  left: number;
  /** When the record that is waiting gives up; null while none waits. */
  deadline: TimeUs | null;
  blockedBy: 'metadata' | 'buffer' | null;
}

export interface TimerSlot {
  id: TimerId | null;
  at: TimeUs;
}

/** A producer process: its application, `KafkaProducer`, its accumulator and its sender thread. */
export interface ProducerNode {
  readonly role: 'producer';
  readonly id: string;
  readonly node: NodeIndex;
  readonly spec: ProducerSpec;
  /** What it wants metadata of. */
  readonly topics: readonly string[];
  status: ProducerStatus;
  requests: RequestTable;
  metadata: ClientMetadata;
  accumulator: RecordAccumulator;
  idempotence: Idempotence;
  workload: Workload;
  /** The application is one thread: the first call is the one it waits in. */
  calls: SendCall[];
  /** Unanswered Produce requests by broker. */
  inFlightRequests: Map<NodeIndex, number>;
  /** Brokers whose connection stands, or is being tried. */
  connections: Map<NodeIndex, 'trying' | 'open'>;
  wakeup: TimerSlot;
  deadline: TimerSlot;
  counters: ProducerCounters;
}

/** Records. `sent` is the sum of the others, but for those that died with the process. */
export interface ProducerCounters {
  sent: number;
  acked: number;
  failed: number;
  /** In unanswered requests. */
  inFlight: number;
  /** Waiting to be sent, the first time or again. */
  buffered: number;
}

/** A producer before its process starts. `bootstrap` are nodes of the cluster to learn the others from. */
export function createProducer(spec: ProducerSpec, node: NodeIndex, bootstrap: readonly NodeIndex[]): ProducerNode {
  return {
    role: 'producer',
    id: spec.id,
    node,
    spec,
    topics: [spec.topic],
    status: 'running',
    requests: emptyRequestTable(),
    metadata: emptyClientMetadata(bootstrap),
    accumulator: emptyAccumulator(spec),
    idempotence: emptyIdempotence(spec),
    workload: emptyWorkload(spec),
    calls: [],
    inFlightRequests: new Map(),
    connections: new Map(),
    wakeup: { id: null, at: 0 },
    deadline: { id: null, at: 0 },
    counters: { sent: 0, acked: 0, failed: 0, inFlight: 0, buffered: 0 },
  };
}

/** The process died: everything but the numbering of records and the counts of what was settled is gone. */
export function forgetProcess(node: ProducerNode): void {
  const fresh = createProducer(node.spec, node.node, node.metadata.bootstrap);
  const { sent, acked, failed } = node.counters;
  Object.assign(node, fresh, {
    status: node.status === 'closed' ? 'closed' : 'killed',
    workload: { ...fresh.workload, nextRecord: node.workload.nextRecord, rateMilli: node.workload.rateMilli },
    counters: { sent, acked, failed, inFlight: 0, buffered: 0 },
  });
}

export function emptyPartitionQueue(partition: number): PartitionQueue {
  return {
    partition,
    queue: [],
    inFlight: [],
    bySequence: [],
    muted: false,
    producerId: NO_PRODUCER_ID,
    producerEpoch: -1,
    nextSequence: 0,
    lastAckedSequence: -1,
    lastAckedOffset: -1,
    unresolvedSequence: null,
  };
}

export function cloneProducer(node: ProducerNode): ProducerNode {
  const copies = new Map<PendingBatch, PendingBatch>();
  const copyOf = (batch: PendingBatch): PendingBatch => {
    const known = copies.get(batch);
    if (known !== undefined) return known;
    const copy = cloneBatch(batch);
    copies.set(batch, copy);
    return copy;
  };
  const { accumulator, idempotence } = node;
  const partitions = new Map<number, PartitionQueue>();
  for (const [partition, queue] of accumulator.partitions) partitions.set(partition, clonePartitionQueue(queue, copyOf));
  const incomplete = new Set<PendingBatch>();
  for (const batch of accumulator.incomplete) incomplete.add(copyOf(batch));
  return {
    ...node,
    requests: cloneRequestTable(node.requests),
    metadata: cloneClientMetadata(node.metadata),
    accumulator: {
      ...accumulator,
      partitions,
      active: new Set(accumulator.active),
      incomplete,
      sticky: accumulator.sticky === null ? null : { ...accumulator.sticky },
      drainIndex: new Map(accumulator.drainIndex),
    },
    idempotence: {
      ...idempotence,
      toRewrite: new Set(idempotence.toRewrite),
      unresolved: new Set(idempotence.unresolved),
    },
    workload: { ...node.workload },
    calls: node.calls.map((call) => ({ ...call })),
    inFlightRequests: new Map(node.inFlightRequests),
    connections: new Map(node.connections),
    wakeup: { ...node.wakeup },
    deadline: { ...node.deadline },
    counters: { ...node.counters },
  };
}

function clonePartitionQueue(queue: PartitionQueue, copyOf: (batch: PendingBatch) => PendingBatch): PartitionQueue {
  return {
    ...queue,
    queue: queue.queue.map(copyOf),
    inFlight: queue.inFlight.map(copyOf),
    bySequence: queue.bySequence.map(copyOf),
  };
}

function emptyAccumulator(spec: ProducerSpec): RecordAccumulator {
  return {
    partitions: new Map(),
    active: new Set(),
    incomplete: new Set(),
    freeBytes: spec.config.bufferMemoryBytes,
    sticky: null,
    drainIndex: new Map(),
  };
}

function emptyIdempotence(spec: ProducerSpec): Idempotence {
  return {
    enabled: spec.config.enableIdempotence,
    producerId: NO_PRODUCER_ID,
    producerEpoch: -1,
    requested: false,
    retryAt: 0,
    epochBumpRequired: false,
    toRewrite: new Set(),
    unresolved: new Set(),
  };
}
