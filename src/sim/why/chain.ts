import type { Command } from '../kafka/commands.ts';
import type { FactView } from '../kafka/factView.ts';
import type { FactType } from '../kafka/facts.ts';
import { because, byCommand, NOTHING, type Antecedent, type Rule, type Rules } from './antecedent.ts';
import { eventAt, type KnownEvent } from './eventTable.ts';
import { causesOf } from './past.ts';
import type { Recording } from './recording.ts';
import { CONSUMER_RULES, GROUP_RULES } from './rules/consumerRules.ts';
import { CONTROLLER_RULES } from './rules/controllerRules.ts';
import { LOG_RULES } from './rules/logRules.ts';
import { NODE_RULES } from './rules/nodeRules.ts';
import { OTHER_RULES } from './rules/otherRules.ts';
import { PARTITION_RULES } from './rules/partitionRules.ts';
import { PRODUCER_RULES } from './rules/producerRules.ts';

/** A message of a chain: what it was, from where to where, and when. */
export interface ChainMessage {
  readonly event: number;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly sentAt: number;
  readonly arrivedAt: number;
}

/** What a link of a chain is. */
export type LinkOf =
  | { readonly kind: 'fact'; readonly view: FactView }
  /** Done by a person or a script. */
  | { readonly kind: 'command'; readonly command: Command }
  /** How the document set the cluster up. */
  | { readonly kind: 'setting'; readonly name: string; readonly value: string };

/** One link of a chain of causes, with the ones it came of. A link without any is where the telling ends. */
export interface ChainLink {
  readonly of: LinkOf;
  readonly at: number;
  /** Sequence number of the event; null for a setting. */
  readonly event: number | null;
  /** What it has to do with the link that it explains; null of the first. */
  readonly how: string | null;
  /** Messages by which the one led to the other, as far as they are known, in order. */
  readonly messages: readonly ChainMessage[];
  /** Says what was there; its own causes are no part of the answer, or have been told. */
  readonly isContext: boolean;
  readonly because: readonly ChainLink[];
}

/** Every type of fact has its rule: a new one does not compile until it is added to a family. */
const RULES: Rules<FactType> = {
  ...NODE_RULES,
  ...CONTROLLER_RULES,
  ...PARTITION_RULES,
  ...LOG_RULES,
  ...PRODUCER_RULES,
  ...CONSUMER_RULES,
  ...GROUP_RULES,
  ...OTHER_RULES,
};

const MOST_DEEP = 24;
/** Links of a whole chain; what would be more is left out. */
const MOST_LINKS = 60;
/** So many events are gone back through where no rule knows more. */
const MOST_EVENTS_BACK = 64;
/** What is longer ago is no answer, when nothing but the order of events speaks for it. */
const LONGEST_GAP_US = 5_000_000;
/** Between a cause and its effect a way of so many messages is shown. */
const MOST_MESSAGES = 8;

interface Telling {
  readonly past: Recording;
  /** Facts that have been told: one that led to two things is told once whole. */
  readonly told: Set<number>;
  readonly toldSettings: Set<string>;
  left: number;
}

/** The chain of causes of a fact, back to what a person, a script or the document did. */
export function explain(past: Recording, view: FactView): ChainLink {
  return linkOfFact({ past, told: new Set(), toldSettings: new Set(), left: MOST_LINKS }, view, null, [], 0);
}

function linkOfFact(telling: Telling, view: FactView, how: string | null, messages: readonly ChainMessage[], depth: number): ChainLink {
  const again = telling.told.has(view.seq);
  telling.told.add(view.seq);
  const antecedents = again || depth >= MOST_DEEP ? NOTHING : antecedentsOf(telling.past, view);
  const links: ChainLink[] = [];
  for (const antecedent of antecedents) {
    if (telling.left <= 0) break;
    if (antecedent.kind === 'setting' && isTold(telling, antecedent.name)) continue;
    telling.left -= 1;
    links.push(linkOfAntecedent(telling, view, antecedent, depth));
  }
  return { of: { kind: 'fact', view }, at: view.at, event: view.cause, how, messages, isContext: again, because: links };
}

function isTold({ toldSettings }: Telling, name: string): boolean {
  const told = toldSettings.has(name);
  toldSettings.add(name);
  return told;
}

function linkOfAntecedent(telling: Telling, effect: FactView, antecedent: Antecedent, depth: number): ChainLink {
  const { past } = telling;
  const { how } = antecedent;
  switch (antecedent.kind) {
    case 'fact': {
      const way = wayFrom(past, effect.cause, antecedent.view.cause);
      const messages = messagesOf(past, [...way, ...antecedent.evidence]);
      if (antecedent.isContext) return { of: { kind: 'fact', view: antecedent.view }, at: antecedent.view.at, event: antecedent.view.cause, how, messages, isContext: true, because: [] };
      return linkOfFact(telling, antecedent.view, how, messages, depth + 1);
    }
    case 'command': {
      const command = past.commands.get(antecedent.event) as Command;
      const at = eventAt(past.events, antecedent.event)?.at ?? 0;
      return { of: { kind: 'command', command }, at, event: antecedent.event, how, messages: messagesOf(past, wayFrom(past, effect.cause, antecedent.event)), isContext: false, because: [] };
    }
    case 'setting':
      return { of: { kind: 'setting', name: antecedent.name, value: antecedent.value }, at: 0, event: null, how, messages: [], isContext: false, because: [] };
  }
}

function antecedentsOf(past: Recording, view: FactView): readonly Antecedent[] {
  // A rule takes facts of its own type; that this one has it is what the table says, and the compiler cannot see.
  const rule = RULES[view.fact.type] as unknown as Rule<FactType>;
  const found = rule(view as never, past).filter((one) => one.kind !== 'fact' || one.view.seq !== view.seq);
  return found.length > 0 ? found : byEvents(past, view);
}

/** Where no rule knows: the nearest event before it that did something worth telling, or that somebody did. */
function byEvents(past: Recording, view: FactView): readonly Antecedent[] {
  const events = causesOf(past, view.cause, MOST_EVENTS_BACK);
  for (const [index, event] of events.entries()) {
    if (past.commands.has(event.seq)) return byCommand(event, index === 0 ? null : 'It set this off.');
    const facts = index === 0 ? [] : (past.byEvent.get(event.seq) ?? []).filter(({ fact }) => fact.type !== view.fact.type && fact.type !== 'MetadataCommitted');
    const first = facts[0];
    if (view.at - event.at > LONGEST_GAP_US) return NOTHING;
    if (first !== undefined) return because(first, 'It followed from that.');
  }
  return NOTHING;
}

/** The events from the cause, which is left out, to the effect; empty when it is not known that the one led to the other. */
function wayFrom(past: Recording, effect: number, cause: number): readonly KnownEvent[] {
  const events = causesOf(past, effect, MOST_EVENTS_BACK);
  const found = events.findIndex(({ seq }) => seq === cause);
  return found < 0 ? [] : events.slice(0, found).toReversed();
}

function messagesOf(past: Recording, events: readonly KnownEvent[]): ChainMessage[] {
  return events
    .filter(({ from, node }) => from >= 0 && node >= 0)
    .slice(-MOST_MESSAGES)
    .map(({ seq, label, from, node, sentAt, at }) => ({
      event: seq,
      label,
      from: past.nodes[from] ?? '',
      to: past.nodes[node] ?? '',
      sentAt,
      arrivedAt: at,
    }));
}
