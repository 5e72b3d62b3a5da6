import { isInternalTopic } from '../../base/internalTopic.ts';
import type { TimeUs } from '../../base/flavor.ts';
import type { FactView } from '../../protocol/messages.ts';
import type { Frame, PartitionView } from '../../protocol/views.ts';
import * as words from '../../words/run/lanes.ts';
import type { LaneSpan } from '../state.ts';
import { open, openSpan } from './spans.ts';
import type { Rows } from './spans.ts';

/** The line of a large cluster. */
const TOGETHER = 'all';

/** As many lines as a lane has room for. */
export const MOST_PARTITIONS = 12;

/** Who leads each of the first partitions: a new span for every leader epoch, and a gap while nobody does. */
export function foldLeader(rows: Rows, { at, fact }: FactView, traced: ReadonlySet<string>): Rows {
  if (fact.type !== 'LeaderElected') return rows;
  const key = `${fact.topic}-${fact.partition}`;
  return traced.has(key) ? open(rows, key, leaderSpan(fact, at)) : rows;
}

/** Rows for what the frame knows and no fact told: the leaders a run begins with. */
export function reconcileLeaders(rows: Rows, partitions: readonly PartitionView[], now: TimeUs): Rows {
  return partitions.reduce((all, partition) => {
    if (openSpan(all, partition.key)?.label === leaderSpan(partition, now).label) return all;
    if (partition.leader === -1 && !all.some((row) => row.key === partition.key)) return all;
    return open(all, partition.key, leaderSpan(partition, now));
  }, rows);
}

/** One line for all partitions of a large cluster: has each a leader? By the sums of its frame; internal topics are left out as they are in small ones. */
export function reconcileLed(rows: Rows, { topics, heat, now }: Frame): Rows {
  const all = topics.reduce((sum, { internal, partitions }) => sum + (internal ? 0 : partitions), 0);
  if (all === 0) return rows;
  const led = heat.reduce((sum, { topic, measure, values }) => (measure !== 'leaders' || isInternalTopic(topic) ? sum : values.reduce((each, value) => each + Math.max(0, value), sum)), 0);
  return open(rows, TOGETHER, { from: now, hue: null, ...(led < all ? { tone: 'bad', label: words.withoutLeader(all - led, all) } : { tone: 'plain', label: words.allLed(all) }) });
}

interface Leadership {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  readonly leaderEpoch: number;
}

function leaderSpan({ topic, partition, leader, leaderEpoch }: Leadership, from: TimeUs): Omit<LaneSpan, 'to'> {
  const name = `${topic}-${partition}`;
  const hue = partition % 8;
  if (leader === -1) return { from, tone: 'bad', hue, label: words.nobodyLeads(name, leaderEpoch) };
  return { from, tone: 'plain', hue, label: words.leads(name, leader, leaderEpoch) };
}
