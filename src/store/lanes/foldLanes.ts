import { isInternalTopic } from '../../base/internalTopic.ts';
import type { FactView } from '../../protocol/messages.ts';
import type { Frame, PartitionView } from '../../protocol/views.ts';
import * as words from '../../words/run/lanes.ts';
import type { Lane } from '../state.ts';
import { foldFault } from './faults.ts';
import { foldGroup } from './groups.ts';
import { countIsr, foldIsr, reconcileIsr, reconcileSums } from './isr.ts';
import { MOST_PARTITIONS, foldLeader, reconcileLeaders, reconcileLed } from './leaders.ts';

/** The lanes of a run that has not begun. */
export const EMPTY_LANES: readonly Lane[] = [
  { id: 'faults', title: words.lanes.faults, note: '', rows: [] },
  { id: 'leaders', title: words.lanes.leaders, note: '', rows: [] },
  { id: 'isr', title: words.lanes.isr, note: '', rows: [] },
  { id: 'groups', title: words.lanes.groups, note: '', rows: [] },
];

/**
 * The timeline's lanes after `facts`, which are what happened after the frame `before`, where lanes ended, and up to `after`. Facts say
 * exactly when; where they were not told, the frame has the last word. `after` is null where no frame shows the end of what is known.
 * Lanes that did not change stay the same object.
 */
export function foldLanes(
  lanes: readonly Lane[],
  before: Frame | null,
  after: Frame | null,
  facts: readonly FactView[],
): readonly Lane[] {
  if (facts.length === 0 && (after === null || (before?.partitions === after.partitions && before.heat === after.heat))) return lanes;
  const whole = after ?? before;
  if (whole !== null && whole.heat.length > 0) return foldLarge(lanes, whole, after, facts);
  const partitions = (after ?? before)?.partitions.filter(isShown) ?? [];
  const traced = new Set(partitions.slice(0, MOST_PARTITIONS).map(({ key }) => key));
  const counts = countIsr(before === null ? partitions : before.partitions.filter(isShown));
  const next = lanes.map((lane) => {
    let { rows } = lane;
    for (const view of facts) {
      if (lane.id === 'faults') rows = foldFault(rows, view);
      else if (lane.id === 'leaders') rows = foldLeader(rows, view, traced);
      else if (lane.id === 'isr') rows = foldIsr(rows, view, counts);
      else rows = foldGroup(rows, view);
    }
    if (after !== null && lane.id === 'leaders') rows = reconcileLeaders(rows, partitions.slice(0, MOST_PARTITIONS), after.now);
    if (after !== null && lane.id === 'isr') rows = reconcileIsr(rows, partitions, after.now);
    const note = lane.id === 'leaders' && partitions.length > MOST_PARTITIONS ? words.someOf(MOST_PARTITIONS, partitions.length) : '';
    return rows === lane.rows && note === lane.note ? lane : { ...lane, rows, note };
  });
  return next.every((lane, index) => lane === lanes[index]) ? lanes : next;
}

/** A large cluster: one line for all its leaders, and of in-sync replicas what the sums say. */
function foldLarge(lanes: readonly Lane[], whole: Frame, after: Frame | null, facts: readonly FactView[]): readonly Lane[] {
  const partitions = whole.topics.reduce((sum, topic) => sum + (topic.internal ? 0 : topic.partitions), 0);
  const next = lanes.map((lane): Lane => {
    let { rows } = lane;
    for (const view of facts) {
      if (lane.id === 'faults') rows = foldFault(rows, view);
      else if (lane.id === 'groups') rows = foldGroup(rows, view);
    }
    if (after !== null && lane.id === 'isr') rows = reconcileSums(rows, after);
    if (after !== null && lane.id === 'leaders') rows = reconcileLed(rows, after);
    const note = lane.id === 'leaders' ? words.together(partitions) : '';
    return rows === lane.rows && note === lane.note ? lane : { ...lane, rows, note };
  });
  return next.every((lane, index) => lane === lanes[index]) ? lanes : next;
}

/** The lanes of a whole branch: from its first frame and all its facts up to `end`, or as far as they say where no frame shows its end. */
export function refoldLanes(first: Frame, facts: readonly FactView[], end: Frame | null): readonly Lane[] {
  // Facts alone do not tell what a large cluster's sums were in between.
  const begun = first.heat.length > 0 ? EMPTY_LANES : foldLanes(EMPTY_LANES, null, first, []);
  return foldLanes(begun, first, end, facts);
}

/** Kafka's own topics are left out: fifty partitions of __consumer_offsets would hide the reader's. */
function isShown({ topic }: PartitionView): boolean {
  return !isInternalTopic(topic);
}
