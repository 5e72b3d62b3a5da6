import type { TimeUs } from '../../../../base/flavor.ts';
import type { RecordHeader, SendValue } from '../../commands.ts';
import { BATCH_HEADER_BYTES, recordBytes, type LogRecord } from '../../log/recordBatch.ts';
import { leaderOf, partitionCount, requestUpdate } from '../clientMetadata.ts';
import { partitionForKey } from './murmur2.ts';
import type { ProducerContext, ProducerNode, SendCall } from './producerNode.ts';
import { appendRecord } from './recordAccumulator.ts';
import { countSticky, stickyPartition } from './stickyPartition.ts';

/** What one `send` came to. `wakeup`: the sender has to look now; `linger`: a new batch waits for company. */
type SendResult = 'metadata' | 'buffer' | 'failed' | 'wakeup' | 'linger' | 'joined';

/** What a `send` of the application says. */
type Sent = Pick<SendCall, 'key' | 'hash' | 'value' | 'partition' | 'headers'>;

const GENERATED: SendValue = { kind: 'generated' };
const NO_HEADERS: readonly RecordHeader[] = [];
/** Length fields of a header's key and value at their usual small sizes. */
const HEADER_OVERHEAD_BYTES = 2;

/**
 * The application's own `send` of a generated record; `hash` is the key's, if known. While an earlier call is blocked the application
 * does not come to this, and the record never exists. Returns whether the sender has to look, or a new batch begins to linger.
 */
export function sendGenerated(node: ProducerNode, ctx: ProducerContext, key: string | null, hash: number | null): 'look' | 'linger' | 'nothing' {
  if (node.calls.length > 0) return 'nothing';
  const sent: Sent = { key, hash, value: GENERATED, partition: null, headers: NO_HEADERS };
  const result = send(node, ctx, sent);
  switch (result) {
    case 'metadata':
    case 'buffer': {
      const call: SendCall = { ...sent, left: 1, deadline: null, blockedBy: null };
      block(node, ctx, call, result);
      node.calls.push(call);
      return 'look';
    }
    case 'wakeup':
      return 'look';
    case 'linger':
      return 'linger';
    default:
      return 'nothing';
  }
}

/**
 * Goes on with the calls that wait, in order, until one blocks. A record that has waited `max.block.ms` fails. Returns whether any
 * record was appended or given up. Kafka: `KafkaProducer.doSend`.
 */
export function pumpCalls(node: ProducerNode, ctx: ProducerContext): boolean {
  let progressed = false;
  for (;;) {
    const call = node.calls[0];
    if (call === undefined) return progressed;
    if (call.deadline !== null && call.deadline <= ctx.now) {
      failRecord(node, ctx, 'TIMEOUT', call.partition ?? -1);
    } else {
      const result = send(node, ctx, call);
      if (result === 'metadata' || result === 'buffer') {
        block(node, ctx, call, result);
        return progressed;
      }
    }
    progressed = true;
    call.deadline = null;
    call.blockedBy = null;
    call.left -= 1;
    if (call.left === 0) node.calls.shift();
  }
}

function send(node: ProducerNode, ctx: ProducerContext, sent: Sent): SendResult {
  const { topic, config } = node.spec;
  const count = partitionCount(node.metadata, topic);
  if (count === null || (sent.partition !== null && sent.partition >= count)) {
    requestUpdate(node.metadata);
    return 'metadata';
  }
  const fixed = sent.partition ?? partitionByKey(node, sent, count);
  const bytes = bytesOf(node, sent);
  if (BATCH_HEADER_BYTES + bytes > Math.min(config.maxRequestSizeBytes, config.bufferMemoryBytes)) {
    failRecord(node, ctx, 'MESSAGE_TOO_LARGE', fixed ?? -1);
    return 'failed';
  }
  const partition = fixed ?? stickyPartition(node, ctx);
  const record = recordOf(node, sent, bytes, ctx.now);
  const appended = appendRecord(node, partition, record, ctx.now);
  if (appended === 'noMemory') return 'buffer';
  node.workload.nextRecord += 1;
  node.counters.sent += 1;
  node.counters.buffered += 1;
  ctx.emit({ type: 'RecordSent', topic, partition, producer: node.id, id: record.id, key: record.key });
  const isNew = appended === 'newBatch' || appended === 'newBatchFull';
  if (fixed === null) countSticky(node, ctx, isNew ? bytes + BATCH_HEADER_BYTES : bytes);
  if (appended === 'joined') return 'joined';
  const lingers = appended === 'newBatch' && config.lingerUs > 0 && leaderOf(node.metadata, topic, partition) !== null;
  return lingers ? 'linger' : 'wakeup';
}

function partitionByKey(node: ProducerNode, sent: Sent, count: number): number | null {
  if (sent.key === null || node.spec.config.partitionerIgnoreKeys) return null;
  return sent.hash === null ? partitionForKey(sent.key, count) : sent.hash % count;
}

function block(node: ProducerNode, ctx: ProducerContext, call: SendCall, reason: 'metadata' | 'buffer'): void {
  if (call.blockedBy !== reason) ctx.emit({ type: 'SendBlocked', producer: node.id, reason });
  call.blockedBy = reason;
  // One wait for both: what was spent on metadata is not there for memory.
  call.deadline ??= ctx.now + node.spec.config.maxBlockUs;
}

/** The `send` itself failed: the record never got into a batch. */
function failRecord(node: ProducerNode, ctx: ProducerContext, error: 'TIMEOUT' | 'MESSAGE_TOO_LARGE', partition: number): void {
  const id = recordId(node);
  node.workload.nextRecord += 1;
  node.counters.sent += 1;
  node.counters.failed += 1;
  ctx.emit({ type: 'BatchFailed', topic: node.spec.topic, partition, producer: node.id, error, recordIds: [id] });
}

function recordId(node: ProducerNode): string {
  return node.workload.idPrefix + node.workload.nextRecord;
}

function recordOf(node: ProducerNode, sent: Sent, bytes: number, timestamp: TimeUs): LogRecord {
  const record = { id: recordId(node), key: sent.key, value: valueOf(node, sent.value), timestamp, bytes };
  return sent.headers.length === 0 ? record : { ...record, headers: sent.headers };
}

function valueOf(node: ProducerNode, value: SendValue): string | null {
  switch (value.kind) {
    case 'generated':
      return node.workload.valuePrefix + node.workload.nextRecord;
    case 'text':
      return value.text;
    case 'tombstone':
      return null;
  }
}

function bytesOf(node: ProducerNode, sent: Sent): number {
  const { value } = sent;
  const valueBytes = value.kind === 'generated' ? node.spec.valueBytes : value.kind === 'text' ? value.text.length : 0;
  let bytes = recordBytes(sent.key, valueBytes);
  for (const header of sent.headers) bytes += HEADER_OVERHEAD_BYTES + header.key.length + header.value.length;
  return bytes;
}
