import { fetchAgain, fetchMore, fetchOnPoll, nextFetch, purposes } from '../../../words/why/purposes.ts';
import type { FactView } from '../../kafka/factView.ts';
import type { Fact } from '../../kafka/facts.ts';
import { because, firstOf, NOTHING, type Antecedent } from '../antecedent.ts';
import type { ChainMessage } from '../chain.ts';
import type { KnownEvent } from '../eventTable.ts';
import { latest, latestOf, messageBefore, moment } from '../past.ts';
import type { Recording } from '../recording.ts';

/**
 * Why a follower or a consumer fetches: the response to the request before, the end of that request, or what made it begin. Nothing
 * where none of these is known. `events`: the one that sent it and what caused that, latest first.
 */
export function whyFetch(past: Recording, events: readonly KnownEvent[], message: ChainMessage): readonly Antecedent[] {
  const [sender] = events;
  if (sender?.label === 'FetchResponse' && past.nodes[sender.from] === message.to) return [{ kind: 'message', message: sender, how: nextFetch }];
  const polled = sender === undefined ? undefined : (past.byEvent.get(sender.seq) ?? []).find(({ fact }) => fact.type === 'RecordsPolled');
  return firstOf(
    () => because(inVain(past, message), fetchAgain),
    () => because(began(past, events, message), purposes.Fetch),
    () => because(polled ?? null, fetchMore),
    () => (sender?.label === 'timer processed' ? [{ kind: 'state', words: fetchOnPoll }] : NOTHING),
  );
}

/** How the request before it ended, if it had no response. */
function inVain(past: Recording, { from, to, sentAt }: ChainMessage): FactView | null {
  const before = moment(past, sentAt);
  const isIts = (fact: { readonly api: string; readonly to: string }, { node }: FactView): boolean => node === from && fact.to === to && fact.api === 'Fetch';
  const ended = latestOf(
    latest(past, 'ConnectionLost', before, isIts),
    latest(past, 'RequestTimedOut', before, isIts),
    latest(past, 'ReplicaFetchFailed', before, ({ leader }, { node }) => node === from && `broker-${leader}` === to),
  );
  const answered = messageBefore(past, 'FetchResponse', to, from, sentAt)?.at ?? -1;
  return ended === null || ended.at < answered ? null : ended;
}

/** What made its sender begin to fetch, since the last response: fetches follow one another without end. */
function began(past: Recording, events: readonly KnownEvent[], { from, to }: ChainMessage): FactView | null {
  const last = events.findIndex(({ label }) => label === 'FetchResponse');
  const since = last < 0 ? events : events.slice(0, last + 1);
  const facts = since.flatMap(({ seq }) => past.byEvent.get(seq) ?? []).filter(({ node }) => node === from);
  return facts.find(({ fact }) => beganBy(fact, to)) ?? null;
}

function beganBy(fact: Fact, to: string): boolean {
  switch (fact.type) {
    case 'PartitionsAssigned':
      return true;
    case 'ReplicaBecameFollower':
      return `broker-${fact.leader}` === to;
    case 'ReadReplicaChosen':
      return `broker-${fact.broker}` === to;
    default:
      return false;
  }
}
