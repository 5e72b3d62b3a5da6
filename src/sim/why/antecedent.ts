import type { FactView } from '../kafka/factView.ts';
import type { FactType } from '../kafka/facts.ts';
import type { KnownEvent } from './eventTable.ts';
import type { Told } from './past.ts';
import type { Recording } from './recording.ts';
import type { Trouble } from './troubles.ts';

/** One of the things that a fact came of. `how` says in a sentence what the one has to do with the other. */
export type Antecedent =
  | {
      readonly kind: 'fact';
      readonly view: FactView;
      readonly how: string;
      readonly evidence: readonly KnownEvent[];
      /** Its own causes are no part of the answer: it only says what was there. */
      readonly isContext: boolean;
    }
  /** Done by a person or a script: the event that did it. `how` null: it is what was asked for. */
  | { readonly kind: 'command'; readonly event: number; readonly how: string | null }
  /** How the document set the cluster up. */
  | { readonly kind: 'setting'; readonly name: string; readonly value: string; readonly how: string }
  /** A message that it is an answer to, or that set it off: what was there. */
  | { readonly kind: 'message'; readonly message: KnownEvent; readonly how: string }
  /** How things are, or always go: a sentence. */
  | { readonly kind: 'state'; readonly words: string };

/** What one type of fact comes of. Empty where only the events before it can tell. */
export type Rule<Type extends FactType> = (view: Told<Type>, past: Recording) => readonly Antecedent[];

/** A rule for every type of fact: leaving one out does not compile. */
export type Rules = { readonly [Type in FactType]: Rule<Type> };

/** Those of some types that belong together; all families make up the whole. */
export type RuleFamily = Partial<Rules>;

export const NOTHING: readonly Antecedent[] = [];

/** What was there from the beginning: nothing that came before it in time led to it. */
export const BEGINNING: readonly Antecedent[] = [];

export function because(view: FactView | null, how: string, evidence: KnownEvent | null = null): readonly Antecedent[] {
  return view === null ? NOTHING : [{ kind: 'fact', view, how, evidence: evidence === null ? [] : [evidence], isContext: false }];
}

/** Something that was so, and whose own causes nobody asked for. */
export function given(view: FactView | null, how: string): readonly Antecedent[] {
  return view === null ? NOTHING : [{ kind: 'fact', view, how, evidence: [], isContext: true }];
}

export function byCommand(event: Pick<KnownEvent, 'seq'> | null, how: string | null): readonly Antecedent[] {
  return event === null ? NOTHING : [{ kind: 'command', event: event.seq, how }];
}

/** Each trouble as a cause; `how` says of its clause what it led to. */
export function byTroubles(troubles: readonly Trouble[], how: (trouble: string) => string, evidence: KnownEvent | null = null): readonly Antecedent[] {
  return troubles.flatMap(({ view, clause }) => because(view, how(clause), evidence));
}

/** The first of several answers that is one. */
export function firstOf(...answers: readonly (() => readonly Antecedent[])[]): readonly Antecedent[] {
  for (const answer of answers) {
    const found = answer();
    if (found.length > 0) return found;
  }
  return NOTHING;
}

/** The rule of the facts that a command makes true at once, or that the events before them tell best. */
export const followEvents: Rule<never> = () => NOTHING;
