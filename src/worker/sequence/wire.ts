import type { Envelope, KafkaSimulation, Message, WireNews } from '../../sim/index.ts';

/** What became of a message, or of one try to send it. */
export interface WireNote {
  readonly envelope: Envelope<Message>;
  readonly attempt: number;
  readonly sentAt: number;
  leftAt: number | null;
  arrivesAt: number | null;
  handledAt: number | null;
  fate: 'waits' | 'travels' | 'lost' | 'dropped' | 'pending' | 'handled';
  endedAt: number | null;
  held: boolean;
  readonly events: number[];
}

/** The messages of a stretch of time, in the order in which they were first heard of. */
export interface Wire {
  notes: WireNote[];
  /** The newest note of each message that may still go on. */
  readonly open: Map<number, WireNote>;
}

export function startWire({ state }: KafkaSimulation): Wire {
  const wire: Wire = { notes: [], open: new Map() };
  for (const event of state.queue) {
    if (event.kind === 'deliver') add(wire, event.payload, { leftAt: event.payload.sentAt, arrivesAt: event.at, fate: 'travels' });
  }
  for (const { deferred } of state.nodes) {
    for (const event of deferred) if (event.kind === 'deliver') add(wire, event.payload, { leftAt: event.payload.sentAt, arrivesAt: event.at, fate: 'pending' });
  }
  for (const { toServer, toClient } of state.network.connections.values()) {
    for (const { envelope, reason, since } of [...toServer.waiting, ...toClient.waiting]) {
      if (reason === 'lost') add(wire, envelope, { leftAt: envelope.sentAt, arrivesAt: since, fate: 'lost', endedAt: since });
      else add(wire, envelope, { held: reason === 'held' });
    }
  }
  return wire;
}

/** Takes down what the tap tells. */
export function hearWire(wire: Wire, news: WireNews<Message>, now: number): void {
  const { envelope } = news;
  const known = wire.open.get(envelope.id);
  switch (news.kind) {
    case 'left':
      // One that only waited goes on; one that was lost is sent anew.
      if (known?.fate === 'waits') Object.assign(known, { leftAt: now, arrivesAt: news.arrivesAt, fate: 'travels' });
      else add(wire, { ...envelope, sentAt: now }, { leftAt: now, arrivesAt: news.arrivesAt, fate: 'travels', attempt: (known?.attempt ?? 0) + 1 });
      return;
    case 'stopped':
      if (news.reason !== 'lost') {
        if (known === undefined) add(wire, envelope, { held: news.reason === 'held' });
        else known.held ||= news.reason === 'held';
      } else if (known === undefined) add(wire, envelope, { leftAt: now, fate: 'lost', endedAt: now });
      else Object.assign(known, { leftAt: known.leftAt ?? now, fate: 'lost', endedAt: now });
      return;
    case 'dropped':
      wire.open.delete(envelope.id);
      // A lost one that is not sent again stays what it is.
      if (known !== undefined && known.fate !== 'lost') Object.assign(known, { fate: 'dropped', endedAt: now });
      if (known !== undefined && news.event !== null) known.events.push(news.event);
      return;
    case 'waits':
      if (known === undefined) return;
      known.fate = 'pending';
      known.events.push(news.event);
      return;
    case 'handled':
      wire.open.delete(envelope.id);
      if (known === undefined) return;
      Object.assign(known, { fate: 'handled', handledAt: now });
      known.events.push(news.event);
  }
}

/** What a process had not taken up is gone with it. */
export function loseWithNode(wire: Wire, node: number, now: number): void {
  for (const [id, note] of wire.open) {
    if (note.envelope.to !== node || note.fate !== 'pending') continue;
    Object.assign(note, { fate: 'dropped', endedAt: now });
    wire.open.delete(id);
  }
}

/** When the note begins to matter, and when it ends to; null while it does not. */
export function endOf({ fate, endedAt, handledAt, arrivesAt }: WireNote): number | null {
  if (fate === 'lost' || fate === 'dropped') return endedAt;
  return fate === 'handled' ? handledAt : fate === 'travels' ? arrivesAt : null;
}

function add(wire: Wire, envelope: Envelope<Message>, what: Partial<WireNote>): void {
  const note: WireNote = { envelope, attempt: 1, sentAt: envelope.sentAt, leftAt: null, arrivesAt: null, handledAt: null, fate: 'waits', endedAt: null, held: false, events: [], ...what };
  wire.notes.push(note);
  wire.open.set(envelope.id, note);
}
