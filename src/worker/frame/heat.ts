import { isUnderReplicated } from '../../base/underReplicated.ts';
import { HEAT_MEASURES, type HeatMeasure, type HeatView } from '../../protocol/views.ts';
import { recordsSince, replicaOf, type BrokerNode, type KafkaSimulation, type MetadataImage, type TopicImage } from '../../sim/index.ts';
import type { Lags } from './lags.ts';

/** Traffic is what was written in so long, microseconds. */
const TRAFFIC_US = 1_000_000;

/** What was told of each topic last: what says the same is the same object again. */
export interface HeatCache {
  readonly topics: Map<string, CachedTopic>;
}

interface CachedTopic {
  readonly topic: TopicImage;
  /** Ids of the brokers that there is a value for, in order. */
  readonly brokers: string;
  readonly views: Map<HeatMeasure, HeatView>;
}

export function createHeatCache(): HeatCache {
  return { topics: new Map() };
}

/**
 * Sums by topic and broker. What the metadata tells is added up again when the topic's metadata changes; traffic and lag are read from the leaders'
 * logs each time.
 */
export function heatViews(sim: KafkaSimulation, image: MetadataImage, brokers: readonly BrokerNode[], lags: Lags, cache: HeatCache): HeatView[] {
  const columns = new Map(brokers.map(({ id }, index) => [id, index]));
  const ids = brokers.map(({ id }) => id).join();
  return [...image.topics.values()].flatMap((topic) => {
    const known = cache.topics.get(topic.name);
    const still = known?.topic === topic && known.brokers === ids;
    const kept: CachedTopic = still ? known : { topic, brokers: ids, views: standingViews(topic, columns) };
    cache.topics.set(topic.name, kept);
    renew(kept, 'traffic', trafficOf(topic, kept, brokers, columns, sim.state.now - TRAFFIC_US));
    renew(kept, 'lag', lagOf(kept, brokers, lags.get(topic.name)));
    return HEAT_MEASURES.flatMap((measure) => kept.views.get(measure) ?? []);
  });
}

/** What follows from a topic's metadata. */
function standingViews(topic: TopicImage, columns: ReadonlyMap<number, number>): Map<HeatMeasure, HeatView> {
  const leaders = emptyRow(columns.size);
  const [under, out, offline] = [emptyRow(columns.size), emptyRow(columns.size), emptyRow(columns.size)];
  const rows = [leaders, under, out, offline];
  for (const { leader, replicas, isr, addingReplicas } of topic.partitions) {
    for (const id of replicas) {
      const column = columns.get(id);
      if (column === undefined) continue;
      for (const row of rows) row[column] = Math.max(0, row[column] ?? 0);
      if (!isr.includes(id)) add(out, column, 1);
      if (leader < 0) add(offline, column, 1);
      if (leader !== id) continue;
      add(leaders, column, 1);
      if (isUnderReplicated(isr.length, replicas, addingReplicas)) add(under, column, 1);
    }
  }
  const entries = [['leaders', leaders], ['under', under], ['out', out], ['offline', offline]] as const;
  return new Map(entries.map(([measure, values]) => [measure, viewOf(topic.name, measure, values)]));
}

function emptyRow(length: number): number[] {
  return Array.from({ length }, () => -1);
}

function add(row: number[], column: number, count: number): void {
  row[column] = (row[column] ?? 0) + count;
}

/** A row of zeros where the topic has replicas. */
function zeros({ views }: CachedTopic): number[] {
  return (views.get('leaders')?.values ?? []).map((value) => Math.min(value, 0));
}

function trafficOf(topic: TopicImage, kept: CachedTopic, brokers: readonly BrokerNode[], columns: ReadonlyMap<number, number>, since: number): number[] {
  const row = zeros(kept);
  topic.partitions.forEach(({ leader }, partition) => {
    const column = columns.get(leader);
    const broker = column === undefined ? undefined : brokers[column];
    const log = broker === undefined ? undefined : replicaOf(broker, topic.name, partition)?.log;
    if (column !== undefined && log !== undefined && log.logEndOffset > 0) add(row, column, recordsSince(log, since));
  });
  return row;
}

function lagOf(kept: CachedTopic, brokers: readonly BrokerNode[], lags: ReadonlyMap<number, number> | undefined): number[] {
  return zeros(kept).map((value, column) => (value < 0 ? value : (lags?.get(brokers[column]?.id ?? -1) ?? 0)));
}

function renew({ topic, views }: CachedTopic, measure: HeatMeasure, values: readonly number[]): void {
  const known = views.get(measure);
  if (known === undefined || known.values.some((value, index) => value !== values[index])) views.set(measure, viewOf(topic.name, measure, values));
}

function viewOf(topic: string, measure: HeatMeasure, values: readonly number[]): HeatView {
  return { key: `topic:${topic}/${measure}`, topic, measure, values };
}
