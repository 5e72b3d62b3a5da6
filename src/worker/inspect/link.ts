import { formatDuration } from '../../base/units.ts';
import type { ActionView, Inspection } from '../../protocol/messages.ts';
import { nodeName } from '../../words/narration/names.ts';
import type { Frame, LinkView, MessageView } from '../../protocol/views.ts';
import * as actionWords from '../../words/inspected/actions.ts';
import * as words from '../../words/inspected/link.ts';
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
    title: words.title(nodeName(a), nodeName(b)),
    status: statusOf(there, back, [[a, from] as const, [b, to] as const].find(([, node]) => sim.control.statusOf(node) === 'dead')?.[0] ?? null),
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

/** `dead`: the end whose process is gone. */
function statusOf(there: LinkView, back: LinkView, dead: string | null): Inspection['status'] {
  if (there.cut && back.cut) return { text: words.cutBothWays, tone: 'bad' };
  if (there.cut || back.cut) return { text: words.cutOneWay, tone: 'bad' };
  if (isHeld(there) || isHeld(back)) return { text: words.heldBack, tone: 'warn' };
  if (dead !== null) return { text: words.endIsDead(nodeName(dead)), tone: 'bad' };
  if (there.broken !== null || back.broken !== null) return { text: words.connectionBroke, tone: 'warn' };
  return { text: words.whole, tone: 'good' };
}

function isHeld({ hold, held }: LinkView): boolean {
  return hold !== null || held > 0;
}

function directionRows(sim: KafkaSimulation, frame: Frame, a: string, b: string, from: number, to: number): Row[] {
  const link = viewOf(frame, a, b);
  const { latencyUs, jitterUs, bytesPerSecond, lossPermille } = sim.state.network.links.get(from * MAX_NODES + to)?.link ?? sim.state.network.defaultLink;
  const passes = [
    formatDuration(latencyUs),
    ...(jitterUs === 0 ? [] : [words.moreByChance(formatDuration(jitterUs))]),
    ...(bytesPerSecond === null ? [] : [words.bytesPerSecond(bytesPerSecond)]),
    ...(lossPermille === 0 ? [] : [words.loses(lossPermille / 10)]),
  ];
  const own = frame.messages.filter((message) => message.from === a && message.to === b);
  const rows: Row[] = [
    { label: words.to(nodeName(b)), value: link.cut ? words.cut : words.passes(passes), term: null },
    { label: words.onTheWay, value: own.length === 0 ? words.nothing : told(own), term: null },
  ];
  if (isHeld(link)) rows.push({ label: words.held, value: holdWords(link), term: null });
  if (link.broken !== null) {
    const { times, timedOut } = link.broken;
    const how = timedOut ? words.givenUp : words.lost;
    rows.push({ label: words.connectionOf(nodeName(a)), value: times === 1 ? how : words.inARow(how, times), term: 'reconnect backoff' });
  }
  return rows;
}

function holdWords({ hold, held }: LinkView): string {
  const what = hold?.api ?? words.everything;
  const left = hold?.left ?? null;
  return left === null ? words.holds(what, held) : words.holdsSoMany(what, left, held);
}

function told(messages: readonly MessageView[]): string {
  const some = messages.slice(0, MOST_TOLD).map(({ label, fate }) => words.fates[fate](label));
  const more = messages.length > MOST_TOLD ? [words.more(messages.length - MOST_TOLD)] : [];
  return words.messages([...some, ...more]);
}

function connectionsRow(sim: KafkaSimulation, from: number, to: number): Row {
  let count = 0;
  for (const { client, server, clientOpen, serverOpen } of sim.state.network.connections.values()) {
    if (clientOpen && serverOpen && ((client === from && server === to) || (client === to && server === from))) count += 1;
  }
  return { label: words.connections, value: count === 0 ? words.none : String(count), term: null };
}

function linkActions(a: string, b: string, there: LinkView, back: LinkView): ActionView[] {
  const actions: ActionView[] = [];
  const add = (said: Pick<ActionView, 'label' | 'effect'>, command: unknown, danger = false): unknown => actions.push({ ...said, command, danger });
  const [one, other] = [nodeName(a), nodeName(b)];
  const cutThere = there.cut;
  const cutBack = back.cut;
  if (cutThere || cutBack) add(actionWords.heal, { kind: 'healLink', from: a, to: b });
  if (!cutThere || !cutBack) add(actionWords.cutBothWays, { kind: 'cutLink', from: a, to: b }, true);
  if (!cutThere) add(actionWords.cutTo(one, other), { kind: 'cutLink', from: a, to: b, oneWay: true }, true);
  if (!cutBack) add(actionWords.cutTo(other, one), { kind: 'cutLink', from: b, to: a, oneWay: true }, true);
  for (const [from, to, link] of [[a, b, there], [b, a, back]] as const) {
    if (isHeld(link)) {
      add(actionWords.letOnePass(nodeName(to)), { kind: 'releaseLink', from, to, count: 1 });
      add(actionWords.release(nodeName(to)), { kind: 'releaseLink', from, to });
      continue;
    }
    add(actionWords.holdAll(nodeName(to)), { kind: 'holdLink', from, to });
    for (const api of kindsOf(from, to)) add(actionWords.hold(api, nodeName(to)), { kind: 'holdLink', from, to, api });
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
