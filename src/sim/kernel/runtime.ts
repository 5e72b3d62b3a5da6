import { assert } from '../../base/assert.ts';
import type { Envelope } from './networkTypes.ts';
import type { FactRecord, KernelEvent, KernelState, Model, NodeIndex, NodeState } from './types.ts';
import { pushEvent } from './eventQueue.ts';
import type { WireTap } from './wireTap.ts';

/** A run in progress: its two states, the rules, and what the current event is. */
export interface Runtime<S, M, T, C, F> {
  readonly model: Model<S, M, T, C, F>;
  state: KernelState<M, T, C>;
  world: S;
  /** Sequence number of the event being handled, or NO_CAUSE between events. */
  handling: number;
  /** Facts since they were last taken. Output, not state: a checkpoint does not hold them. */
  facts: FactRecord<F>[];
  /** Messages since they were last taken, for an onlooker who times them; null while there is none. Output, as facts are. */
  sent: Envelope<M>[] | null;
  /** Null where nobody listens, as in every run that is only played. */
  tap: WireTap<M> | null;
}

export function takeSeq<S, M, T, C, F>(sim: Runtime<S, M, T, C, F>): number {
  const seq = sim.state.nextSeq;
  sim.state.nextSeq += 1;
  return seq;
}

export function schedule<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  event: KernelEvent<M, T, C>,
): void {
  pushEvent(sim.state.queue, event);
}

export function nodeAt<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  index: NodeIndex,
): NodeState<M, T, C> {
  const node = sim.state.nodes[index];
  assert(node !== undefined, 'no node has that index');
  return node;
}
