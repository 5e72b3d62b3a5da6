import type { FlowView, MessageCategory, MessageView } from '../../protocol/views.ts';
import type { ApiKey, Envelope, KafkaSimulation, Message, NodeIndex, WaitingEnvelope } from '../../sim/index.ts';
import type { Hues } from './hues.ts';
import * as words from '../../words/messageLabels.ts';

/** More than this many at once are not told one by one; fewer in a large cluster, where nearly each has a link of its own. */
const MOST_MESSAGES = 2_000;
const MOST_MESSAGES_OF_LARGE = 500;
/** Links and kinds that are told when messages are not: those with most of them. A large cluster has thousands, with hardly more than one each. */
const MOST_FLOWS = 300;
const MOST_FLOWS_OF_LARGE = 120;
/** Of those that do not travel, which may be asked about one by one, so many are told all the same. */
const MOST_STUCK = 300;

interface Wire {
  readonly messages: MessageView[];
  readonly flows: FlowView[];
  /** What does not travel, whether it is told or not. */
  readonly waiting: readonly WaitingEnvelope<Message>[];
}

/**
 * Everything on the wire now: travelling, lost and to be sent again, or held on purpose. `sight`: in a large cluster the nodes that are drawn,
 * since nobody sees what goes on between others; null for all.
 */
export function onTheWire(sim: KafkaSimulation, hues: Hues, sight: ReadonlySet<NodeIndex> | null): Wire {
  const isSeen = ({ from, to }: Envelope<Message>): boolean => sight === null || (sight.has(from) && sight.has(to));
  const travelling = sim.state.queue.filter((event) => event.kind === 'deliver').filter(({ payload }) => isSeen(payload));
  const isMuch = travelling.length > (sight === null ? MOST_MESSAGES : MOST_MESSAGES_OF_LARGE);
  const messages = isMuch ? [] : travelling.map((event) => viewOf(sim, hues, event.payload, event.at, 'travelling'));
  const waiting = waitingIn(sim);
  for (const each of waiting.filter(({ envelope }) => isSeen(envelope)).slice(0, MOST_STUCK)) {
    messages.push(viewOf(sim, hues, each.envelope, each.since, each.reason === 'lost' ? 'lost' : 'held'));
  }
  messages.sort((a, b) => a.sentAt - b.sentAt || Number(a.key) - Number(b.key));
  const flows = isMuch ? flowViews(sim, hues, travelling.map(({ payload }) => payload), sight === null ? MOST_FLOWS : MOST_FLOWS_OF_LARGE) : [];
  return { messages, flows, waiting };
}

/** What does not travel: lost and to be sent again, or held on purpose. */
function waitingIn(sim: KafkaSimulation): WaitingEnvelope<Message>[] {
  const waiting: WaitingEnvelope<Message>[] = [];
  for (const { toServer, toClient } of sim.state.network.connections.values()) {
    if (toServer.waiting.length > 0) waiting.push(...toServer.waiting);
    if (toClient.waiting.length > 0) waiting.push(...toClient.waiting);
  }
  return waiting;
}

/** By sender, receiver and what they are about. */
function flowViews(sim: KafkaSimulation, hues: Hues, envelopes: readonly Envelope<Message>[], most: number): FlowView[] {
  const flows = new Map<string, Mutable<FlowView>>();
  for (const envelope of envelopes) {
    const content = contentOf(envelope.body);
    const category = categoryOf(sim, envelope.body, envelope);
    const from = sim.state.nodes[envelope.from]?.name ?? '';
    const to = sim.state.nodes[envelope.to]?.name ?? '';
    const key = `${from}>${to} ${category}`;
    const flow = flows.get(key) ?? { key, from, to, category, messages: 0, records: 0, hue: null };
    flow.messages += 1;
    flow.records += content.records;
    if (content.records > 0) flow.hue ??= hues.of(content.key);
    flows.set(key, flow);
  }
  return [...flows.values()].sort((a, b) => b.messages - a.messages).slice(0, most);
}

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

