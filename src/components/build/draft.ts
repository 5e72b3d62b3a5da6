import * as words from '../../words/build/cluster.ts';

/** A cluster as somebody puts it together, before it is a document. Plain numbers and names; `documentOf` makes the document. */
export interface Draft {
  readonly title: string;
  readonly brokers: number;
  /** Racks that brokers take in turn; 0 or 1 for none. */
  readonly racks: number;
  /** Time between racks one way; 0 where racks are as near as anything else. */
  readonly rackLatencyMs: number;
  readonly controllers: 1 | 3 | 5;
  /** Controllers run in the processes of the first brokers. */
  readonly combined: boolean;
  readonly times: 'production' | 'teaching';
  readonly topics: readonly TopicDraft[];
  readonly producers: readonly ProducerDraft[];
  readonly groups: readonly GroupDraft[];
}

export interface TopicDraft {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly minInsyncReplicas: number;
}

export interface ProducerDraft {
  readonly id: string;
  readonly topic: string;
  readonly ratePerSecond: number;
  readonly acks: 'all' | '1' | '0';
  /** How many different keys its records have; 0 for none. */
  readonly keys: number;
}

export interface GroupDraft {
  readonly name: string;
  readonly topic: string;
  readonly members: number;
}

/** A wait of Kafka's that is made shorter, so that a lesson need not wait for it. */
export interface TeachingTime {
  readonly of: 'cluster' | 'consumer';
  readonly name: string;
  readonly ms: number;
  /** Kafka's own default. */
  readonly defaultMs: number;
}

export const TEACHING_TIMES: readonly TeachingTime[] = [
  { of: 'cluster', name: 'broker.session.timeout.ms', ms: 3_000, defaultMs: 9_000 },
  { of: 'cluster', name: 'broker.heartbeat.interval.ms', ms: 500, defaultMs: 2_000 },
  { of: 'cluster', name: 'replica.lag.time.max.ms', ms: 5_000, defaultMs: 30_000 },
  { of: 'cluster', name: 'group.initial.rebalance.delay.ms', ms: 500, defaultMs: 3_000 },
  { of: 'consumer', name: 'session.timeout.ms', ms: 6_000, defaultMs: 45_000 },
  { of: 'consumer', name: 'heartbeat.interval.ms', ms: 1_000, defaultMs: 3_000 },
];

/** Copies that Kafka wants of `__consumer_offsets`; a smaller cluster has to say that it has fewer, as in life. */
const OFFSETS_COPIES = 3;

/** The document that runs the draft; see the scenario schema. What Kafka would refuse is refused by whoever opens it. */
export function documentOf(draft: Draft): unknown {
  const racks = draft.racks > 1 ? draft.racks : 0;
  const brokers = Array.from({ length: draft.brokers }, (_, index) => ({ id: index + 1, ...(racks === 0 ? {} : { rack: rackName(index % racks) }) }));
  return {
    v: 1,
    id: idOf(draft.title),
    title: draft.title.trim() === '' ? words.myCluster : draft.title.trim(),
    cluster: {
      brokers: racks === 0 ? draft.brokers : brokers,
      controllers: draft.controllers,
      ...(draft.combined ? { combined: true } : {}),
      config: { ...(draft.brokers < OFFSETS_COPIES ? { 'offsets.topic.replication.factor': draft.brokers } : {}), ...(draft.times === 'teaching' ? timesOf('cluster') : {}) },
      topics: draft.topics.map(({ name, partitions, replicationFactor, minInsyncReplicas }) => ({
        name,
        partitions,
        replicationFactor,
        ...(minInsyncReplicas === 1 ? {} : { config: { 'min.insync.replicas': minInsyncReplicas } }),
      })),
      network: { latency: '1ms', jitter: '200us', ...(racks === 0 || draft.rackLatencyMs === 0 ? {} : { links: farLinks(brokers, draft.rackLatencyMs) }) },
    },
    producers: draft.producers.map(({ id, topic, ratePerSecond, acks, keys }) => ({
      id,
      topic,
      rate: ratePerSecond,
      keys: keysOf(keys),
      config: { acks },
    })),
    consumers: draft.groups.flatMap((group) =>
      Array.from({ length: group.members }, (_, index) => ({
        id: `${group.name}-${index + 1}`,
        group: group.name,
        topics: [group.topic],
        processing: '2ms',
        config: { 'auto.offset.reset': 'earliest', ...(draft.times === 'teaching' ? timesOf('consumer') : {}) },
      })),
    ),
  };
}

/** So many different keys; null for records without one. */
export function keysOf(number: number): readonly string[] | null {
  return number === 0 ? null : Array.from({ length: number }, (_, index) => `key:${index + 1}`);
}

/** Letters and digits of the title with dashes between; documents have ids of that form. */
function idOf(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const id = words.join('-').slice(0, 64).replace(/-$/, '');
  return /^[a-z]/.test(id) ? id : 'my-cluster';
}

function timesOf(of: TeachingTime['of']): Record<string, number> {
  return Object.fromEntries(TEACHING_TIMES.filter((time) => time.of === of).map(({ name, ms }) => [name, ms]));
}

function rackName(index: number): string {
  return `rack-${String.fromCharCode(97 + index)}`;
}

/** Brokers of different racks are further apart. */
function farLinks(brokers: readonly { readonly id: number; readonly rack?: string }[], latencyMs: number): unknown[] {
  return brokers.flatMap((from, index) =>
    brokers
      .slice(index + 1)
      .filter((to) => to.rack !== from.rack)
      .map((to) => ({ from: `broker-${from.id}`, to: `broker-${to.id}`, latency: `${latencyMs}ms` })),
  );
}

/** Numbers that cannot go together are brought together: no topic has more copies than there are brokers, none wants more in sync than it has copies. */
export function settledDraft(draft: Draft): Draft {
  const topics = draft.topics.map((topic) => {
    const replicationFactor = Math.min(topic.replicationFactor, draft.brokers);
    return { ...topic, replicationFactor, minInsyncReplicas: Math.min(topic.minInsyncReplicas, replicationFactor) };
  });
  const controllers = draft.combined && draft.controllers > draft.brokers ? (draft.brokers >= 3 ? 3 : 1) : draft.controllers;
  return { ...draft, controllers, topics, racks: Math.min(draft.racks, draft.brokers) };
}

/** The draft in a sentence or two, in the words of the page. */
export function summaryOf({ brokers, racks, controllers, combined, topics, producers, groups, times }: Draft): string {
  const partitions = topics.reduce((sum, topic) => sum + topic.partitions, 0);
  const copies = topics.reduce((sum, topic) => sum + topic.partitions * topic.replicationFactor, 0);
  const members = groups.reduce((sum, group) => sum + group.members, 0);
  return [
    words.ofServers(racks > 1 ? words.ofBrokersInRacks(brokers, racks) : words.ofBrokers(brokers), combined ? words.ofControllersCombined(controllers) : words.ofControllers(controllers)),
    topics.length === 0 ? words.noTopics : words.ofTopics(topics.length, partitions, copies),
    words.ofClients(producers.length, members, groups.length),
    times === 'teaching' ? words.ofTeachingTimes : words.ofKafkasTimes,
  ].join(' ');
}
