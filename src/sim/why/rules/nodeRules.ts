import { formatDuration } from '../../../base/units.ts';
import type { FactView } from '../../kafka/factView.ts';
import { because, byCommand, byTroubles, firstOf, followEvents, NOTHING, type Antecedent, type Rules } from '../antecedent.ts';
import { latest, latestCommand, latestOf, messageBefore } from '../past.ts';
import type { Recording } from '../recording.ts';
import { metadataServers, troublesBetween, troublesOfNode, troublesOfTalk, troublesSince, troublesWithAny } from '../troubles.ts';
import { nameInWords } from '../words.ts';

/** No request waits longer with Kafka's defaults (request.timeout.ms, 30 s for clients and replicas). */
const LONGEST_WAIT_US = 31_000_000;

/** Machines, wires, and requests that came to nothing. Most of them are what a person or a script did. */
export const NODE_RULES: Rules<
  | 'NodeStarted'
  | 'NodeKilled'
  | 'NodeHalted'
  | 'NodePaused'
  | 'NodeResumed'
  | 'NodeSlowed'
  | 'DiskWiped'
  | 'LinkCut'
  | 'LinkHealed'
  | 'LinkHeld'
  | 'LinkReleased'
  | 'CommandRefused'
  | 'RequestTimedOut'
  | 'ConnectionLost'
  | 'BrokerStateChanged'
> = {
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
  CommandRefused: followEvents,
  NodeHalted: (view, past) =>
    byTroubles(troublesWithAny(past, view.node, metadataServers(past), view), 'so it could not do what it has to before it may go on'),
  RequestTimedOut: (view, past) => {
    const { to, api } = view.fact;
    return firstOf(
      () => byTroubles(troublesOfTalk(past, to, view.node, view), `so the ${api} request to ${nameInWords(to)} stayed without an answer`),
      () => byTroubles(troublesSince(past, view.node, to, view, view.at - LONGEST_WAIT_US), `so the ${api} request to ${nameInWords(to)} stayed without an answer`),
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
      () => because(died, `${subject(to)} was gone, and its machine refused the connection of the ${api} request.`),
      () => byTroubles(troublesBetween(past, view.node, to, view), `so the connection for ${api} broke`),
    );
  },
  BrokerStateChanged: (view, past) => {
    const { broker, state } = view.fact;
    const here = (_: unknown, other: { readonly node: string }): boolean => other.node === view.node;
    switch (state) {
      case 'shutting-down':
        return byCommand(latestCommand(past, 'shutdownBroker', view.at, (command) => command.broker === broker), 'It was told to shut down in order.');
      case 'stopped':
        return because(
          latest(past, 'BrokerStateChanged', view, (fact, other) => here(fact, other) && fact.state === 'shutting-down'),
          'Everything it led was led by others, so it could stop.',
        );
      default:
        return because(latest(past, 'NodeStarted', view, here), `It was on its way up since it had started, ${formatDuration(view.at)} into the run.`);
    }
  },
};

/** acks=all waits for the ISR: a member of it that is cut off keeps the answer back. */
export function unreplicated(view: FactView, past: Recording, leader: string): readonly Antecedent[] {
  const others = past.nodes.filter((name) => name.startsWith('broker-') && name !== leader);
  for (const other of others) {
    const troubles = [...troublesOfNode(past, other, view), ...troublesBetween(past, other, leader, view), ...troublesBetween(past, leader, other, view)];
    if (troubles.length === 0) continue;
    const last = messageBefore(past, 'Fetch', other, leader, view.at);
    return byTroubles(troubles.slice(0, 1), `so ${nameInWords(leader)} could not tell that the records are on every in-sync replica`, last);
  }
  return NOTHING;
}

function subject(node: string): string {
  const name = nameInWords(node);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
