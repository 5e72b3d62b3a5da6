import { formatDuration } from '../../../base/units.ts';
import { nameInWords } from '../../../words/narration/names.ts';
import * as words from '../../../words/why/nodes.ts';
import type { Command } from '../../kafka/commands.ts';
import type { FactView } from '../../kafka/factView.ts';
import { because, byCommand, byTroubles, firstOf, followEvents, NOTHING, type Antecedent, type RuleFamily } from '../antecedent.ts';
import { latest, latestCommand, latestOf, messageBefore } from '../past.ts';
import type { Recording } from '../recording.ts';
import { metadataServers, troublesBetween, troublesOfNode, troublesOfTalk, troublesSince, troublesWithAny } from '../troubles.ts';

/** What requests wait with Kafka's defaults: request.timeout.ms and replica.socket.timeout.ms, and the quorum's own. */
const WAIT_US = 30_000_000;
const QUORUM_WAIT_US = 2_000_000;
const OF_QUORUM: ReadonlySet<string> = new Set(['RaftFetch', 'FetchSnapshot', 'Vote', 'BeginQuorumEpoch', 'EndQuorumEpoch', 'UpdateRaftVoter']);
/** A request is sent, and given up, a little later than it was thought of. */
const SLACK_US = 500_000;

/** Machines, wires, and requests that came to nothing. Most of them are what a person or a script did. */
export const NODE_RULES = {
  NodeStarted: followEvents,
  NodeKilled: followEvents,
  NodePaused: followEvents,
  NodeResumed: followEvents,
  NodeSlowed: followEvents,
  DiskWiped: followEvents,
  LinkCut: followEvents,
  LinkHealed: followEvents,
  LinkHeld: followEvents,
  LinkReleased: followEvents,
  CommandRefused: (view, past) => {
    const command = past.commands.get(view.cause);
    const node = command === undefined ? null : targetOf(command);
    return [...byCommand({ seq: view.cause }, null), ...(node === null ? NOTHING : byTroubles(troublesOfNode(past, node, view), words.soNotDone))];
  },
  NodeHalted: (view, past) =>
    byTroubles(troublesWithAny(past, view.node, metadataServers(past), view), words.soHalted),
  RequestTimedOut: (view, past) => {
    const { to, api } = view.fact;
    return firstOf(
      () => byTroubles(troublesOfTalk(past, view.node, to, view, api), (trouble) => words.soUnanswered(trouble, api, nameInWords(to))),
      () => byTroubles(troublesSince(past, view.node, to, view, view.at - waitUs(past, view.node, api) - SLACK_US), (trouble) => words.soUnanswered(trouble, api, nameInWords(to))),
      () => byTroubles(troublesSince(past, view.node, to, view, view.at - WAIT_US), (trouble) => words.soUnanswered(trouble, api, nameInWords(to))),
      () => (api === 'Produce' ? unreplicated(view, past, to) : NOTHING),
    );
  },
  ConnectionLost: (view, past) => {
    const { to, api } = view.fact;
    const died = latestOf(
      latest(past, 'NodeKilled', view, (_, other) => other.node === to),
      latest(past, 'NodeHalted', view, (_, other) => other.node === to),
      latest(past, 'BrokerStateChanged', view, (fact, other) => other.node === to && fact.state === 'stopped'),
    );
    return firstOf(
      () => because(died, words.wasGone(nameInWords(to), api)),
      () => byTroubles(troublesBetween(past, view.node, to, view), (trouble) => words.soConnectionBroke(trouble, api)),
    );
  },
  BrokerStateChanged: (view, past) => {
    const { broker, state } = view.fact;
    const here = (_: unknown, other: { readonly node: string }): boolean => other.node === view.node;
    switch (state) {
      case 'shutting-down':
        return byCommand(latestCommand(past, 'shutdownBroker', view.at, (command) => command.broker === broker), words.toldToShutDown);
      case 'stopped':
        return because(
          latest(past, 'BrokerStateChanged', view, (fact, other) => here(fact, other) && fact.state === 'shutting-down'),
          words.allHandedOver,
        );
      default:
        return because(latest(past, 'NodeStarted', view, here), words.onItsWayUp(formatDuration(view.at)));
    }
  },
} satisfies RuleFamily;

/** The node that a command is for, by name; null where it is for none or for several. */
function targetOf(command: Command): string | null {
  if ('broker' in command) return typeof command.broker === 'number' ? `broker-${command.broker}` : null;
  if ('controller' in command) return typeof command.controller === 'number' ? `controller-${command.controller}` : null;
  if ('node' in command) return command.node;
  if ('producer' in command) return typeof command.producer === 'string' ? `producer:${command.producer}` : null;
  if ('consumer' in command) return typeof command.consumer === 'string' ? `consumer:${command.consumer}` : null;
  return command.kind === 'seek' && command.target.kind === 'consumer' ? `consumer:${command.target.consumer}` : null;
}

/** How long a node waits for an answer of that kind, as the document has it. */
function waitUs({ spec }: Recording, node: string, api: string): number {
  const of = (overrides: Readonly<Record<string, unknown>> | undefined, name: string): number | null => {
    const value = overrides?.[name];
    return typeof value === 'number' ? value * 1_000 : null;
  };
  if (OF_QUORUM.has(api)) return of(spec.clusterOverrides, 'controller.quorum.request.timeout.ms') ?? QUORUM_WAIT_US;
  const client = spec.producers.find(({ id }) => node === `producer:${id}`) ?? spec.consumers.find(({ id }) => node === `consumer:${id}`);
  if (client !== undefined) return of(client.overrides, 'request.timeout.ms') ?? WAIT_US;
  return of(spec.clusterOverrides, 'replica.socket.timeout.ms') ?? WAIT_US;
}

/** acks=all waits for the ISR: a member of it that is cut off keeps the answer back. */
export function unreplicated(view: FactView, past: Recording, leader: string): readonly Antecedent[] {
  const others = past.nodes.filter((name) => name.startsWith('broker-') && name !== leader);
  for (const other of others) {
    const troubles = [...troublesOfNode(past, other, view), ...troublesBetween(past, other, leader, view), ...troublesBetween(past, leader, other, view)];
    if (troubles.length === 0) continue;
    const last = messageBefore(past, 'Fetch', other, leader, view.at);
    return byTroubles(troubles.slice(0, 1), (trouble) => words.soNotKnownInSync(trouble, nameInWords(leader)), last);
  }
  return NOTHING;
}
