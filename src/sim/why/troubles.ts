import { formatDuration } from '../../base/units.ts';
import { nameInWords } from '../../words/narration/names.ts';
import * as words from '../../words/why/troubles.ts';
import type { FactView } from '../kafka/factView.ts';
import type { LinkEnd, NodeName } from '../kafka/spec.ts';
import { earliestOf, first, latest, latestOf, type Before, type FactOf } from './past.ts';
import type { Recording } from './recording.ts';

/** Something that a person or a script did to a machine or a wire and that still held at a time. */
export interface Trouble {
  readonly view: FactView;
  /** A clause: `broker 1 was dead`. */
  readonly clause: string;
}

/** What was wrong with a node right before a fact: dead, paused, slowed. */
export function troublesOfNode(past: Recording, node: NodeName, before: Before): Trouble[] {
  const here = (_: unknown, view: FactView): boolean => view.node === node;
  const started = latest(past, 'NodeStarted', before, here)?.seq ?? -1;
  const troubles: Trouble[] = [];
  const end = latestOf(latest(past, 'NodeKilled', before, here), latest(past, 'NodeHalted', before, here), stopOf(past, node, before));
  if (end !== null && end.seq > started) return [{ view: end, clause: words.notRunning(nameInWords(node)) }];
  const paused = latest(past, 'NodePaused', before, here);
  const resumed = latest(past, 'NodeResumed', before, here);
  if (paused !== null && paused.seq > Math.max(resumed?.seq ?? -1, started)) {
    troubles.push({ view: paused, clause: words.paused(nameInWords(node)) });
  } else if (resumed !== null && paused !== null && resumed.seq > started && isRecent(resumed, before)) {
    troubles.push({ view: paused, clause: words.pausedUntil(nameInWords(node), formatDuration(resumed.at)) });
  }
  const slowed = latest(past, 'NodeSlowed', before, here);
  if (slowed !== null && (slowed.fact.cpu > 1 || slowed.fact.disk > 1 || slowed.fact.network > 1)) {
    troubles.push({ view: slowed, clause: words.slowed(nameInWords(node)) });
  }
  return troubles;
}

/** A pause that is over still explains what it made late. */
const RECENT_US = 1_000_000;

function isRecent(view: FactView, before: Before): boolean {
  return before.at - view.at <= RECENT_US;
}

function stopOf(past: Recording, node: NodeName, before: Before): FactView | null {
  return latest(past, 'BrokerStateChanged', before, (fact, view) => view.node === node && fact.state === 'stopped');
}

/**
 * Cuts and holds that are on the way from one node to another, right before a fact. Of holds for messages of one kind those that are for
 * another kind than `label` count only when there is nothing else: what is behind such a message on its connection waits, too.
 */
export function troublesBetween(past: Recording, from: NodeName, to: NodeName, before: Before, label: string | null = null): Trouble[] {
  const cut = lasting(past, 'LinkCut', 'LinkHealed', [from, to], before);
  const held = lasting(past, 'LinkHeld', 'LinkReleased', [from, to], before);
  const isOther = ({ view: { fact } }: Trouble): boolean => label !== null && fact.type === 'LinkHeld' && fact.api !== null && fact.api !== label;
  return cut.length > 0 ? [...cut, ...held.filter((trouble) => !isOther(trouble))] : held;
}

function lasting(
  past: Recording,
  begins: 'LinkCut' | 'LinkHeld',
  ends: 'LinkHealed' | 'LinkReleased',
  [from, to]: readonly [NodeName, NodeName],
  before: Before,
): Trouble[] {
  const covers = (fact: { readonly from: string; readonly to: string }, view: FactView): boolean =>
    goesAlong(fact, from, to) || (isTwoWay(past, view) && goesAlong(fact, to, from));
  const began = latest(past, begins, before, covers);
  if (began === null) return [];
  const ended = latest(past, ends, before, (fact, view) => covers(fact, view) && isWhole(past, view));
  if (ended !== null && ended.seq > began.seq) return [];
  return [{ view: began, clause: clauseOfLink(began.fact) }];
}

