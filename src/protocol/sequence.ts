import type { TimeUs } from '../base/flavor.ts';
import type { FactView } from '../sim/index.ts';
import type { MessageCategory } from './views.ts';

export { MESSAGE_KINDS } from '../base/messageKinds.ts';

/** What is asked about a stretch of time of the current branch. */
export interface SequenceQuestion {
  readonly from: TimeUs;
  readonly to: TimeUs;
  readonly kinds: readonly MessageCategory[];
  /** Messages that are told whatever their kind, by the events in which they came: those of a chain of causes. */
  readonly events: readonly number[];
  /** More messages than this are told as numbers and not one by one. */
  readonly most: number;
}

/** All that passed between nodes in a stretch of time that is known, and what they did. */
export interface SequenceStretch {
  readonly from: TimeUs;
  /** As far as it was asked for, or as time is known. */
  readonly to: TimeUs;
  readonly nodes: readonly SequenceNode[];
  /** By when they were sent; empty when there are too many. */
  readonly messages: readonly SequenceMessage[];
  /** In place of the messages where there are too many. */
  readonly crowd: SequenceCrowd | null;
  /** Messages of each kind, those that were not asked for included. */
  readonly counts: Readonly<Record<MessageCategory, number>>;
  readonly ticks: readonly SequenceTick[];
  readonly facts: readonly FactView[];
}

export type NodeFamily = 'controllers' | 'brokers' | 'producers' | 'groups' | 'others';

export interface SequenceNode {
  /** Also its key among entities: `broker-1`, `consumer:c1`. */
  readonly name: string;
  readonly family: NodeFamily;
  /** Of a consumer; else null. */
  readonly group: string | null;
  /** When its process ran, or was paused: in order, without overlap. It was not there in between. `to` null: to the end of what is told. */
  readonly spans: readonly { readonly from: TimeUs; readonly to: TimeUs | null; readonly paused: boolean }[];
}

export interface SequenceMessage {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly api: string;
  readonly isResponse: boolean;
  readonly kind: MessageCategory;
  /** Of its first record; -1 keyless, null without records. */
  readonly hue: number | null;
  readonly bytes: number;
  /** When it was given to the connection, when it left, when it came or will come; null for what did not happen. */
  readonly sentAt: TimeUs;
  readonly leftAt: TimeUs | null;
  readonly arrivesAt: TimeUs | null;
  /** When its node took it up: later than it came where that was paused or busy. */
  readonly handledAt: TimeUs | null;
  /**
   * `waits` for another before it or because it is held; `lost` on the way, to be sent again; `dropped`: its connection was over; `pending`: it
   * is there and has not been taken up.
   */
  readonly fate: 'waits' | 'travels' | 'lost' | 'dropped' | 'pending' | 'handled';
  /** When that was decided for one that came to nothing. */
  readonly endedAt: TimeUs | null;
  /** It is held on purpose, or was. */
  readonly held: boolean;
  /** 1, or more when it was sent again. */
  readonly attempt: number;
  /** Error codes that it brings. */
  readonly errors: readonly string[];
  /** The same for a request and its response. */
  readonly exchange: string | null;
  /** Sequence numbers of the events in which it came and was taken up: how reasons know it. */
  readonly events: readonly number[];
  /** What it carries, in a few lines. */
  readonly about: readonly string[];
}

/** Messages by node and time: `counts[index]` of those that a node sent or got between `from + index * binUs` and one bin later. */
export interface SequenceCrowd {
  readonly binUs: number;
  readonly total: number;
  readonly rows: readonly { readonly node: string; readonly kind: MessageCategory; readonly counts: readonly number[] }[];
}

/** A timer that went off. */
export interface SequenceTick {
  readonly node: string;
  readonly at: TimeUs;
  readonly label: string;
  readonly event: number;
}

/** How reasons know a message: until it has come by its own number, then by that of the event in which it came. */
export function messageId({ key, events, arrivesAt, endedAt }: SequenceMessage, now: number): number {
  const [event] = events;
  return event !== undefined && (arrivesAt ?? endedAt ?? Infinity) <= now ? event : Number(key.slice(0, key.indexOf('.')));
}
