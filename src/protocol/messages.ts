import type { Lens } from '../base/lens.ts';
import type { TimeUs } from '../base/flavor.ts';
import type { ConditionSource, FactView, RecordPlace, WhySubject } from '../sim/index.ts';
import type { BecauseLink } from './because.ts';
import type { FromCompare, ToCompare, TwinChange } from './compare.ts';
import type { FrameDelta } from './delta.ts';
import type { FollowedRecord } from './life.ts';
import type { Detail, Look } from './look.ts';
import type { MeasuredView, MeasureWindow } from './metrics/measured.ts';
import type { SequenceQuestion, SequenceStretch } from './sequence.ts';
import type { ProduceAnswer } from './produceAnswers.ts';
import type { Transcript } from './transcript.ts';
import type { MessageCategory } from './views.ts';

export const PROTOCOL_VERSION = 2;

export type { FactView, RecordPlace, WhySubject } from '../sim/index.ts';

export type DocumentSource =
  | { readonly kind: 'library'; readonly id: string }
  /** The text of a scenario document, from a file, a link or an embedding page. */
  | { readonly kind: 'text'; readonly text: string; readonly name: string };

export type ToWorker =
  | ToCompare
  /** Starts a run. A document that is refused leaves the run in progress as it was. */
  | { readonly type: 'open'; readonly request: number; readonly source: DocumentSource; readonly seed: number | null }
  /**
   * Computes up to `to` and answers with a frame. With `stopAtNotable` it stops at the first event
   * that made a notable fact true. Computes for at most about 12 ms; the answer says how far it got.
   */
  | {
      readonly type: 'advance';
      readonly request: number;
      readonly to: TimeUs;
      readonly stopAtNotable: boolean;
      /** Types of fact to stop at besides: what the reader has not seen often yet. */
      readonly stopAt?: readonly string[];
    }
  | { readonly type: 'step'; readonly request: number; readonly by: 'event' | 'notable'; readonly backwards?: boolean }
  /**
   * Goes to a moment of the current branch, known or not. A long way is computed in pieces, with `progress` told; the next seek or anything
   * else that moves takes its place, and the answer is `dropped` then. What is done meanwhile is done at the moment of the last frame.
   */
  | { readonly type: 'seek'; readonly request: number; readonly to: SeekTarget }
  /**
   * Starts a run that was saved, the text of a file or what a link holds, at time 0; it is sent as text since what is nested deep enough
   * does not come through as anything else. `resume` then leads to where it was left. `name` is of the file.
   */
  | { readonly type: 'openSaved'; readonly request: number; readonly text: string; readonly name: string }
  /** As a seek, to where the run was left that was opened last. */
  | { readonly type: 'resume'; readonly request: number }
  /** Asks for the session as a saved run, with all its futures. */
  | { readonly type: 'save'; readonly request: number; readonly lens: Lens; readonly selected: string | null; readonly view?: SharedView }
  /** Asks for the current branch up to the present, written out; a diagram is of `from` to `to`. A newer one takes its place. */
  | { readonly type: 'export'; readonly request: number; readonly form: ExportForm; readonly from: TimeUs; readonly to: TimeUs }
  /** The seek under way ends where it has come to. */
  | { readonly type: 'stopSeek'; readonly request: number }
  /** Another future becomes the current one, at the same time or where it ends; or it gets another name; or it goes. */
  | { readonly type: 'branch'; readonly request: number; readonly change: BranchChange }
  /** A bookmark is set, gets another name, or goes. */
  | { readonly type: 'bookmark'; readonly request: number; readonly change: BookmarkChange }
  | { readonly type: 'undo'; readonly request: number }
  | { readonly type: 'redo'; readonly request: number }
  /** A command in the contract's form, done at the current virtual time. */
  /** `more` is done with it, at the same moment, and taken back with it. */
  | { readonly type: 'command'; readonly request: number; readonly command: unknown; readonly more?: readonly unknown[] }
  /** What the page looks at from now on: frames carry what belongs to it. Answered by a frame of this moment; `dropped` during a seek, which ends with one. */
  | { readonly type: 'look'; readonly request: number; readonly look: Look }
  | { readonly type: 'inspect'; readonly request: number; readonly target: string }
  /** What happened to a record so far. `id` once it is known; else what is at the offset now is meant. */
  | { readonly type: 'follow'; readonly request: number; readonly place: RecordPlace; readonly id: string | null }
  /** What can be done to each thing now. */
  | { readonly type: 'offers'; readonly request: number }
  /**
   * What something in the current branch comes of: a fact, or what else there is at this moment. Answered when the run has been played once
   * more up to it, with `progress` told; a newer question takes its place, or nothing does.
   */
  | { readonly type: 'why'; readonly request: number; readonly subject: WhySubject }
  | { readonly type: 'stopWhy'; readonly request: number }
  /** Reads all built-in documents, if they were not read before, and asks what there are. */
  | { readonly type: 'library'; readonly request: number }
  /** What an operator would see of the current branch as far as it is known. A newer question takes its place. */
  | { readonly type: 'measure'; readonly request: number; readonly window: MeasureWindow }
  /** Asks for all messages of a stretch of time. A newer question takes its place. */
  | { readonly type: 'sequence'; readonly request: number; readonly question: SequenceQuestion }
  /** The reader goes on: a step that waits for nothing else begins. */
  | { readonly type: 'continue'; readonly request: number }
  | { readonly type: 'answer'; readonly request: number; readonly step: number; readonly option: number };

