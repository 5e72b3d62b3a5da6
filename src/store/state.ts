import type { Lens } from '../base/lens.ts';
import type { MessageKind } from '../base/messageKinds.ts';
import type { TimeUs } from '../base/flavor.ts';
import type { BecauseLink } from '../protocol/because.ts';
import type { FollowedRecord } from '../protocol/life.ts';
import type { Detail, DetailRequest } from '../protocol/look.ts';
import type { ActionView, BookmarkView, BrokenGuarantee, DocumentSource, Exported, ExportForm, FactView, Inspection, LibraryEntry, LinkTraffic, Offer, Problem, RunInfo, SharedView, StoryState, TimelineView, WhySubject } from '../protocol/messages.ts';
import type { ProduceAnswer } from '../protocol/produceAnswers.ts';
import type { MeasuredView, MeasureWindow } from '../protocol/metrics/measured.ts';
import type { NodeFamily, SequenceQuestion, SequenceStretch } from '../protocol/sequence.ts';
import type { Frame } from '../protocol/views.ts';
import type { Sets } from './sets.ts';
import type { Zoom } from './zoom.ts';

/** Virtual seconds per real second, or `auto`: slow while something worth seeing happens. */
export type Speed = number | 'auto';
export type Theme = 'light' | 'dark' | 'auto';

/** A span on a timeline lane; `to` null while it lasts. */
export interface LaneSpan {
  readonly from: TimeUs;
  readonly to: TimeUs | null;
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  /** 0 to 7 where the span stands for a partition, else null. */
  readonly hue: number | null;
  readonly label: string;
}

export interface Lane {
  readonly id: 'faults' | 'leaders' | 'isr' | 'groups';
  readonly title: string;
  /** What is left out: `12 of 200`; empty when nothing is. */
  readonly note: string;
  readonly rows: readonly { readonly key: string; readonly spans: readonly LaneSpan[] }[];
}

/** What a run is compared with, in the words of a saved run. */
export type Beside = NonNullable<SharedView['beside']>;

/** `chain` undefined: not known yet; null: the run does not have the fact any more. */
export interface WhyState {
  readonly subject: WhySubject;
  /** What was asked about, in words. */
  readonly title: string;
  /** What was selected when it was asked, and is again afterwards. */
  readonly from?: string | null | undefined;
  readonly chain: BecauseLink | null | undefined;
  /** How far the run has been played once more, while that takes long; null before and after. */
  readonly progress: { readonly at: TimeUs; readonly to: TimeUs } | null;
  /** The reader did not want to wait. */
  readonly isStopped: boolean;
  /** The link that was gone to last, by `causeKey`: its messages stand out in the picture. Null: none yet. */
  readonly shown: string | null;
}

/** How the partitions lens shows logs, kept while another lens is looked through. */
export interface LogView {
  /** `topic:orders` for all partitions of a topic, or `orders-0`; null leaves it to the lens. */
  readonly shown: string | null;
  /** Width of an offset in pixels. */
  readonly pitch: number;
  /** First offset of a partition's window; partitions that are not here follow the end of their log. */
  readonly windows: Readonly<Record<string, number>>;
  /** What is drawn besides records. */
  readonly segments: boolean;
  readonly batches: boolean;
  /** What stands in the cells. */
  readonly cells: 'offset' | 'key' | 'sequence';
}

export const INITIAL_LOG_VIEW: LogView = { shown: null, pitch: 28, windows: {}, segments: false, batches: false, cells: 'offset' };

/** How the sequence lens shows time and lines, kept while another lens is looked through. */
export interface SequenceView {
  /** What the reader has folded, true, or opened, false; what is not in it follows the room there is. */
  readonly folds: Readonly<Partial<Record<NodeFamily, boolean>>>;
  /** Whether timers are drawn; null leaves it to the lens. */
  readonly timers: boolean | null;
  /** The part of time that was in sight last; null leaves it to the lens. */
  readonly inSight: { readonly from: TimeUs; readonly spanUs: number; readonly follows: boolean } | null;
}

export const INITIAL_SEQUENCE_VIEW: SequenceView = { folds: {}, timers: null, inSight: null };

/** What is selected while the causes of a fact are shown. No entity has this key. */
export const WHY = 'why';

/**
 * All the interface knows, one store for every simulator on the page. Facts and lanes are folds over
 * what the worker told; nothing here decides what happens in the simulated cluster.
 */
