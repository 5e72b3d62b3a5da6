import type { Detail, Look } from '../protocol/look.ts';
import type { DocumentSource, FactView, RunInfo } from '../protocol/messages.ts';
import type { Frame } from '../protocol/views.ts';
import type { ParsedScenario } from '../scenarios/index.ts';
import type { ScenarioRun } from '../scenarios/play.ts';
import type { Resuming } from '../scenarios/saved/resume.ts';
import type { ScenarioTimeline } from '../scenarios/scenarioPlayer.ts';
import type { BranchId } from '../sim/index.ts';
import type { Hues } from './frame/hues.ts';
import type { DetailCache } from './detail/buildDetail.ts';
import type { FrameCache } from './frame/replicas.ts';
import type { Bookmark } from './time/bookmarks.ts';
import type { Journal } from './time/journal.ts';
import type { Traffic } from './traffic.ts';

/** One run with all its futures, and what the page has been told of it. */
export interface Session {
  readonly source: DocumentSource;
  /** The document of the source, checked. */
  readonly parsed: Extract<ParsedScenario, { readonly ok: true }>;
  readonly seed: number;
  readonly info: RunInfo;
  readonly hues: Hues;
  readonly traffic: Traffic;
  readonly timeline: ScenarioTimeline;
  /** What was heard of each branch. */
  readonly journals: Map<BranchId, Journal>;
  /** Actions that were taken back, the last one at the end: where they were given. */
  undone: { readonly branch: BranchId; readonly index: number }[];
  /** Futures that taking something back has led to, by branch and index of what was taken back. */
  readonly without: Map<string, BranchId>;
  /** Of the run that the last frame was built from: another one may have other records at the same offsets. */
  cache: { readonly run: ScenarioRun; readonly highlightKey: string | null; readonly views: FrameCache; readonly detail: DetailCache };
  /** What the page looks at, and what it was told of that last. */
  look: Look;
  toldDetail: Detail | null;
  frame: Frame | null;
  frameNumber: number;
  /** Facts that no frame has told yet, and those that were played again since the last one. */
  untold: FactView[];
  again: FactView[];
  /** The branch of the last frame; null before the first. */
  toldBranch: BranchId | null;
  /** The way to where a saved run was left, while it is not there yet or that has not been told. */
  resuming: Resuming | null;
  /** Moments to be found again, of all branches. */
  bookmarks: Bookmark[];
  /** Something about the branches has changed since the last frame. */
  isReshaped: boolean;
}
