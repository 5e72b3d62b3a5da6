import { assert } from '../../base/assert.ts';

/** One event of a run, in a few words. */
export interface KnownEvent {
  readonly seq: number;
  readonly at: number;
  /** Sequence number of the event that was handled when this one was scheduled; -1 for none. */
  readonly cause: number;
  /** Index of the node that handled it; -1 for a command. */
  readonly node: number;
  /** Of a message, the node that sent it, and when; else -1. */
  readonly from: number;
  readonly sentAt: number;
  /** `Fetch`, `FetchResponse`, `timer isrExpiration`, `command killBroker`, `start`. */
  readonly label: string;
}

/**
 * The events of a run by sequence number: some 30 bytes each, in columns that grow. Sequence numbers of what never happened (timers
 * that were cancelled) take the space, too.
 */
export interface EventTable {
  at: Float64Array;
  sentAt: Float64Array;
  cause: Int32Array;
  node: Int16Array;
  from: Int16Array;
  label: Uint16Array;
  /** Sequence numbers in the order in which the events happened. */
  order: Int32Array;
  /** Of each event in that order: the first number that was still free after it. Messages are numbered as they are sent. */
  free: Int32Array;
  count: number;
  readonly labels: string[];
  readonly labelIds: Map<string, number>;
}

const NEVER = -1;
const FIRST_SIZE = 4096;

export function emptyEventTable(): EventTable {
  return {
    at: new Float64Array(FIRST_SIZE).fill(NEVER),
    sentAt: new Float64Array(FIRST_SIZE),
    cause: new Int32Array(FIRST_SIZE),
    node: new Int16Array(FIRST_SIZE),
    from: new Int16Array(FIRST_SIZE),
    label: new Uint16Array(FIRST_SIZE),
    order: new Int32Array(FIRST_SIZE),
    free: new Int32Array(FIRST_SIZE),
    count: 0,
    labels: [],
    labelIds: new Map(),
  };
}

export function addEvent(table: EventTable, event: KnownEvent, free: number): void {
  const { seq } = event;
  assert(seq >= 0, 'events are numbered from 0');
  if (seq >= table.at.length) widen(table, seq + 1);
  if (table.count >= table.order.length) {
    table.order = grown(table.order, new Int32Array(table.order.length * 2));
    table.free = grown(table.free, new Int32Array(table.free.length * 2));
  }
  table.at[seq] = event.at;
  table.sentAt[seq] = event.sentAt;
  table.cause[seq] = event.cause;
  table.node[seq] = event.node;
  table.from[seq] = event.from;
  table.label[seq] = labelId(table, event.label);
  table.order[table.count] = seq;
  table.free[table.count] = free;
  table.count += 1;
}

/** The event, or null when none of that number has happened. */
export function eventAt(table: EventTable, seq: number): KnownEvent | null {
  const at = table.at[seq];
  if (seq < 0 || at === undefined || at === NEVER) return null;
  return {
    seq,
    at,
    cause: table.cause[seq] as number,
    node: table.node[seq] as number,
    from: table.from[seq] as number,
    sentAt: table.sentAt[seq] as number,
    label: table.labels[table.label[seq] as number] ?? '',
  };
}

/** The event that sent the message of that number; null when it has not happened in what is known. */
export function senderOf(table: EventTable, message: number): KnownEvent | null {
  let low = 0;
  let high = table.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table.free[middle] as number) <= message) low = middle + 1;
    else high = middle;
  }
  return low < table.count ? eventAt(table, table.order[low] as number) : null;
}

/** The latest message of that label between two nodes that arrived before a time. */
export function lastMessage(table: EventTable, label: string, from: number, to: number, before: number): KnownEvent | null {
  const id = table.labelIds.get(label);
  if (id === undefined) return null;
  for (let index = table.count - 1; index >= 0; index -= 1) {
    const seq = table.order[index] as number;
    if (table.label[seq] !== id || table.from[seq] !== from || table.node[seq] !== to) continue;
    if ((table.at[seq] as number) < before) return eventAt(table, seq);
  }
  return null;
}

function labelId(table: EventTable, label: string): number {
  const known = table.labelIds.get(label);
  if (known !== undefined) return known;
  const id = table.labels.push(label) - 1;
  table.labelIds.set(label, id);
  return id;
}

function widen(table: EventTable, least: number): void {
  const size = Math.max(table.at.length * 2, least);
  const known = table.at.length;
  table.at = grown(table.at, new Float64Array(size));
  table.at.fill(NEVER, known);
  table.sentAt = grown(table.sentAt, new Float64Array(size));
  table.cause = grown(table.cause, new Int32Array(size));
  table.node = grown(table.node, new Int16Array(size));
  table.from = grown(table.from, new Int16Array(size));
  table.label = grown(table.label, new Uint16Array(size));
}

function grown<A extends Float64Array | Int32Array | Int16Array | Uint16Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}
