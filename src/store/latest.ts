import type { BrokenGuarantee, FactView, FromWorker, LinkTraffic, StoryState } from '../protocol/messages.ts';
import { shareUnchanged } from '../protocol/plainData.ts';
import type { Frame } from '../protocol/views.ts';
import { applyDelta } from './applyDelta.ts';
import { appendFacts } from './factList.ts';
import { EMPTY_LANES, foldLanes } from './lanes/foldLanes.ts';
import type { Lane } from './state.ts';

type OpenedAnswer = Extract<FromWorker, { readonly type: 'opened' }>;
export type FrameAnswer = Extract<FromWorker, { readonly type: 'frame' }>;

/** All that the worker has told of the run, folded. Newer than what is on the screen where frames come quickly. */
export interface Latest {
  readonly frame: Frame;
  readonly facts: readonly FactView[];
  readonly lanes: readonly Lane[];
  readonly story: StoryState | null;
  readonly broken: readonly BrokenGuarantee[];
  /** What travelled since the last time this was shown. */
  readonly traffic: readonly LinkTraffic[];
}

export function latestOf(answer: OpenedAnswer): Latest {
  const frame = applyDelta(null, answer.frame);
  return {
    frame,
    facts: answer.facts,
    lanes: foldLanes(EMPTY_LANES, null, frame, answer.facts),
    story: answer.story,
    broken: answer.broken,
    traffic: [],
  };
}

export function latestAfter(latest: Latest, answer: FrameAnswer): Latest {
  const frame = applyDelta(latest.frame, answer.frame);
  return {
    frame,
    facts: appendFacts(latest.facts, answer.facts),
    lanes: foldLanes(latest.lanes, latest.frame, frame, answer.facts),
    story: shareUnchanged(latest.story, answer.story),
    broken: answer.broken.length === latest.broken.length ? latest.broken : answer.broken,
    traffic: addTraffic(latest.traffic, answer.traffic),
  };
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
