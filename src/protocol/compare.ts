import type { TimeUs } from '../base/flavor.ts';
import type { FrameDelta } from './delta.ts';
import type { WhySubject } from '../sim/index.ts';
import type { DocumentSource, FactView, RunInfo } from './messages.ts';

/** What makes a run again, in another worker: its document, its seed, and what the reader told it, when. */
export interface RunRecord {
  readonly source: DocumentSource;
  readonly seed: number;
  /** Made by a worker and read by one; the page hands it on. */
  readonly inputs: readonly { readonly moment: { readonly events: number; readonly at: TimeUs }; readonly input: unknown }[];
  /** How far it is known. */
  readonly end: TimeUs;
}

/** What a setting is set for: all brokers and controllers, or every topic, producer or consumer of the document. */
export type TwinScope = 'cluster' | 'topic' | 'producer' | 'consumer';

export type TwinChange =
  /** `value` as it was written. */
  | { readonly kind: 'config'; readonly scope: TwinScope; readonly name: string; readonly value: string | number | boolean }
  | { readonly kind: 'seed'; readonly seed: number };

/** What a run is compared with: itself with one thing changed, or another run. */
export type Other = { readonly kind: 'twin'; readonly change: TwinChange } | { readonly kind: 'run'; readonly record: RunRecord };

/** A twin that is worth seeing, with what is different in the run and in its twin: `acks=all`, `acks=1`. */
export interface TwinSuggestion {
  readonly shelf: 'settings' | 'history' | 'chance';
  readonly change: TwinChange;
  readonly left: string;
  readonly right: string;
  readonly meaning: string | null;
}

export type ToCompare =
  /** Asks for the record of a branch, null the current one, and what it could be compared with. */
  | { readonly type: 'record'; readonly request: number; readonly branch: number | null }
  /**
   * Computes the other run and `left` until `until`, with `progress` told, compares them on the way, and then begins the other one as this
   * worker's own. A newer request takes its place.
   */
  | { readonly type: 'openOther'; readonly request: number; readonly left: RunRecord; readonly other: Other; readonly until: TimeUs }
  /** Asks what came out up to the moment that this worker's run is at. */
  | { readonly type: 'outcome'; readonly request: number };

export type FromCompare =
  | { readonly type: 'recorded'; readonly request: number; readonly record: RunRecord; readonly suggestions: readonly TwinSuggestion[]; readonly settings: Readonly<Record<TwinScope, readonly string[]>> }
  /** `titles` say what is different; null where two runs of a reader's own making are compared. `facts`: what the other run tells until then. */
  | {
      readonly type: 'openedOther';
      readonly request: number;
      readonly run: RunInfo;
      readonly frame: FrameDelta;
      readonly facts: readonly FactView[];
      readonly titles: { readonly left: string; readonly right: string } | null;
      readonly compared: ComparedView;
    }
  | { readonly type: 'outcome'; readonly request: number; readonly outcome: OutcomeView };

/** Where two runs part. */
export interface ComparedView {
  readonly until: TimeUs;
  /** The first thing that is told differently at all, and the first that matters; null while there is none. */
  readonly first: DivergenceView | null;
  readonly firstTelling: DivergenceView | null;
}

/** What came out of both up to a time. */
export interface OutcomeView {
  readonly at: TimeUs;
  readonly rows: readonly OutcomeRowView[];
}

export interface DivergenceView {
  readonly at: TimeUs;
  /** What each run tells there, in a sentence; null for one that tells nothing of the kind. */
  readonly left: string | null;
  readonly right: string | null;
}

export interface OutcomeRowView {
  readonly key: string;
  readonly label: string;
  readonly meaning: string;
  readonly left: string;
  readonly right: string;
  /** Which side did better; null where they did alike, or where neither is better. */
  readonly better: 'left' | 'right' | null;
  /** The records that it counts, at most some of them; null where nobody asks for them. */
  readonly records: { readonly left: readonly CountedView[]; readonly right: readonly CountedView[] } | null;
}

/** A record that a number counts, and what its causes are asked of. */
export interface CountedView {
  readonly id: string;
  /** `orders-0, offset 12`, and by whom and when. */
  readonly words: string;
  readonly subject: WhySubject;
}
