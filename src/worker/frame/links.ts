import { US_PER_SECOND } from '../../base/flavor.ts';
import type { LinkView } from '../../protocol/views.ts';
import { brokenConnectionsOf, type KafkaSimulation, type Message, type WaitingEnvelope } from '../../sim/index.ts';

/** A connection that broke is told of for this long after it may be tried again. Who tries has an answer or a new failure by then. */
const TOLD_US = 2 * US_PER_SECOND;
/** As in the kernel's keys of links. */
const MAX_NODES = 1024;

/** Directed links that are not as they should be: cut, with messages held, or with a connection that broke. */
export function linkViews(sim: KafkaSimulation, waiting: readonly WaitingEnvelope<Message>[]): LinkView[] {
  const held = heldByLink(waiting);
  const broken = brokenByLink(sim);
  const views: LinkView[] = [];
  for (const [key, { cut, hold }] of sim.state.network.links) {
    const stopped = held.get(key) ?? 0;
    const failure = broken.get(key) ?? null;
    broken.delete(key);
    if (cut || stopped > 0 || hold !== null || failure !== null) views.push(viewOf(sim, key, cut, stopped, hold, failure));
  }
  for (const [key, failure] of broken) views.push(viewOf(sim, key, false, 0, null, failure));
  return views;
}

type Hold = { readonly label: string | null; readonly left: number | null } | null;

function viewOf(sim: KafkaSimulation, key: number, cut: boolean, held: number, hold: Hold, broken: LinkView['broken']): LinkView {
  const from = sim.state.nodes[Math.floor(key / MAX_NODES)]?.name ?? '';
  const to = sim.state.nodes[key % MAX_NODES]?.name ?? '';
  return { key: `${from}>${to}`, from, to, cut, held, hold: hold === null ? null : { api: hold.label, left: hold.left }, broken };
}

function heldByLink(waiting: readonly WaitingEnvelope<Message>[]): Map<number, number> {
  const held = new Map<number, number>();
  for (const { envelope, reason } of waiting) {
    if (reason === 'lost') continue;
    const key = envelope.from * MAX_NODES + envelope.to;
    held.set(key, (held.get(key) ?? 0) + 1);
  }
  return held;
}

function brokenByLink(sim: KafkaSimulation): Map<number, NonNullable<LinkView['broken']>> {
  const broken = new Map<number, NonNullable<LinkView['broken']>>();
  sim.state.nodes.forEach(({ status }, from) => {
    if (status === 'dead') return;
    for (const { to, failures, until, timedOut } of brokenConnectionsOf(sim, from)) {
      if (sim.state.now < until + TOLD_US) broken.set(from * MAX_NODES + to, { times: failures, timedOut });
    }
  });
  return broken;
}
