import type { TimeUs } from '../../base/flavor.ts';
import { closeEnd, connectionTo, transmit } from './network.ts';
import { createStream, nextUint32 } from './rng.ts';
import { nodeAt, schedule, takeSeq, type Runtime } from './runtime.ts';
import { PHASE, type NodeContext, type NodeIndex } from './types.ts';
import { scheduleLifecycle } from './world.ts';

/** One context a node, made when first asked for. To be asked for anew in each event: that is when its clock is set. */
export interface Contexts<M, T, F> {
  readonly of: (node: NodeIndex) => NodeContext<M, T, F>;
}

/** A plain field and no getter: objects with one are slow to use, and every handler uses its context often. */
type Context<M, T, F> = NodeContext<M, T, F> & { now: TimeUs };

export function nodeContexts<S, M, T, C, F>(sim: Runtime<S, M, T, C, F>): Contexts<M, T, F> {
  const made: Context<M, T, F>[] = [];
  return {
    of: (node) => {
      const known = made[node];
      if (known === undefined) {
        const context = createContext(sim, node);
        made[node] = context;
        return context;
      }
      known.now = sim.state.now;
      return known;
    },
  };
}

function createContext<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  self: NodeIndex,
): Context<M, T, F> {
  return {
    self,
    now: sim.state.now,
    send(to, channel, body, bytes) {
      const connection = connectionTo(sim, self, to, channel);
      transmit(sim, connection, true, body, bytes);
      return connection.id;
    },
    reply(id, body, bytes) {
      const connection = sim.state.network.connections.get(id);
      if (connection?.serverOpen !== true || connection.server !== self) return;
      transmit(sim, connection, false, body, bytes);
    },
    disconnect(id) {
      const connection = sim.state.network.connections.get(id);
      if (connection === undefined) return;
      const open = connection.client === self ? connection.clientOpen : connection.serverOpen;
      if (open) closeEnd(sim, connection, self);
    },
    setTimer(delayUs, timer) {
      const seq = takeSeq(sim);
      schedule(sim, {
        at: sim.state.now + Math.max(0, delayUs),
        phase: PHASE.timer,
        seq,
        cause: sim.handling,
        node: self,
        incarnation: nodeAt(sim, self).incarnation,
        kind: 'timer',
        payload: timer,
      });
      return seq;
    },
    cancelTimer(id) {
      sim.state.cancelled.add(id);
    },
    random(stream) {
      const node = nodeAt(sim, self);
      let rng = node.streams.get(stream);
      if (rng === undefined) {
        rng = createStream(sim.state.seed, `${node.name} ${stream}`);
        node.streams.set(stream, rng);
      }
      return nextUint32(rng);
    },
    emit(fact) {
      const seq = sim.state.nextFactSeq;
      sim.state.nextFactSeq += 1;
      sim.facts.push({ seq, at: sim.state.now, cause: sim.handling, node: self, fact });
    },
    exit() {
      scheduleLifecycle(sim, self, 'exit', 0);
    },
  };
}