export interface AppState {
  readonly run: RunInfo | null;
  /** Where the run in progress came from. */
  readonly source: DocumentSource | null;
  /** What could be done to each thing when `readOffers` was asked for last; null until that is known. */
  readonly offers: readonly Offer[] | null;
  /** The built-in scenarios, once somebody has asked for them; `failed` when they could not be read. */
  readonly library: readonly LibraryEntry[] | 'failed' | null;
  /** The newest frame from the worker: the picture at `frame.now`. */
  readonly frame: Frame | null;
  readonly facts: readonly FactView[];
  /** What producers were answered, in the current branch as far as it is known. */
  readonly answers: readonly ProduceAnswer[];
  readonly lanes: readonly Lane[];
  readonly traffic: readonly LinkTraffic[];
  readonly story: StoryState | null;
  /** Guarantees that do not hold, in the order in which they broke. */
  readonly broken: readonly BrokenGuarantee[];
  /** How far the current branch is known. Facts, lanes and `reachedAt` tell of all of it, also of what lies ahead of the frame. */
  readonly knownTo: TimeUs;
  /** When each step of the story began, in the current branch as far as it is known. */
  readonly reachedAt: readonly TimeUs[];
  /** The futures of the run, and what can be taken back; null while nothing is open. */
  readonly timeline: TimelineView | null;
  /** Where a seek that takes long has come to; null while there is none. */
  readonly seeking: { readonly at: TimeUs; readonly to: TimeUs | null } | null;
  /** The playhead is being dragged. */
  readonly scrubbing: boolean;
  /** What an action did to the past, a sentence to be read once. */
  readonly note: string | null;
  /** The note that says that the run is that of the last visit. */
  readonly returned: string | null;
  /** The run up to the present as it is kept and sent, once `save` has been asked for; see src/scenarios/saved. */
  readonly saved: unknown;
  /** What a saved run was compared with when it was saved, until somebody has put that beside it again. */
  readonly toCompare: Beside | null;
  /** What was written out last, once `exportRun` has been asked for. */
  readonly exported: Exported | null;
  /** What was measured last, once `measure` has been asked for; null after it might be of another run. */
  readonly measured: MeasuredView | null;
  /** The stretch of time that the timeline and the charts show; null for the whole run. */
  readonly zoom: Zoom | null;
  /** The stretch of time that was asked for last, as it was when it was told; null before one was. */
  readonly sequence: SequenceStretch | null;
  /** Sequence number of the fact that the event list is to show; null when it is not asked to. */
  readonly pointedAt: { readonly seq: number } | null;
  /** The story leads: the run pauses where a step waits for the reader. Off while the reader tries things alone. */
  readonly guided: boolean;

  readonly playing: boolean;
  readonly speed: Speed;
  /** Virtual seconds per real second in force now, which `auto` changes all the time. */
  readonly rate: number;
  /** Virtual seconds that really passed in the last real second, while the engine does not keep up with `rate`; else null. */
  readonly achievedRate: number | null;
  /** Nothing will ever happen again. */
  readonly ended: boolean;

  readonly selected: string | null;
  /** Several nodes that are chosen, while `selected` is `SEVERAL`; else null. */
  readonly sets: Sets | null;
  /** The offset of the record that was pointed at in the selected replica. */
  readonly pickedOffset: number | null;
  /** The record that is followed, and what happened to it up to the present: undefined before that is known, null when there is none. */
  readonly followed: { readonly target: string; readonly record: FollowedRecord | null | undefined } | null;
  readonly inspection: Inspection | null;
  /** A fact that somebody asked about, and its causes. */
  readonly why: WhyState | null;
  readonly lens: Lens;
  /** What the lens asked for beyond the frame, and what the worker told of that: of the frame's moment, null until it is there. */
  /** In a large cluster: what of it is drawn in full, `broker-7`, `topic:orders` or `broker-7/topic:orders`; null for the map of all of it. */
  readonly closeUp: string | null;
  readonly lookedAt: DetailRequest | null;
  readonly detail: Detail | null;
  /** Records with this key are lit in every lens; null lights none. */
  readonly highlightKey: string | null;
  readonly logView: LogView;
  readonly sequenceView: SequenceView;
  /** Whether charts show sums, or a line for each node. */
  readonly metricsBy: MeasureWindow['by'];
  readonly theme: Theme;
  /** The kinds of messages that are drawn. */
  readonly shownKinds: readonly MessageKind[];
  readonly showInternalTopics: boolean;

  /** What was wrong with the last document or command; the run in progress went on. `places` are moments that it is about. */
  readonly problems: { readonly title: string; readonly list: readonly Problem[]; readonly places?: readonly TimeUs[] } | null;
  /** The simulator itself failed. */
  readonly failure: string | null;
  /** The sentence for screen readers. */
  readonly announcement: string;
}

