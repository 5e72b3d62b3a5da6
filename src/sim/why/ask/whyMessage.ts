import * as words from '../../../words/why/messages.ts';
import { purposes } from '../../../words/why/purposes.ts';
import type { FactView } from '../../kafka/factView.ts';
import type { Fact, FactType } from '../../kafka/facts.ts';
import type { ApiKey } from '../../kafka/protocol/messages.ts';
import { because, byCommand, byTroubles, firstOf, NOTHING, type Antecedent } from '../antecedent.ts';
import { explainAs, messageOf, type ChainLink, type ChainMessage } from '../chain.ts';
import { eventAt, senderOf, type KnownEvent } from '../eventTable.ts';
import { causesOf, moment } from '../past.ts';
import type { Recording } from '../recording.ts';
import { troublesBetween } from '../troubles.ts';
import { whyErrorAnswer } from './errorAnswers.ts';
import { whatWasDone } from './whatWasDone.ts';
import { whyFetch } from './whyFetch.ts';
import type { SeenMessage } from './seenMessage.ts';

/** Between a message and what had it sent lie so many events at most, and so long a time. */
const MOST_EVENTS_BACK = 12;
const LONGEST_US = 5_000_000;

/** Why a message was sent, why it says what it says, and what keeps it on its way. Null when there is no such message. */
export function whyMessage(past: Recording, id: number, seen: SeenMessage | null, at: number): ChainLink | null {
  const message = seen === null ? arrived(past, id) : onItsWay(seen);
  if (message === null) return null;
  const sender = senderOf(past.events, id);
  const error = seen?.error ?? past.errors.get(id) ?? null;
  const api = message.label.replace(/Response$/, '');
  const before = afterSending(past, sender, message.sentAt);
  const causes = [
    ...(seen === null ? NOTHING : whyWaits(past, seen, at)),
    ...(error !== null
      ? [...whyErrorAnswer(past, { api, from: message.from, to: message.to, error }, before), ...answered(past, sender, message, api)]
      : api === message.label
        ? whyAsked(past, sender, message, api)
        : [...whatWasDone(past, sender, message, api), ...answered(past, sender, message, api)]),
  ];
  const cause = sender?.seq ?? null;
  return { ...explainAs(past, { kind: 'message', message }, message.sentAt, cause, causes), messages: [message] };
}

function arrived(past: Recording, id: number): ChainMessage | null {
  const event = eventAt(past.events, id);
  return event === null || event.from < 0 ? null : messageOf(past, event);
}

function onItsWay({ id, label, from, to, sentAt, error }: SeenMessage): ChainMessage {
  return { event: id, label, from, to, sentAt, arrivedAt: null, error: error?.code ?? null };
}

/** To look back from: after all that the sending event made true. */
function afterSending(past: Recording, sender: KnownEvent | null, sentAt: number): FactView {
  const last = sender === null ? undefined : past.byEvent.get(sender.seq)?.at(-1);
  return { ...moment(past, sentAt), ...(last === undefined ? {} : { seq: last.seq + 0.5 }) };
}

function whyWaits(past: Recording, { fate, from, to, label }: SeenMessage, at: number): readonly Antecedent[] {
  const before = moment(past, at);
  switch (fate) {
    case 'travelling':
      return NOTHING;
    case 'held':
      return byTroubles(troublesBetween(past, from, to, before, label), words.soWaitsOnItsWay);
    case 'behind':
      return firstOf(() => byTroubles(troublesBetween(past, from, to, before), words.soWaitsBehind), () => [{ kind: 'state', words: words.waitsBehindLost }]);
    case 'lost':
      return firstOf(
        () => byTroubles([...troublesBetween(past, from, to, before), ...troublesBetween(past, to, from, before)].slice(0, 1), words.soWasLost),
        () => [{ kind: 'state', words: words.networkLostIt }],
      );
  }
}

/** A purpose for every kind: leaving one out does not compile. */
const PURPOSES: Readonly<Record<ApiKey, string>> = purposes;

/** What a request of that kind comes of, if its sending made it true or came of it. */
const TELLING: Partial<Record<ApiKey, readonly FactType[]>> = {
  Produce: ['BatchSent'],
  Metadata: ['BatchRetried', 'ConnectionLost', 'RequestTimedOut', 'SendBlocked', 'BatchFailed'],
  AlterPartition: ['IsrChangeProposed'],
  Vote: ['QuorumRoleChanged', 'RequestTimedOut', 'ConnectionLost'],
  BeginQuorumEpoch: ['ControllerElected', 'QuorumRoleChanged'],
  BrokerRegistration: ['BrokerStateChanged', 'NodeStarted'],
  JoinGroup: ['PartitionsRevoked', 'PartitionsLost', 'NodeStarted'],
  OffsetForLeaderEpoch: ['ReplicaBecameFollower'],
  LeaderAndIsr: ['LeaderElected', 'IsrShrunk', 'IsrExpanded'],
  UpdateMetadata: ['LeaderElected', 'IsrShrunk', 'IsrExpanded', 'ControllerElected'],
};

/** What the sender had just done, or been told; else the message that set it off, and what such requests are for. */
function whyAsked(past: Recording, sender: KnownEvent | null, message: ChainMessage, api: string): readonly Antecedent[] {
  const purpose = PURPOSES[api as ApiKey];
  if (sender === null) return [{ kind: 'state', words: purpose }];
  const events = causesOf(past, sender.seq, MOST_EVENTS_BACK).filter(({ at }) => message.sentAt - at <= LONGEST_US);
  return firstOf(
    () => (api === 'Fetch' ? whyFetch(past, events, message) : NOTHING),
    () => {
      const wanted: readonly string[] = TELLING[api as ApiKey] ?? [];
      const facts = events.flatMap(({ seq }) => (past.byEvent.get(seq) ?? []).filter(({ fact, node }) => wanted.includes(fact.type) && concerns(fact, node, message)));
      return because(facts[0] ?? null, purpose);
    },
    () => {
      const asked = events.find(({ seq }) => past.commands.has(seq));
      return asked === undefined || asked.seq !== sender.seq ? NOTHING : byCommand(asked, purpose);
    },
    () => {
      const set = sender.from >= 0 && sender.node >= 0 ? sender : null;
      return set === null ? [{ kind: 'state', words: purpose }] : [{ kind: 'message', message: set, how: purpose }];
    },
  );
}

/** A batch to another broker, or a fact of another node, is not what this message is about. */
function concerns(fact: Fact, node: string, { from, to }: ChainMessage): boolean {
  if (fact.type === 'BatchSent') return node === from && `broker-${fact.leader}` === to;
  return node === from || !node.startsWith('broker-');
}

/** The request, where the answer followed from it at once; an answer that waited followed from what it waited for. */
function answered(past: Recording, sender: KnownEvent | null, message: ChainMessage, api: string): readonly Antecedent[] {
  if (sender === null) return NOTHING;
  const request = causesOf(past, sender.seq, MOST_EVENTS_BACK).find(({ label, from, node }) => label === api && past.nodes[from] === message.to && past.nodes[node] === message.from);
  if (request !== undefined) return [{ kind: 'message', message: request, how: words.answersRequest }];
  const waited = sender.from >= 0 ? sender : null;
  if (waited !== null) return [{ kind: 'message', message: waited, how: words.waitedForThis }];
  return [{ kind: 'state', words: api === 'Fetch' ? words.waitedForRecords : words.answeredWhenPossible }];
}
