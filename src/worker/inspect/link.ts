import { formatDuration } from '../../base/units.ts';
import type { ActionView, Inspection } from '../../protocol/messages.ts';
import { nodeName } from '../../words/narration/names.ts';
import type { Frame, LinkView, MessageView } from '../../protocol/views.ts';
import type { KafkaSimulation } from '../../sim/index.ts';

type Row = Inspection['rows'][number];

const ENTITY = /^link:([^|]+)\|(.+)$/;
/** As in the kernel's keys of links. */
const MAX_NODES = 1024;
const MOST_TOLD = 6;

/** The wire between two nodes at the frame's moment, or null when the key is not of one, or one of its ends is nothing. */
export function inspectLink(sim: KafkaSimulation, frame: Frame, target: string): Omit<Inspection, 'whyNot'> | null {
  const [, a = '', b = ''] = ENTITY.exec(target) ?? [];
  const from = sim.state.nodes.findIndex(({ name }) => name === a);
  const to = sim.state.nodes.findIndex(({ name }) => name === b);
  if (from < 0 || to < 0) return null;
  const there = viewOf(frame, a, b);
  const back = viewOf(frame, b, a);
  return {
    target,
    kind: 'link',
    title: `${nodeName(a)} and ${nodeName(b)}`,
    status: statusOf(there, back),
    rows: [...directionRows(sim, frame, a, b, from, to), ...directionRows(sim, frame, b, a, to, from), connectionsRow(sim, from, to)],
    config: [],
    configTarget: null,
    actions: linkActions(a, b, there, back),
  };
}

/** One that nobody tells of is as it should be. */
function viewOf({ links }: Frame, from: string, to: string): LinkView {
  const known = links.find((link) => link.from === from && link.to === to);
  return known ?? { key: `${from}>${to}`, from, to, cut: false, held: 0, hold: null, broken: null };
}

function statusOf(there: LinkView, back: LinkView): Inspection['status'] {
  if (there.cut && back.cut) return { text: 'cut both ways', tone: 'bad' };
  if (there.cut || back.cut) return { text: 'cut one way', tone: 'bad' };
  if (isHeld(there) || isHeld(back)) return { text: 'messages held back', tone: 'warn' };
  if (there.broken !== null || back.broken !== null) return { text: 'whole, but a connection on it broke', tone: 'warn' };
  return { text: 'whole', tone: 'good' };
}

function isHeld({ hold, held }: LinkView): boolean {
  return hold !== null || held > 0;
}

function directionRows(sim: KafkaSimulation, frame: Frame, a: string, b: string, from: number, to: number): Row[] {
  const link = viewOf(frame, a, b);
  const way = `To ${nodeName(b)}`;
  const { latencyUs, jitterUs, bytesPerSecond, lossPermille } = sim.state.network.links.get(from * MAX_NODES + to)?.link ?? sim.state.network.defaultLink;
  const extras = [
    ...(jitterUs === 0 ? [] : [`up to ${formatDuration(jitterUs)} more by chance`]),
    ...(bytesPerSecond === null ? [] : [`${bytesPerSecond} bytes/s`]),
    ...(lossPermille === 0 ? [] : [`loses ${lossPermille / 10} %`]),
  ];
  const passes = `${formatDuration(latencyUs)}${extras.map((each) => `, ${each}`).join('')}`;
  const own = frame.messages.filter((message) => message.from === a && message.to === b);
  const rows: Row[] = [
    { label: way, value: link.cut ? 'cut: what is sent vanishes' : passes, term: null },
    { label: 'On the way there', value: own.length === 0 ? 'nothing' : told(own), term: null },
  ];
  if (isHeld(link)) rows.push({ label: 'Held back there', value: holdWords(link), term: null });
  if (link.broken !== null) {
    const { times, timedOut } = link.broken;
    rows.push({ label: `Connection of ${nodeName(a)}`, value: `${timedOut ? 'given up: no answer in time' : 'lost with requests under way'}${times === 1 ? '' : `, ${times} times in a row`}`, term: 'reconnect backoff' });
  }
  return rows;
}

function holdWords({ hold, held }: LinkView): string {
  const kind = hold?.api ?? 'everything';
  const left = hold?.left ?? null;
  const end = left === null ? '' : `, ${left} more`;
  return `${kind}${end}; ${held} waiting`;
}

function told(messages: readonly MessageView[]): string {
  const words = messages.slice(0, MOST_TOLD).map(({ label, fate }) => (fate === 'travelling' ? label : `${label} (${fate})`));
  const more = messages.length > MOST_TOLD ? [`${messages.length - MOST_TOLD} more`] : [];
  return [...words, ...more].join('; ');
}

function connectionsRow(sim: KafkaSimulation, from: number, to: number): Row {
  let count = 0;
  for (const { client, server, clientOpen, serverOpen } of sim.state.network.connections.values()) {
    if (clientOpen && serverOpen && ((client === from && server === to) || (client === to && server === from))) count += 1;
  }
  return { label: 'Connections', value: count === 0 ? 'none' : String(count), term: null };
}

function linkActions(a: string, b: string, there: LinkView, back: LinkView): ActionView[] {
  const actions: ActionView[] = [];
  const add = (label: string, effect: string, command: unknown, danger = false): unknown => actions.push({ label, effect, command, danger });
  const [one, other] = [nodeName(a), nodeName(b)];
  const cutThere = there.cut;
  const cutBack = back.cut;
  if (cutThere || cutBack) add('Heal', 'Packets pass again, both ways.', { kind: 'healLink', from: a, to: b });
  if (!cutThere || !cutBack) add('Cut both ways', 'Packets vanish, and nobody is told: both ends wait until their time runs out.', { kind: 'cutLink', from: a, to: b }, true);
  if (!cutThere) add(`Cut to ${other}`, `What ${one} sends vanishes; the other way still works.`, { kind: 'cutLink', from: a, to: b, oneWay: true }, true);
  if (!cutBack) add(`Cut to ${one}`, `What ${other} sends vanishes; the other way still works.`, { kind: 'cutLink', from: b, to: a, oneWay: true }, true);
  for (const [from, to, link] of [[a, b, there], [b, a, back]] as const) {
    if (isHeld(link)) {
      add(`Let one pass to ${nodeName(to)}`, 'The oldest held message goes on; the others are held on.', { kind: 'releaseLink', from, to, count: 1 });
      add(`Release to ${nodeName(to)}`, 'All held messages go on, and nothing is held any more.', { kind: 'releaseLink', from, to });
      continue;
    }
    add(`Hold all to ${nodeName(to)}`, 'Messages wait on the wire, in order, until they are released.', { kind: 'holdLink', from, to });
    for (const api of kindsOf(from, to)) add(`Hold ${api} to ${nodeName(to)}`, `Requests of this kind wait, and what comes behind on the same connection.`, { kind: 'holdLink', from, to, api });
  }
  return actions;
}

/** Kinds of requests worth holding on their way. */
function kindsOf(from: string, to: string): readonly string[] {
  if (to.startsWith('controller-')) return from.startsWith('controller-') ? ['RaftFetch', 'Vote'] : from.startsWith('broker-') ? ['BrokerHeartbeat', 'AlterPartition', 'RaftFetch'] : [];
  if (!to.startsWith('broker-')) return [];
  if (from.startsWith('broker-')) return ['Fetch'];
  return from.startsWith('producer:') ? ['Produce', 'Metadata'] : from.startsWith('consumer:') ? ['Fetch', 'Heartbeat', 'OffsetCommit'] : [];
}