/** What components may ask for. Every function returns at once; the state changes later. */
export interface AppActions {
  openLibrary(id: string, seed?: number): void;
  /** Asks for `library`, which also makes every built-in scenario one that needs no server any more. */
  readLibrary(): void;
  openText(text: string, name: string): void;
  /** A run that was saved: from a link, a file, or the last visit. `name` says which, as a subject. */
  openSaved(text: string, name: string): void;
  /** Asks for `saved` anew; `beside` is what the run is compared with. */
  save(beside: Beside | null): void;
  /** Asks for `exported` anew: the run up to the present; a diagram is of `from` to `to`. */
  exportRun(form: ExportForm, from: TimeUs, to: TimeUs): void;
  /** Asks for `measured` anew. Nothing is asked while an answer is awaited: who wants the newest asks again when it comes. */
  measure(window: MeasureWindow): void;
  /** Shows a stretch of time, null the whole run. */
  setZoom(zoom: Zoom | null): void;
  restart(): void;
  play(): void;
  pause(): void;
  togglePlay(): void;
  setSpeed(speed: Speed): void;
  stepEvent(): void;
  stepNotable(): void;
  stepBackEvent(): void;
  stepBackNotable(): void;
  /** To the end of that time of the current branch, known or not. A run that plays goes on from there. */
  seekTo(us: TimeUs): void;
  /** To right after a fact, and rests there. */
  goTo(fact: Pick<FactView, 'seq' | 'at'>): void;
  /** The playhead is taken in hand: a run that plays waits until it is let go. */
  startScrub(): void;
  endScrub(): void;
  /** A long seek ends where it has come to. */
  stopSeek(): void;
  undo(): void;
  redo(): void;
  switchBranch(id: number): void;
  /** Keeps the present moment as one to be found again. */
  addBookmark(): void;
  renameBookmark(id: number, name: string): void;
  removeBookmark(id: number): void;
  /** To a bookmark, and rests there. */
  goToBookmark(bookmark: Pick<BookmarkView, 'at' | 'events'>): void;
  renameBranch(id: number, name: string): void;
  deleteBranch(id: number): void;
  dismissNote(): void;
  /** A command in the contract's form. */
  command(command: unknown): void;
  /** What is offered to be done: its command, and what belongs to it. */
  carryOut(action: Pick<ActionView, 'command' | 'after'>): void;
  /** Several commands at this moment, as one step that is taken back at once. */
  carryOutAll(commands: readonly unknown[]): void;
  /** `offset`: of the record in it that was pointed at. */
  select(key: string | null, offset?: number | null): void;
  /** Adds a thing's nodes to those that are chosen, or takes them away. */
  pick(key: string): void;
  /** Replaces the chosen sets; null chooses nothing any more. */
  setChosen(sets: Sets | null): void;
  /** Asks for `offers` anew. */
  readOffers(): void;
  /** Shows what led to a fact. */
  askWhy(fact: FactView): void;
  /** Shows what led to something else that is there at this moment, `title` in words. A run that plays pauses. */
  askWhyOf(subject: WhySubject, title: string): void;
  /** The answer is not waited for any more. */
  stopWhy(): void;
  /** Goes to the moment of a cause, and shows its messages. */
  goToCause(link: BecauseLink): void;
  /** Asks for `sequence` anew. */
  askSequence(question: SequenceQuestion): void;
  /** Shows a fact in the event list; null lets it go again. */
  pointAt(seq: number | null): void;
  answer(step: number, option: number): void;
  /** Goes on after a story step that waits for the reader. */
  continueStory(): void;
  setGuided(guided: boolean): void;
  /** Another way of looking at the same moment; what is selected stays selected. */
  setLens(lens: Lens): void;
  /** Tells the worker what the lens needs beyond the frame; null when it needs nothing. */
  lookAt(request: DetailRequest | null): void;
  /** Asks what happened to a record up to the present, `orders-0@12`; asked again it is told anew. Null follows none. */
  follow(target: string | null): void;
  /** Lights the records with a key, or none. */
  highlight(key: string | null): void;
  setLogView(change: Partial<LogView>): void;
  setSequenceView(change: Partial<SequenceView>): void;
  setMetricsBy(by: MeasureWindow['by']): void;
  /** Goes near a part of a large cluster; null back to all of it. */
  setCloseUp(key: string | null): void;
  /** Looks at the copies of a partition, `orders-0`, through the partitions lens. */
  seeLog(partition: string): void;
  setTheme(theme: Theme): void;
  setKindShown(kind: MessageKind, shown: boolean): void;
  setShowInternalTopics(show: boolean): void;
  dismissProblems(): void;
  dispose(): void;
}

/**
 * The playhead between two frames, read once per animation frame by whatever moves. Kept out of the
 * store so that 60 changes a second do not go through React.
 */
export interface Playhead {
  now(): TimeUs;
  /** Called in every animation frame with the time to draw; returns an unsubscribe. */
  subscribe(draw: (now: TimeUs) => void): () => void;
}
