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

const GENERATED: SendValue = { kind: 'generated' };
const NO_HEADERS: readonly RecordHeader[] = [];
/** Length fields of a header's key and value at their usual small sizes. */
const HEADER_OVERHEAD_BYTES = 2;

/**
 * The application's own `send` of a generated record. While an earlier call is blocked the application does not come to this, and
 * the record never exists. Returns whether the sender has to look, and by when a new batch is to be sent.
 */
export function sendGenerated(node: ProducerNode, ctx: ProducerContext, key: string | null): 'look' | 'linger' | 'nothing' {
  if (node.calls.length > 0) return 'nothing';
  const call: SendCall = {
    key,
    value: GENERATED,
    partition: null,
    headers: NO_HEADERS,
    left: 1,
    deadline: null,
    blockedBy: null,
  };
  const result = send(node, ctx, call);
  switch (result) {
    case 'metadata':
    case 'buffer':
      block(node, ctx, call, result);
      node.calls.push(call);
      return 'look';
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
      failRecord(node, ctx, takeRecordId(node), 'TIMEOUT', call.partition ?? -1);
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

function send(node: ProducerNode, ctx: ProducerContext, call: SendCall): SendResult {
  const { spec, counters } = node;
  const { topic, config } = spec;
  const count = partitionCount(node.metadata, topic);
  if (count === null || (call.partition !== null && call.partition >= count)) {
    requestUpdate(node.metadata);
    return 'metadata';
  }
  const bytes = bytesOf(node, call);
  const largest = Math.min(config.maxRequestSizeBytes, config.bufferMemoryBytes);
  const useKey = call.key !== null && !config.partitionerIgnoreKeys;
  const fixed = call.partition ?? (useKey && call.key !== null ? partitionForKey(call.key, count) : null);
  if (BATCH_HEADER_BYTES + bytes > largest) {
    failRecord(node, ctx, takeRecordId(node), 'MESSAGE_TOO_LARGE', fixed ?? -1);
    return 'failed';
  }
  const partition = fixed ?? stickyPartition(node, ctx);
  const record = recordOf(node, call, bytes, ctx.now);
  const appended = appendRecord(node, partition, record, ctx.now);
  if (appended.kind === 'noMemory') return 'buffer';
  node.workload.nextRecord += 1;
  counters.sent += 1;
  counters.buffered += 1;
  ctx.emit({ type: 'RecordSent', topic, partition, producer: node.id, id: record.id, key: record.key });
  if (fixed === null) countSticky(node, ctx, appended.bytes);
  if (appended.full) return 'wakeup';
  if (!appended.newBatch) return 'joined';
  return config.lingerUs === 0 || leaderOf(node.metadata, topic, partition) === null ? 'wakeup' : 'linger';
}

function block(node: ProducerNode, ctx: ProducerContext, call: SendCall, reason: 'metadata' | 'buffer'): void {
  if (call.blockedBy !== reason) ctx.emit({ type: 'SendBlocked', producer: node.id, reason });
  call.blockedBy = reason;
  // One wait for both: what was spent on metadata is not there for memory.
  call.deadline ??= ctx.now + node.spec.config.maxBlockUs;
}

function failRecord(node: ProducerNode, ctx: ProducerContext, id: string, error: 'TIMEOUT' | 'MESSAGE_TOO_LARGE', partition: number): void {
  node.counters.sent += 1;
  node.counters.failed += 1;
  ctx.emit({ type: 'BatchFailed', topic: node.spec.topic, partition, producer: node.id, error, recordIds: [id] });
}

function takeRecordId(node: ProducerNode): string {
  const id = recordId(node);
  node.workload.nextRecord += 1;
  return id;
}

function recordId(node: ProducerNode): string {
  return `${node.id}:${node.workload.nextRecord}`;
}

function recordOf(node: ProducerNode, call: SendCall, bytes: number, timestamp: TimeUs): LogRecord {
  const record = { id: recordId(node), key: call.key, value: valueOf(node, call.value), timestamp, bytes };
  return call.headers.length === 0 ? record : { ...record, headers: call.headers };
}

function valueOf(node: ProducerNode, value: SendValue): string | null {
  switch (value.kind) {
    case 'generated':
      return `${node.id} #${node.workload.nextRecord}`;
    case 'text':
      return value.text;
    case 'tombstone':
      return null;
  }
}

function bytesOf(node: ProducerNode, call: SendCall): number {
  const { value } = call;
  const valueBytes = value.kind === 'generated' ? node.spec.valueBytes : value.kind === 'text' ? value.text.length : 0;
  let bytes = recordBytes(call.key, valueBytes);
  for (const header of call.headers) bytes += HEADER_OVERHEAD_BYTES + header.key.length + header.value.length;
  return bytes;
}