function clauseOfLink(fact: FactOf<'LinkCut' | 'LinkHeld'>): string {
  const [from, to] = [nameInWords(fact.from), nameInWords(fact.to)];
  if (fact.type !== 'LinkHeld') return words.linkCut(from, to);
  return fact.api === null ? words.linkHeld(from, to) : words.linkHeldFor(from, to, fact.api);
}

/** A release that lets a few messages go ends nothing, nor one that is for some messages only. */
function isWhole(past: Recording, { cause }: FactView): boolean {
  const command = past.commands.get(cause);
  return command?.kind !== 'releaseLink' || command.count === null;
}

function isTwoWay(past: Recording, { cause }: FactView): boolean {
  const command = past.commands.get(cause);
  return (command?.kind === 'cutLink' || command?.kind === 'healLink') && !command.oneWay;
}

function goesAlong(link: { readonly from: string; readonly to: string }, from: NodeName, to: NodeName): boolean {
  return standsFor(link.from, from) && standsFor(link.to, to);
}

function standsFor(end: LinkEnd, node: NodeName): boolean {
  switch (end) {
    case '*':
      return true;
    case 'brokers':
      return node.startsWith('broker-');
    case 'controllers':
      return node.startsWith('controller-') || node.startsWith('zookeeper-');
    case 'clients':
      return node.startsWith('producer:') || node.startsWith('consumer:') || node === 'admin';
    default:
      return end === node;
  }
}

/** What kept the requests of one node to another from being dealt with: either of them, or the wire one way or the other. */
export function troublesOfTalk(past: Recording, from: NodeName, to: NodeName, before: Before, api: string | null = null): Trouble[] {
  const troubles = distinct([
    ...troublesOfNode(past, from, before),
    ...troublesOfNode(past, to, before),
    ...troublesBetween(past, from, to, before, api),
    ...troublesBetween(past, to, from, before, api === null ? null : `${api}Response`),
  ]);
  const sure = troubles.filter(({ view: { fact } }) => fact.type !== 'LinkHeld' || api === null || fact.api === null || fact.api === api || fact.api === `${api}Response`);
  return sure.length > 0 ? sure : troubles;
}

/** The last end of a cut or a hold that was on the way from one node to any of several, or back, before a fact. */
export function wayBackBetween(past: Recording, from: NodeName, to: readonly NodeName[], before: Before): FactView | null {
  const covers = (link: { readonly from: string; readonly to: string }): boolean => to.some((one) => goesAlong(link, from, one) || goesAlong(link, one, from));
  return latestOf(latest(past, 'LinkHealed', before, covers), latest(past, 'LinkReleased', before, covers));
}

/** The first of such things that began since a time, over or not: for what waited all the while. */
export function troublesSince(past: Recording, from: NodeName, to: NodeName, before: Before, since: number): Trouble[] {
  const isOf = (_: unknown, view: FactView): boolean => view.at >= since && (view.node === to || view.node === from);
  const isBetween = (fact: { readonly from: string; readonly to: string }, view: FactView): boolean =>
    view.at >= since && (goesAlong(fact, from, to) || goesAlong(fact, to, from));
  const view = earliestOf(
    first(past, 'NodeKilled', before, isOf),
    first(past, 'NodePaused', before, isOf),
    first(past, 'LinkCut', before, isBetween),
    first(past, 'LinkHeld', before, isBetween),
  );
  if (view === null) return [];
  const isLink = view.fact.type === 'LinkCut' || view.fact.type === 'LinkHeld';
  return [{ view, clause: isLink ? words.nothingArrived : words.didNotRun(nameInWords(view.node)) }];
}

/** The same with any of several nodes: the servers that keep the metadata. */
export function troublesWithAny(past: Recording, from: NodeName, to: readonly NodeName[], before: Before): Trouble[] {
  const own = troublesOfNode(past, from, before);
  const wires = to.flatMap((one) => [...troublesBetween(past, from, one, before), ...troublesBetween(past, one, from, before)]);
  return [...own, ...distinct(wires)];
}

function distinct(troubles: readonly Trouble[]): Trouble[] {
  return troubles.filter(({ view }, index) => troubles.findIndex((other) => other.view === view) === index);
}

/** Every server that may be the controller or keep the metadata. */
export function metadataServers(past: Recording): NodeName[] {
  return past.nodes.filter((name) => name.startsWith('controller-') || name.startsWith('zookeeper-'));
}
