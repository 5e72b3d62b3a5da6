import type { TimeUs } from '../base/flavor.ts';
import type { FrameDelta } from './delta.ts';
import type { DocumentSource, RunInfo } from './messages.ts';

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
  /** Begins the other run as this worker's own, once it is known what was done to `left` until `until`; `progress` tells how far that is. */
  | { readonly type: 'openOther'; readonly request: number; readonly left: RunRecord; readonly other: Other; readonly until: TimeUs }
  /** Compares the two runs of the last `openOther` from their beginning to its `until`, with `progress` told. A newer request takes its place. */
  | { readonly type: 'compare'; readonly request: number };

export type FromCompare =
  | { readonly type: 'recorded'; readonly request: number; readonly record: RunRecord; readonly suggestions: readonly TwinSuggestion[]; readonly settings: Readonly<Record<TwinScope, readonly string[]>> }
  /** `titles` say what is different; null where two runs of a reader's own making are compared. */
  | { readonly type: 'openedOther'; readonly request: number; readonly run: RunInfo; readonly frame: FrameDelta; readonly titles: { readonly left: string; readonly right: string } | null }
  | { readonly type: 'compared'; readonly request: number; readonly compared: ComparedView };

export interface ComparedView {
  readonly until: TimeUs;
  /** The first thing that is told differently at all, and the first that matters; null while there is none. */
  readonly first: DivergenceView | null;
  readonly firstTelling: DivergenceView | null;
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
}
