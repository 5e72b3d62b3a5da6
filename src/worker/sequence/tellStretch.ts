import { MESSAGE_KINDS, type SequenceCrowd, type SequenceMessage, type SequenceQuestion, type SequenceStretch } from '../../protocol/sequence.ts';
import type { MessageCategory } from '../../protocol/views.ts';
import { momentOf, type KafkaSimulation } from '../../sim/index.ts';
import type { Hues } from '../frame/hues.ts';
import { describeMessage } from '../frame/messages.ts';
import { tellNodes } from './lifelines.ts';
import { aboutMessage, errorsIn } from './payload.ts';
import type { StretchRecorder } from './recorder.ts';
import { endOf, type WireNote } from './wire.ts';

/** Bins in which messages are counted where there are too many to tell. */
const BINS = 240;

/** What was recorded of a stretch of time, as far as it was asked for. */
export function tellStretch(recorder: StretchRecorder, hues: Hues, { from, to, kinds, events, most }: SequenceQuestion): SequenceStretch {
  const { sim } = recorder.timeline.run;
  const until = Math.min(to, momentOf(recorder.timeline).at);
  const wanted = new Set(events);
  const isWanted = (note: WireNote): boolean => note.events.some((event) => wanted.has(event)) || (note.fate === 'travels' && wanted.has(note.envelope.id));
  const inside = (at: number): boolean => at >= from && at <= until;
  const counts: Record<MessageCategory, number> = { produce: 0, consume: 0, replicate: 0, group: 0, metadata: 0, control: 0 };
  const asked: { readonly note: WireNote; readonly kind: MessageCategory; readonly hue: number | null }[] = [];
  for (const note of recorder.wire.notes) {
    if (note.sentAt > until || (endOf(note) ?? Infinity) < from) continue;
    const { category, hue } = describeMessage(sim, hues, note.envelope);
    counts[category] += 1;
    if (kinds.includes(category) || isWanted(note)) asked.push({ note, kind: category, hue });
  }
  const isCrowd = asked.length > most;
  const told = isCrowd ? asked.filter(({ note }) => isWanted(note) || note.fate === 'lost' || note.fate === 'dropped' || note.held || errorsIn(note.envelope.body).length > 0).slice(0, most) : asked;
  return {
    from,
    to: until,
    nodes: tellNodes(recorder.lifelines, sim, from, until),
    messages: told.map(({ note, kind, hue }) => tellMessage(sim, note, kind, hue)).sort((a, b) => a.sentAt - b.sentAt),
    crowd: isCrowd ? crowdOf(sim, asked, from, until) : null,
    counts,
    ticks: isCrowd ? [] : recorder.ticks.filter(({ at }) => inside(at)),
    facts: recorder.facts.filter(({ at }) => inside(at)),
  };
}

function tellMessage(sim: KafkaSimulation, note: WireNote, kind: MessageCategory, hue: number | null): SequenceMessage {
  const { envelope, attempt, sentAt, leftAt, arrivesAt, handledAt, fate, endedAt, held, events } = note;
  const { body, connection, bytes, id, toServer } = envelope;
  const isResponse = body.type === 'response';
  // What a server tells unasked has no answer.
  const isAlone = body.type === 'request' && !toServer;
  return {
    key: `${id}.${attempt}`,
    from: sim.state.nodes[envelope.from]?.name ?? '',
    to: sim.state.nodes[envelope.to]?.name ?? '',
    api: isResponse ? body.response.api : body.request.api,
    isResponse,
    kind,
    hue,
    bytes,
    sentAt,
    leftAt,
    arrivesAt,
    handledAt,
    fate,
    endedAt,
    held,
    attempt,
    errors: errorsIn(body),
    exchange: isAlone ? null : `${connection}.${body.correlationId}`,
    events: events.slice(),
    about: aboutMessage(body),
  };
}

function crowdOf(sim: KafkaSimulation, asked: readonly { readonly note: WireNote; readonly kind: MessageCategory }[], from: number, to: number): SequenceCrowd {
  const binUs = Math.max(1, Math.ceil((to - from + 1) / BINS));
  const rows = new Map<string, { node: string; kind: MessageCategory; counts: number[] }>();
  const count = (node: number, kind: MessageCategory, at: number | null): void => {
    if (at === null || at < from || at > to) return;
    const name = sim.state.nodes[node]?.name ?? '';
    const row = rows.get(`${name} ${kind}`) ?? { node: name, kind, counts: Array.from({ length: BINS }, () => 0) };
    rows.set(`${name} ${kind}`, row);
    const bin = Math.floor((at - from) / binUs);
    row.counts[bin] = (row.counts[bin] ?? 0) + 1;
  };
  for (const { note, kind } of asked) {
    count(note.envelope.from, kind, note.leftAt ?? note.sentAt);
    if (note.fate !== 'lost') count(note.envelope.to, kind, note.arrivesAt);
  }
  const order = (kind: MessageCategory): number => MESSAGE_KINDS.indexOf(kind);
  return { binUs, total: asked.length, rows: [...rows.values()].sort((a, b) => (a.node < b.node ? -1 : a.node > b.node ? 1 : order(a.kind) - order(b.kind))) };
}