export type FromWorker =
  | FromCompare
  | { readonly type: 'ready'; readonly version: typeof PROTOCOL_VERSION }
  | { readonly type: 'opened'; readonly request: number; readonly run: RunInfo; readonly frame: FrameDelta; readonly facts: readonly FactView[]; readonly story: StoryState | null; readonly broken: readonly BrokenGuarantee[]; readonly timeline: TimelineView; readonly source?: DocumentSource }
  | { readonly type: 'refused'; readonly request: number; readonly problems: readonly Problem[] }
  | {
      readonly type: 'frame';
      readonly request: number;
      readonly frame: FrameDelta;
      /** All notable ones and the newest others; their numbers tell what was left out. */
      readonly facts: readonly FactView[];
      /** What producers were answered since the last frame, of all facts. */
      readonly answers: readonly ProduceAnswer[];
      /** The time asked for was not reached: more to compute, or a notable fact came first. */
      readonly stopped: 'reached' | 'budget' | 'notable';
      /** When the next event is due; null when nothing will ever happen again. */
      readonly nextEventAt: TimeUs | null;
      /** Messages that travelled and arrived since the last frame, for pulses on links at speed. */
      readonly traffic: readonly LinkTraffic[];
      readonly story: StoryState | null;
      /** All guarantees broken so far, in the order in which they broke. */
      readonly broken: readonly BrokenGuarantee[];
      /** Facts of a known future that was played again, as they came; they were told before. Empty after a jump. */
      readonly again: readonly FactView[];
      /** How far the current branch is known. */
      readonly knownTo: TimeUs;
      /** The frame is the end of what is known. */
      readonly atEnd: boolean;
      /** The branches, where something about them has changed since the last frame. */
      readonly timeline: TimelineView | null;
      /** What was told of the current branch so far, where it is another one than in the last frame: it replaces what was told before. */
      readonly journal: BranchJournal | null;
      /** What is looked at; absent where it is what the last frame said. */
      readonly detail?: Detail | null;
      /** The frame is where a saved run was left, and how this run compares with it. */
      readonly resumed?: ResumedView;
    }
  /** A saved run, version 1 of its format: see src/scenarios/saved. */
  | { readonly type: 'saved'; readonly request: number; readonly saved: unknown }
  | { readonly type: 'exported'; readonly request: number; readonly exported: Exported }
  /** A long seek is under way and has come to `at`. */
  | { readonly type: 'progress'; readonly request: number; readonly at: TimeUs; readonly to: TimeUs | null }
  /** A seek that something newer took the place of. */
  | { readonly type: 'dropped'; readonly request: number }
  /** In the order in which they are best met; null when they could not be read. */
  | { readonly type: 'library'; readonly request: number; readonly entries: readonly LibraryEntry[] | null }
  /** The chain of causes; null when the run has no such thing. */
  | { readonly type: 'because'; readonly request: number; readonly chain: BecauseLink | null }
  /** Null when nothing is there to follow. */
  | { readonly type: 'followed'; readonly request: number; readonly record: FollowedRecord | null }
  | { readonly type: 'offered'; readonly request: number; readonly offers: readonly Offer[] }
  | { readonly type: 'measured'; readonly request: number; readonly measured: MeasuredView }
  | { readonly type: 'sequence'; readonly request: number; readonly stretch: SequenceStretch }
  | { readonly type: 'inspected'; readonly request: number; readonly inspection: Inspection | null }
  /** The simulator itself failed. Seed and event number are enough to see it again. */
  | { readonly type: 'failed'; readonly message: string; readonly seed: number; readonly event: number };

/** Facts as NDJSON, what was done as a document, messages and facts as a sequence diagram; the run as text, short or with routine facts. */
export type ExportForm = 'facts' | 'script' | 'mermaid' | 'transcript' | 'longTranscript';

