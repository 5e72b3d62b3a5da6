import { arrowOf, spanOf, type Arrow } from '../../scene/sequence/arrows.ts';
import { AXIS_WIDTH, type SequenceLanes } from '../../scene/sequence/lanes.ts';
import type { LifeView } from '../../store/following.ts';
import { factLevel, type BecauseLink, type FactView, type SequenceStretch, type SequenceTick } from '../../store/facts.ts';
import type { Band } from './useBand.ts';

/** Something in the diagram that one can point at. */
export type Item =
  | { readonly kind: 'message'; readonly key: string; readonly at: number; readonly x: number; readonly arrow: Arrow }
  | { readonly kind: 'fact'; readonly key: string; readonly at: number; readonly x: number; readonly view: FactView }
  | { readonly kind: 'tick'; readonly key: string; readonly at: number; readonly x: number; readonly tick: SequenceTick };

export interface Items {
  readonly arrows: readonly Arrow[];
  readonly facts: readonly { readonly x: number; readonly view: FactView }[];
  readonly ticks: readonly { readonly x: number; readonly tick: SequenceTick }[];
  /** All of them, by time and then from left to right. */
  readonly inOrder: readonly Item[];
  /** Messages within a folded family. */
  readonly inside: number;
}

/** Where what nobody on a line did is marked: at the times. */
const AXIS_X = AXIS_WIDTH - 7;

/** What of a stretch is drawn, with its place. Nothing beyond `knownTo`: the run may have gone elsewhere since it was told. */
export function itemsOf(stretch: SequenceStretch, { xOf }: SequenceLanes, band: Band, knownTo: number, showTimers: boolean): Items {
  const within = (from: number, to: number): boolean => from <= band.to && to >= band.from && from <= knownTo;
  const arrows: Arrow[] = [];
  let inside = 0;
  for (const message of stretch.messages) {
    const arrow = arrowOf(message, xOf);
    if (arrow === null) inside += 1;
    else if (within(spanOf(arrow).from, spanOf(arrow).to)) arrows.push(arrow);
  }
  const facts = stretch.facts.filter((view) => isMarked(view) && within(view.at, view.at)).map((view) => ({ x: xOf.get(placeOf(view)) ?? AXIS_X, view }));
  const ticks = showTimers ? stretch.ticks.filter(({ at, node }) => within(at, at) && xOf.has(node)).map((tick) => ({ x: xOf.get(tick.node) ?? 0, tick })) : [];
  const inOrder: Item[] = [
    ...arrows.map((arrow): Item => ({ kind: 'message', key: arrow.message.key, at: arrow.message.sentAt, x: arrow.fromX, arrow })),
    ...facts.map(({ x, view }): Item => ({ kind: 'fact', key: `fact ${view.seq}`, at: view.at, x, view })),
    ...ticks.map(({ x, tick }): Item => ({ kind: 'tick', key: `tick ${tick.event}`, at: tick.at, x, tick })),
  ].toSorted((a, b) => a.at - b.at || a.x - b.x);
  return { arrows, facts, ticks, inOrder, inside };
}

/** What is worth a mark: what one is told of, and changes of who is in sync. */
function isMarked({ fact }: FactView): boolean {
  return factLevel(fact) === 'notable' || fact.type === 'IsrChangeProposed' || fact.type === 'BrokerRegistered';
}

/** The line that a fact belongs to. */
function placeOf({ node, fact }: FactView): string {
  return node !== '' ? node : 'from' in fact && typeof fact.from === 'string' ? fact.from : 'place' in fact ? fact.place : '';
}

/** The messages and facts of a chain of causes, or of what happened to a record. */
export interface Lit {
  readonly of: 'causes' | 'life';
  readonly events: ReadonlySet<number>;
  readonly facts: ReadonlySet<number>;
  readonly from: number;
  readonly to: number;
}

export function litBy(chain: BecauseLink): Lit {
  const [events, facts] = [new Set<number>(), new Set<number>()];
  let [from, to] = [chain.at, chain.at];
  const look = ({ kind, at, fact, event, messages, because }: BecauseLink): void => {
    if (fact !== null) facts.add(fact);
    if (event !== null) events.add(event);
    if (kind !== 'setting' && kind !== 'state') [from, to] = [Math.min(from, at), Math.max(to, at)];
    for (const message of messages) {
      events.add(message.event);
      [from, to] = [Math.min(from, message.sentAt), Math.max(to, message.arrivedAt ?? message.sentAt)];
    }
    because.forEach(look);
  };
  look(chain);
  return { of: 'causes', events, facts, from, to };
}

/** A message is of a record's life where its coming, or its being taken up, was a step of it. */
export function litByLife(steps: readonly LifeView[]): Lit {
  const times = steps.map(({ at }) => at);
  return { of: 'life', events: new Set(steps.map(({ event }) => event)), facts: new Set(steps.flatMap(({ fact }) => fact ?? [])), from: Math.min(...times), to: Math.max(...times) };
}
