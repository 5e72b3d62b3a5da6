import type { HeatMeasure } from '../frame.ts';
import { valueAt, type HeatGrid, type HeatPlace } from './heatGrid.ts';

export interface MeasureWords {
  readonly title: string;
  /** What a cell counts. */
  readonly about: string;
  /** The word of the glossary that explains it; null where none does. */
  readonly term: string | null;
  /** Something is wrong where it is not 0. */
  readonly isTrouble: boolean;
}

export const MEASURE_WORDS: Readonly<Record<HeatMeasure, MeasureWords>> = {
  leaders: { title: 'Leaders', about: 'Partitions of the topic that the broker leads.', term: 'leader', isTrouble: false },
  under: { title: 'Under-replicated', about: 'Partitions led by the broker with fewer replicas in sync than they have.', term: 'under-replicated', isTrouble: true },
  out: { title: 'Out of sync', about: 'Replicas on the broker that are not in sync.', term: 'ISR', isTrouble: true },
  offline: { title: 'Offline', about: 'Replicas on the broker of partitions that nobody leads.', term: 'offline partition', isTrouble: true },
  traffic: { title: 'Traffic', about: 'Records of the last second, by their timestamps, in partitions that the broker leads.', term: null, isTrouble: false },
  lag: { title: 'Lag', about: 'Records that consumers have not read yet, in partitions that the broker leads.', term: 'lag', isTrouble: false },
};

/** What is at a place, in sentences: all that the map says of it. */
export function describePlace(grid: HeatGrid, place: HeatPlace): string {
  const [leaders, under, out, offline, traffic, lag] = (['leaders', 'under', 'out', 'offline', 'traffic', 'lag'] as const).map((measure) => valueAt(grid, measure, place));
  const name = nameOfPlace(grid, place);
  if (leaders === undefined || leaders < 0) return `${name}: nothing of it is here.`;
  const trouble = [
    [under, 'under-replicated'],
    [out, 'out of sync'],
    [offline, 'offline'],
  ].flatMap(([count, words]) => (Number(count) > 0 ? [`${count} ${words}`] : []));
  const state = trouble.length === 0 ? 'all in sync' : trouble.join(', ');
  return `${name}: leads ${leaders}, ${state}, ${traffic} in the last second, lag ${lag}.`;
}

function nameOfPlace(grid: HeatGrid, { row, column }: HeatPlace): string {
  const topic = grid.topics[row];
  const broker = grid.brokers[column];
  if (broker === undefined) return topic === undefined ? 'All' : `${topic.name}, ${topic.partitions} partitions`;
  const state = broker.state === 'running' ? '' : `, ${broker.state}`;
  const who = `broker ${broker.id}${broker.rack === null ? '' : `, rack ${broker.rack}`}${state}`;
  return topic === undefined ? who : `${topic.name} on ${who}`;
}
