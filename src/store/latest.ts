import type { TimeUs } from '../base/flavor.ts';
import type { Detail } from '../protocol/look.ts';
import type { BrokenGuarantee, FactView, FromWorker, LinkTraffic, StoryState, TimelineView } from '../protocol/messages.ts';
import { withAnswers, type ProduceAnswer } from '../protocol/produceAnswers.ts';
import { shareUnchanged } from '../protocol/plainData.ts';
import type { Frame } from '../protocol/views.ts';
import { applyDelta } from './applyDelta.ts';
import { appendFacts } from './factList.ts';
import { EMPTY_LANES, foldLanes, refoldLanes } from './lanes/foldLanes.ts';
import type { Lane } from './state.ts';

type OpenedAnswer = Extract<FromWorker, { readonly type: 'opened' }>;
export type FrameAnswer = Extract<FromWorker, { readonly type: 'frame' }>;

/** All that the worker has told of the run, folded. Newer than what is on the screen where frames come quickly. */
export interface Latest {
  readonly frame: Frame;
  /** What is looked at, of the frame's moment. */
  readonly detail: Detail | null;
  /** Of the whole branch as far as it is known, also what lies after the frame; lanes and steps too. */
  readonly facts: readonly FactView[];
  readonly answers: readonly ProduceAnswer[];
  readonly lanes: readonly Lane[];
  /** When each step of the story began. */
  readonly reachedAt: readonly TimeUs[];
  readonly knownTo: TimeUs;
  readonly story: StoryState | null;
  readonly broken: readonly BrokenGuarantee[];
  /** What travelled since the last time this was shown. */
  readonly traffic: readonly LinkTraffic[];
  readonly timeline: TimelineView;
  /** The run's first frame, from which lanes are folded anew. */
  readonly first: Frame;
  /** The frame that `lanes` ends with; null when none was seen. */
  readonly edge: Frame | null;
}

export function latestOf(answer: OpenedAnswer): Latest {
  const frame = applyDelta(null, answer.frame);
  return {
    frame,
    detail: null,
    facts: answer.facts,
    answers: [],
    lanes: foldLanes(EMPTY_LANES, null, frame, answer.facts),
    reachedAt: answer.story?.reachedAt ?? [],
    knownTo: frame.now,
    story: answer.story,
    broken: answer.broken,
    traffic: [],
    timeline: answer.timeline,
    first: frame,
    edge: frame,
  };
}

export function latestAfter(latest: Latest, answer: FrameAnswer): Latest {
  const frame = applyDelta(latest.frame, answer.frame);
  const facts = appendFacts(answer.journal?.facts ?? latest.facts, answer.facts);
  const reached = answer.journal?.reachedAt ?? latest.reachedAt;
  const begun = answer.story?.reachedAt ?? [];
  return {
    frame,
    detail: answer.detail === undefined ? latest.detail : shareUnchanged(latest.detail, answer.detail),
    facts,
    answers: withAnswers(answer.journal?.answers ?? latest.answers, answer.answers),
    ...lanesAfter(latest, answer, frame, facts),
    reachedAt: shareUnchanged(latest.reachedAt, begun.length > reached.length ? begun : reached),
    knownTo: answer.knownTo,
    story: shareUnchanged(latest.story, answer.story),
    broken: shareUnchanged(latest.broken, answer.broken),
    traffic: addTraffic(latest.traffic, answer.traffic),
    timeline: shareUnchanged(latest.timeline, answer.timeline ?? latest.timeline),
    first: latest.first,
  };
}

/** Lanes grow at the end of what is known. Frames of earlier moments change nothing, and those of another branch everything. */
function lanesAfter(latest: Latest, answer: FrameAnswer, frame: Frame, facts: readonly FactView[]): Pick<Latest, 'lanes' | 'edge'> {
  const end = answer.atEnd || frame.now >= answer.knownTo ? frame : null;
  const { edge, lanes } = latest;
  if (answer.journal === null && edge !== null && end !== null) return { lanes: foldLanes(lanes, edge, end, answer.facts), edge: end };
  if (answer.journal === null && answer.facts.length === 0 && end === null) return { lanes, edge };
  return { lanes: refoldLanes(latest.first, facts, end), edge: end };
}

function addTraffic(before: readonly LinkTraffic[], added: readonly LinkTraffic[]): readonly LinkTraffic[] {
  if (added.length === 0 || before.length === 0) return added.length === 0 ? before : added;
  const links = new Map(before.map((each) => [linkOf(each), each]));
  for (const each of added) {
    const known = links.get(linkOf(each));
    links.set(linkOf(each), known === undefined ? each : { ...each, count: known.count + each.count, hue: each.hue ?? known.hue });
  }
  return [...links.values()];
}

function linkOf({ from, to, category }: LinkTraffic): string {
  return `${from} ${to} ${category}`;
}
