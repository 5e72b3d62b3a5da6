import * as words from '../../words/why/chain.ts';
import type { Command } from '../kafka/commands.ts';
import type { FactView } from '../kafka/factView.ts';
import type { Fact, FactType } from '../kafka/facts.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../kafka/types.ts';
import { because, BEGINNING, byCommand, NOTHING, type Antecedent, type Rule, type Rules } from './antecedent.ts';
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
  /** Null while it is on its way. */
  readonly arrivedAt: number | null;
  /** What it says when it says no; else null. */
  readonly error: string | null;
}

/** What a link of a chain is. */
export type LinkOf =
  | { readonly kind: 'fact'; readonly view: FactView }
  /** Done by a person or a script. */
  | { readonly kind: 'command'; readonly command: Command }
  /** How the document set the cluster up. */
  | { readonly kind: 'setting'; readonly name: string; readonly value: string }
  | { readonly kind: 'message'; readonly message: ChainMessage }
  /** How things are, or always go, in words; of a thing of the picture, or of none. */
  | { readonly kind: 'state'; readonly words: string; readonly entities: readonly string[] };

/** One link of a chain of causes, with the ones it came of. A link without any is where the telling ends. */
export interface ChainLink {
  readonly of: LinkOf;
  readonly at: number;
  /** Sequence number of the event; null for a setting, or how things are. */
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
const RULES: Rules = {
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
  return linkOfFact(newTelling(past), view, null, [], 0);
}

/** The chain of what is no fact, from what it comes of. `cause`: the event that brought it about, where there is one. */
export function explainAs(past: Recording, of: LinkOf, at: number, cause: number | null, antecedents: readonly Antecedent[]): ChainLink {
  const links = linksOf(newTelling(past), cause, antecedents, 0);
  return { of, at, event: cause, how: null, messages: [], isContext: false, because: links };
}

function newTelling(past: Recording): Telling {
  return { past, told: new Set(), toldSettings: new Set(), left: MOST_LINKS };
}

function linkOfFact(telling: Telling, view: FactView, how: string | null, messages: readonly ChainMessage[], depth: number): ChainLink {
  const again = telling.told.has(view.seq);
  telling.told.add(view.seq);
  const antecedents = again || depth >= MOST_DEEP ? NOTHING : antecedentsOf(telling.past, view);
  const links = linksOf(telling, view.cause, antecedents, depth);
  return { of: { kind: 'fact', view }, at: view.at, event: view.cause, how, messages, isContext: again, because: links };
}

/** `effect`: the event that they led to. */
function linksOf(telling: Telling, effect: number | null, antecedents: readonly Antecedent[], depth: number): ChainLink[] {
  const links: ChainLink[] = [];
  for (const antecedent of antecedents) {
    if (telling.left <= 0) break;
    if (antecedent.kind === 'setting' && isTold(telling, antecedent.name)) continue;
    telling.left -= 1;
    links.push(linkOfAntecedent(telling, effect, antecedent, depth));
  }
  return links;
}

function isTold({ toldSettings }: Telling, name: string): boolean {
  const told = toldSettings.has(name);
  toldSettings.add(name);
  return told;
}

function linkOfAntecedent(telling: Telling, effect: number | null, antecedent: Antecedent, depth: number): ChainLink {
  const { past } = telling;
  switch (antecedent.kind) {
    case 'fact': {
      const { how } = antecedent;
      const way = wayFrom(past, effect, antecedent.view.cause);
      const messages = messagesOf(past, [...way, ...antecedent.evidence]);
      if (antecedent.isContext) return { of: { kind: 'fact', view: antecedent.view }, at: antecedent.view.at, event: antecedent.view.cause, how, messages, isContext: true, because: [] };
      return linkOfFact(telling, antecedent.view, how, messages, depth + 1);
    }
    case 'command': {
      const command = past.commands.get(antecedent.event) as Command;
      const at = eventAt(past.events, antecedent.event)?.at ?? 0;
      return { of: { kind: 'command', command }, at, event: antecedent.event, how: antecedent.how, messages: messagesOf(past, wayFrom(past, effect, antecedent.event)), isContext: false, because: [] };
    }
    case 'setting':
      return { of: { kind: 'setting', name: antecedent.name, value: antecedent.value }, at: 0, event: null, how: antecedent.how, messages: [], isContext: false, because: [] };
    case 'message': {
      const message = messageOf(past, antecedent.message);
      return { of: { kind: 'message', message }, at: message.sentAt, event: antecedent.message.seq, how: antecedent.how, messages: [message], isContext: true, because: [] };
    }
    case 'state':
      return { of: { kind: 'state', words: antecedent.words, entities: [] }, at: 0, event: null, how: null, messages: [], isContext: true, because: [] };
  }
}

function antecedentsOf(past: Recording, view: FactView): readonly Antecedent[] {
  // A rule takes facts of its own type; that this one has it is what the table says, and the compiler cannot see.
  const rule = RULES[view.fact.type] as unknown as Rule<FactType>;
  const answer = rule(view as never, past);
  if (answer === BEGINNING) return NOTHING;
  const found = answer.filter((one) => one.kind !== 'fact' || one.view.seq !== view.seq);
  return found.length > 0 ? found : byEvents(past, view);
}

/** Where no rule knows: the nearest event before it that did something worth telling, or that somebody did. */
function byEvents(past: Recording, view: FactView): readonly Antecedent[] {
  const events = causesOf(past, view.cause, MOST_EVENTS_BACK);
  for (const [index, event] of events.entries()) {
    if (past.commands.has(event.seq)) return byCommand(event, index === 0 ? null : words.setOff);
    const facts = index === 0 ? [] : (past.byEvent.get(event.seq) ?? []).filter(({ fact }) => fact.type !== view.fact.type && tells(fact));
    const first = facts[0];
    if (view.at - event.at > LONGEST_GAP_US) return NOTHING;
    if (first !== undefined) return because(first, words.followed);
  }
  return NOTHING;
}

/** Bookkeeping that goes along with whatever happens is no cause of it. */
function tells(fact: Fact): boolean {
  if (fact.type === 'RecordsAppended' || fact.type === 'RecordsReplicated' || fact.type === 'HighWatermarkAdvanced') return fact.topic !== CONSUMER_OFFSETS_TOPIC;
  return fact.type !== 'MetadataCommitted';
}

/** The events from the cause, which is left out, to the effect; empty when it is not known that the one led to the other. */
function wayFrom(past: Recording, effect: number | null, cause: number): readonly KnownEvent[] {
  if (effect === null) return [];
  const events = causesOf(past, effect, MOST_EVENTS_BACK);
  const found = events.findIndex(({ seq }) => seq === cause);
  return found < 0 ? [] : events.slice(0, found).toReversed();
}

function messagesOf(past: Recording, events: readonly KnownEvent[]): ChainMessage[] {
  return events
    .filter(({ from, node }) => from >= 0 && node >= 0)
    .slice(-MOST_MESSAGES)
    .map((event) => messageOf(past, event));
}

/** A message that arrived, by the event of its arrival. */
export function messageOf(past: Recording, { seq, label, from, node, sentAt, at }: KnownEvent): ChainMessage {
  return { event: seq, label, from: past.nodes[from] ?? '', to: past.nodes[node] ?? '', sentAt, arrivedAt: at, error: past.errors.get(seq)?.code ?? null };
}