export interface Exported {
  readonly form: ExportForm;
  /** Empty where it is a transcript, which whoever shows it makes text of. */
  readonly text: string;
  readonly transcript?: Transcript;
  /** Why there is none; else null. */
  readonly problem: string | null;
}

/** What of the page a saved run keeps: what is left out was not shown. */
export interface SharedView {
  /** The kinds of messages that were drawn; absent for those that are at first. */
  readonly kinds?: MessageCategory[] | undefined;
  /** All kinds were drawn: what said so before there were kinds. */
  readonly control?: boolean | undefined;
  readonly internal?: boolean | undefined;
  /** The fact whose causes were shown. */
  readonly why?: { readonly seq: number; readonly at: TimeUs } | undefined;
  /** What was shown beside the run. */
  readonly beside?: TwinChange | { readonly kind: 'branch'; readonly branch: number } | undefined;
}

/** A moment of a run: after so many events. */
export interface Place {
  readonly events: number;
  readonly at: TimeUs;
}

/** A saved run that was opened, beside the one that was saved. */
export interface ResumedView {
  /** Version of the simulator that made it. */
  readonly engine: number;
  readonly lens: Lens;
  readonly selected: string | null;
  readonly view: SharedView;
  /** The last moment that is known to be the same; null when none is. */
  readonly sameUntil: Place | null;
  /** The first that is known to be another one; null when it is the same to the end. */
  readonly differsBy: Place | null;
  /** The first and the last that is known to happen here between the two; null where they are, or nothing is. */
  readonly between: { readonly first: FactView; readonly last: FactView } | null;
  /** What could not be done, as sentences. */
  readonly skipped: readonly string[];
}

export type SeekTarget =
  /** The end of that time: everything that happens at it has happened. */
  | { readonly kind: 'time'; readonly at: TimeUs }
  /** Right after so many events of the run. */
  | { readonly kind: 'events'; readonly events: number }
  /** After so many events, at that time. */
  | { readonly kind: 'moment'; readonly events: number; readonly at: TimeUs }
  /** Right after the event that made a fact true which the page was told of. */
  | { readonly kind: 'fact'; readonly seq: number; readonly at: TimeUs };

export type BranchChange =
  | { readonly kind: 'switch'; readonly id: number }
  | { readonly kind: 'rename'; readonly id: number; readonly name: string }
  | { readonly kind: 'delete'; readonly id: number };

/** The futures of a run, oldest first, and what could be taken back. */
export interface TimelineView {
  readonly branches: readonly BranchView[];
  readonly current: number;
  /** What would be taken back or done again, in words; null where there is nothing. */
  readonly undo: string | null;
  readonly redo: string | null;
  /** Of the current branch and the past that it shares, earliest first. */
  readonly bookmarks: readonly BookmarkView[];
}

/** A moment that somebody wants to find again. */
export interface BookmarkView {
  readonly id: number;
  readonly name: string;
  readonly at: TimeUs;
  readonly events: number;
}

export type BookmarkChange =
  /** The present. */
  | { readonly kind: 'add' }
  | { readonly kind: 'rename'; readonly id: number; readonly name: string }
  | { readonly kind: 'remove'; readonly id: number };

/** What was told of a branch. */
export interface BranchJournal {
  readonly facts: readonly FactView[];
  /** All of them, however many facts are left out. */
  readonly answers: readonly ProduceAnswer[];
  /** When each step of the story began that is known to. */
  readonly reachedAt: readonly TimeUs[];
}

export interface BranchView {
  readonly id: number;
  readonly name: string;
  /** The branch it grew from; null for the one that everything began with. */
  readonly parent: number | null;
  readonly forkedAt: TimeUs;
  /** How far it was known when this was told. */
  readonly end: TimeUs;
  /** What the reader did in it, since it forked. */
  readonly did: readonly { readonly at: TimeUs; readonly words: string }[];
}

export interface Problem {
  readonly path: string;
  readonly message: string;
}

export interface LinkTraffic {
  readonly from: string;
  readonly to: string;
  readonly category: MessageCategory;
  readonly count: number;
  readonly hue: number | null;
}

/** A built-in document, to be chosen. */
export interface LibraryEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly level: string;
  readonly concepts: readonly string[];
}

/** What the page needs to know of a document once: its words, not its cluster. */
export interface RunInfo {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** `own`: its document does not say. */
  readonly level: 'basics' | 'core' | 'advanced' | 'own';
  readonly concepts: readonly string[];
  readonly seed: number;
  /** Hue by key, in order of first appearance; the same for the whole run. */
  readonly keys: readonly string[];
  readonly story: readonly StoryStepInfo[];
  /** What is checked of the run after every event, in words. */
  readonly guarantees: readonly GuaranteeInfo[];
  /** Rules of earlier versions of Kafka that the cluster has, a sentence each; none for Kafka of today. */
  readonly history: readonly string[];
  /** Waits that are shorter than Kafka's own. */
  readonly waits: readonly WaitView[];
  /** What the document offers the reader to do, for an embed's few buttons. */
  readonly actions: readonly { readonly label: string; readonly command: unknown }[];
}

