import type { ChainLink, ChainMessage } from '../sim/index.ts';
import * as words from '../words/narration/because.ts';
import { asSubject, nodeName } from '../words/narration/names.ts';
import { commandWords } from './commandWords.ts';
import { sentence } from './narration.ts';

/** One link of a chain of causes as it is shown. */
export interface BecauseLink {
  readonly kind: 'fact' | 'command' | 'setting' | 'message' | 'state';
  /** `LeaderElected`, `killBroker`, `model.truncation`, `Fetch`; `state` for how things are. */
  readonly name: string;
  readonly at: number;
  /** Sequence numbers of the event and of the fact; null where there is none. */
  readonly event: number | null;
  readonly fact: number | null;
  /** What happened. */
  readonly sentence: string;
  /** What it has to do with the link that it explains; null of the first. */
  readonly how: string | null;
  /** Names of what the link is about, as pictures know them: nodes and partitions. */
  readonly entities: readonly string[];
  readonly messages: readonly ChainMessage[];
  /** Says what was there; its own causes are no part of the answer, or have been told. */
  readonly isContext: boolean;
  readonly because: readonly BecauseLink[];
}

/** Tells the links of a chain apart. */
export function causeKey({ name, event, fact, how }: BecauseLink): string {
  return `${name} ${event ?? ''} ${fact ?? ''} ${how ?? ''}`;
}

/** The chain in words. */
export function tellChain(link: ChainLink): BecauseLink {
  return { ...headOf(link), at: link.at, event: link.event, how: link.how, messages: link.messages, isContext: link.isContext, because: link.because.map(tellChain) };
}

function headOf({ of }: ChainLink): Pick<BecauseLink, 'kind' | 'name' | 'fact' | 'sentence' | 'entities'> {
  switch (of.kind) {
    case 'fact':
      return { kind: 'fact', name: of.view.fact.type, fact: of.view.seq, sentence: asSubject(sentence(of.view)), entities: entitiesOf(of.view) };
    case 'command':
      return { kind: 'command', name: of.command.kind, fact: null, sentence: words.done(commandWords(of.command)), entities: [] };
    case 'setting':
      return { kind: 'setting', name: of.name, fact: null, sentence: words.settingIs(of.name, of.value), entities: [] };
    case 'message':
      return { kind: 'message', name: of.message.label, fact: null, sentence: messageSentence(of.message), entities: [of.message.from] };
    case 'state':
      return { kind: 'state', name: 'state', fact: null, sentence: of.words, entities: of.entities };
  }
}

/** `Broker 2 sends Fetch to broker 1.` `Broker 1 answers the Produce request of producer checkout with NOT_ENOUGH_REPLICAS.` */
function messageSentence({ label, from, to, error }: Pick<ChainMessage, 'label' | 'from' | 'to' | 'error'>): string {
  const sender = asSubject(nodeName(from));
  const [, answered] = /^(.+)Response$/.exec(label) ?? [];
  if (answered === undefined) return words.messageSent(sender, label, nodeName(to));
  return error === null ? words.answered(sender, answered, nodeName(to)) : words.answeredWith(sender, answered, nodeName(to), error);
}

type FactLink = Extract<ChainLink['of'], { kind: 'fact' }>['view'];

/** The node, and the partition that the fact is about. */
function entitiesOf({ node, fact }: FactLink): string[] {
  const partition = 'topic' in fact && 'partition' in fact ? [`${fact.topic}-${fact.partition}`] : [];
  return node === '' ? partition : [node, ...partition];
}

/** The chain as lines of text: causes below what they led to and further in, each with what it has to do with it. */
export function chainText(link: BecauseLink, depth = 0): string[] {
  const indent = '  '.repeat(depth);
  const when = link.kind === 'setting' || link.kind === 'state' ? '' : `${(link.at / 1_000_000).toFixed(6)} s  `;
  const how = link.how === null ? [] : [`${indent}${' '.repeat(when.length)}(${link.how})`];
  return [`${indent}${when}${link.sentence}`, ...how, ...link.because.flatMap((one) => chainText(one, depth + 1))];
}
