import type { DurationUs } from '../../base/flavor.ts';
import type { Message } from './protocol/messages.ts';

/** Processor time of any request or response, and of a byte written to or read from the log. */
const MESSAGE_CPU_US = 50;
const DISK_SEEK_US = 200;
const DISK_US_PER_KIB = 5;

/**
 * What a message costs the node that gets it, at normal speed. Normal nodes are not slowed by it; `slowNode` factors
 * multiply it. Our numbers, of the order of a small server with a spinning disk; Kafka defines none.
 */
export function serviceUs(message: Message): { readonly cpuUs: DurationUs; readonly diskUs: DurationUs } {
  return { cpuUs: MESSAGE_CPU_US, diskUs: diskUs(message) };
}

function diskUs(message: Message): DurationUs {
  let bytes = 0;
  if (message.type === 'request' && message.request.api === 'Produce') {
    for (const partition of message.request.partitions) bytes += partition.batch.bytes;
  } else if (message.type === 'response' && message.response.api === 'Fetch') {
    for (const partition of message.response.partitions) {
      for (const batch of partition.batches) bytes += batch.bytes;
    }
  }
  return bytes === 0 ? 0 : DISK_SEEK_US + Math.ceil((bytes * DISK_US_PER_KIB) / 1024);
}