export interface WaitView {
  /** Kafka's name of it. */
  readonly name: string;
  readonly ms: number;
  readonly usualMs: number;
}

export interface GuaranteeInfo {
  readonly id: string;
  /** R1 to R15 for replication, K1 to K8 for the quorum. */
  readonly code: string;
  readonly title: string;
  readonly promise: string;
}

/** A guarantee that does not hold, where, and since when. */
export interface BrokenGuarantee {
  readonly guarantee: string;
  readonly place: string;
  readonly sentence: string;
  readonly at: TimeUs;
  /** Sequence number of the event that broke it: the `cause` of its fact. */
  readonly event: number;
}

export interface StoryStepInfo {
  /** What the step is best seen through; where it names nothing, the reader's own choice stays. */
  readonly lens?: Lens;
  readonly title: string;
  readonly text: string;
  /** Entity keys that the step is about. */
  readonly focus: readonly string[];
  readonly prediction: { readonly question: string; readonly options: readonly string[] } | null;
}

export interface StoryState {
  /** Index of the step whose condition was met last; -1 before the first. */
  readonly current: number;
  /** Virtual time at which each step so far was reached. */
  readonly reachedAt: readonly TimeUs[];
  readonly predictions: readonly PredictionState[];
  /** The next step begins when the reader goes on (`continue`), and not by itself. */
  readonly waits: boolean;
}

export interface PredictionState {
  readonly step: number;
  readonly chosen: number | null;
  /** Which option came true, judged from what happened; null while it is not decided. */
  readonly truth: number | null;
  readonly explain: string | null;
}

/** Everything about one thing, asked for when it is selected. */
export interface Inspection {
  readonly target: string;
  readonly kind: 'broker' | 'controller' | 'partition' | 'replica' | 'producer' | 'consumer' | 'group' | 'record' | 'link';
  readonly title: string;
  readonly status: { readonly text: string; readonly tone: 'good' | 'warn' | 'bad' | 'plain' };
  /** `each` tells one by one what `value` counts. */
  readonly rows: readonly { readonly label: string; readonly value: string; readonly term: string | null; readonly each?: readonly string[] }[];
  readonly config: readonly ConfigRow[];
  /** Whose configuration can be changed while it runs, as `alterConfig` names it; null where none can. */
  readonly configTarget: ConfigTarget | null;
  readonly actions: readonly ActionView[];
  /** What keeps from happening what one would expect of it, from the conditions of the rules. */
  readonly whyNot: readonly WhyNotView[];
  /** Of an offset: which record is there now, as `FollowedRecord.id` has it; null where there is none. */
  readonly record?: string | null;
}

/** One rule: whether what it decides happens, and each of its conditions with its present value. */
export interface WhyNotView {
  readonly asked: string;
  readonly holds: boolean;
  readonly sentence: string;
  readonly conditions: readonly { readonly text: string; readonly met: boolean; readonly source: ConditionSource | null }[];
}

export type ConfigTarget = { readonly topic: string } | { readonly broker: number };

export interface ConfigRow {
  readonly name: string;
  readonly value: string;
  readonly isDefault: boolean;
  /** Kafka's default; null where it has none. */
  readonly defaultValue: string | null;
  /** Where the value comes from, in a few words; null for the default. */
  readonly source: string | null;
  /** How to change it while the cluster runs; null where Kafka takes it at the start only. */
  readonly edit: ConfigEdit | null;
  readonly meaning: string;
  /** The simulator does what the entry says; otherwise it only knows it. */
  readonly modelled: boolean;
  /** A rule of an earlier Kafka that the simulator can go back to; no setting of Kafka's. */
  readonly history: boolean;
}

export interface ConfigEdit {
  /** What may be given, in words. */
  readonly takes: string;
  /** The values there are; empty where any that `takes` describes will do. */
  readonly choices: readonly string[];
  /** It has a value of its own there, which can be taken away. */
  readonly isSet: boolean;
}

/** What can be done to one thing now. */
export interface Offer {
  /** Entity key. */
  readonly target: string;
  readonly title: string;
  readonly actions: readonly ActionView[];
}

/** Something that can be done now; `command` is in the contract's form. */
export interface ActionView {
  readonly label: string;
  readonly effect: string;
  readonly command: unknown;
  /** A second command, given right after. */
  readonly after?: unknown;
  readonly danger: boolean;
}