function viewOf(
  sim: KafkaSimulation,
  hues: Hues,
  envelope: Envelope<Message>,
  arrivesAt: number,
  fate: MessageView['fate'],
): MessageView {
  const body = envelope.body;
  const content = contentOf(body);
  const api = apiOf(body);
  return {
    key: String(envelope.id),
    from: sim.state.nodes[envelope.from]?.name ?? '',
    to: sim.state.nodes[envelope.to]?.name ?? '',
    api,
    response: body.type === 'response',
    category: categoryOf(sim, body, envelope),
    sentAt: envelope.sentAt,
    arrivesAt,
    hue: content.records === 0 ? null : hues.of(content.key),
    records: content.records,
    label: labelOf(api, body, content),
    fate,
    error: isError(body),
  };
}

/** The category of a message and the hue of its first record, without the words. */
export function describeMessage(
  sim: KafkaSimulation,
  hues: Hues,
  envelope: Envelope<Message>,
): { readonly category: MessageCategory; readonly hue: number | null } {
  const content = contentOf(envelope.body);
  return {
    category: categoryOf(sim, envelope.body, envelope),
    hue: content.records === 0 ? null : hues.of(content.key),
  };
}

interface Content {
  readonly records: number;
  readonly key: string | null;
  readonly partition: string | null;
}

const NOTHING: Content = { records: 0, key: null, partition: null };

function contentOf(body: Message): Content {
  if (body.type === 'request') {
    if (body.request.api !== 'Produce') return NOTHING;
    return sum(body.request.partitions.map(({ topic, partition, batch }) => ({ topic, partition, records: batch.records })));
  }
  if (body.response.api !== 'Fetch') return NOTHING;
  return sum(
    body.response.partitions.map(({ topic, partition, batches }) => ({ topic, partition, records: batches.flatMap((batch) => batch.records) })),
  );
}

function sum(
  parts: readonly { topic: string; partition: number; records: readonly { key: string | null }[] }[],
): Content {
  const filled = parts.filter((part) => part.records.length > 0);
  const first = filled[0];
  if (first === undefined) return NOTHING;
  const records = filled.reduce((total, part) => total + part.records.length, 0);
  const partition = `${first.topic}-${first.partition}`;
  return { records, key: first.records[0]?.key ?? null, partition: filled.length > 1 ? words.partitionAndMore(partition, filled.length - 1) : partition };
}

function apiOf(body: Message): ApiKey {
  return body.type === 'request' ? body.request.api : body.response.api;
}

function labelOf(api: ApiKey, body: Message, content: Content): string {
  const message = body.type === 'request' ? words.request(api) : words.response(api);
  return content.partition === null ? message : words.withRecords(message, content.partition, content.records);
}

/** What a message is about. A Fetch is a follower's or a consumer's by who asks. */
function categoryOf(
  sim: KafkaSimulation,
  body: Message,
  envelope: Envelope<Message>,
): MessageCategory {
  const api = apiOf(body);
  switch (api) {
    case 'Produce':
    case 'InitProducerId':
      return 'produce';
    case 'Fetch':
    case 'ListOffsets':
    case 'OffsetForLeaderEpoch':
      return isBroker(sim, envelope.from) && isBroker(sim, envelope.to) ? 'replicate' : 'consume';
    case 'FindCoordinator':
    case 'JoinGroup':
    case 'SyncGroup':
    case 'Heartbeat':
    case 'LeaveGroup':
    case 'OffsetCommit':
    case 'OffsetFetch':
      return 'group';
    default:
      return isClient(sim, envelope.from) || isClient(sim, envelope.to) ? 'metadata' : 'control';
  }
}

function isBroker(sim: KafkaSimulation, node: number): boolean {
  return sim.world.nodes[node]?.role === 'broker';
}

function isClient(sim: KafkaSimulation, node: number): boolean {
  const role = sim.world.nodes[node]?.role;
  return role === 'producer' || role === 'consumer' || role === 'admin';
}

function isError(body: Message): boolean {
  if (body.type === 'request') return false;
  const { response } = body;
  if ('error' in response && response.error !== 'NONE') return true;
  if (response.api === 'Produce' || response.api === 'OffsetCommit') {
    return response.partitions.some((partition) => partition.error !== 'NONE');
  }
  return response.api === 'Fetch' && response.partitions.some((partition) => partition.error !== 'NONE');
}
