import type { Command } from '../kafka/commands.ts';
import type { FactView } from '../kafka/factView.ts';
import type { Fact, FactType } from '../kafka/facts.ts';
import { eventAt, lastMessage, type KnownEvent } from './eventTable.ts';
import type { Recording } from './recording.ts';

export type FactOf<Type extends FactType, All = Fact> = All extends { readonly type: infer Own } ? (Type extends Own ? All : never) : never;

/** A fact of known type, with where and when. */
export type Told<Type extends FactType> = FactView & { readonly fact: FactOf<Type> };

/** Up to where somebody looks back. */
export type Before = Pick<FactView, 'seq' | 'at'>;

/** The latest fact of a type before another one that meets a condition. */
export function latest<Type extends FactType>(
  past: Recording,
  type: Type,
  before: Before,
  meets: (fact: FactOf<Type>, view: FactView) => boolean = () => true,
): Told<Type> | null {
  const views = past.byType.get(type) ?? [];
  for (let index = firstFrom(views, before.seq) - 1; index >= 0; index -= 1) {
    const view = views[index] as FactView;
    if (meets(view.fact as FactOf<Type>, view)) return view as Told<Type>;
  }
  return null;
}

/** The first fact of a type before another one that meets a condition. */
export function first<Type extends FactType>(past: Recording, type: Type, before: Before, meets: (fact: FactOf<Type>, view: FactView) => boolean): Told<Type> | null {
  const found = (past.byType.get(type) ?? []).find((view) => view.seq < before.seq && meets(view.fact as FactOf<Type>, view));
  return (found ?? null) as Told<Type> | null;
}

/** Of several facts the one that is told first; nulls do not count. */
export function earliestOf(...views: readonly (FactView | null)[]): FactView | null {
  let found: FactView | null = null;
  for (const view of views) {
    if (view !== null && (found === null || view.seq < found.seq)) found = view;
  }
  return found;
}

/** Of several facts the one that is told last; nulls do not count. */
export function latestOf(...views: readonly (FactView | null)[]): FactView | null {
  let found: FactView | null = null;
  for (const view of views) {
    if (view !== null && (found === null || view.seq > found.seq)) found = view;
  }
  return found;
}

/** A moment to look back from: as a fact that comes after all that was told up to a time. */
export function moment(past: Recording, at: number): FactView {
  let low = 0;
  let high = past.facts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((past.facts[middle] as FactView).at <= at) low = middle + 1;
    else high = middle;
  }
  const last = past.facts[low - 1];
  return { seq: last === undefined ? 0 : last.seq + 0.5, at, cause: -1, node: '', fact: { type: 'NodeStarted' } };
}

/** A fact that the same event made true. */
export function together<Type extends FactType>(
  past: Recording,
  type: Type,
  view: Pick<FactView, 'cause' | 'seq'>,
  meets: (fact: FactOf<Type>) => boolean = () => true,
): Told<Type> | null {
  const found = (past.byEvent.get(view.cause) ?? []).find(({ fact, seq }) => seq !== view.seq && fact.type === type && meets(fact as FactOf<Type>));
  return (found ?? null) as Told<Type> | null;
}

/** The latest command before a time that meets a condition. */
export function latestCommand<Kind extends Command['kind']>(
  past: Recording,
  kind: Kind,
  before: number,
  meets: (command: Extract<Command, { kind: Kind }>) => boolean = () => true,
): KnownEvent | null {
  let found: KnownEvent | null = null;
  for (const [seq, command] of past.commands) {
    if (command.kind !== kind || !meets(command as Extract<Command, { kind: Kind }>)) continue;
    const event = eventAt(past.events, seq);
    if (event !== null && event.at <= before) found = event;
  }
  return found;
}

/** The latest message between two nodes, by their names, that arrived before a time. */
export function messageBefore(past: Recording, label: string, from: string, to: string, before: number): KnownEvent | null {
  const sender = past.nodes.indexOf(from);
  const receiver = past.nodes.indexOf(to);
  return sender < 0 || receiver < 0 ? null : lastMessage(past.events, label, sender, receiver, before);
}

/** The event and what caused it, back to what nothing in the run caused; at most so many. */
export function causesOf(past: Recording, seq: number, most: number): KnownEvent[] {
  const events: KnownEvent[] = [];
  for (let at = seq; events.length < most; ) {
    const event = eventAt(past.events, at);
    if (event === null) return events;
    events.push(event);
    at = event.cause;
  }
  return events;
}

export function samePartition(one: { readonly topic: string; readonly partition: number }): (other: { readonly topic: string; readonly partition: number }) => boolean {
  return ({ topic, partition }) => topic === one.topic && partition === one.partition;
}

function firstFrom(views: readonly FactView[], seq: number): number {
  let low = 0;
  let high = views.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((views[middle] as FactView).seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
