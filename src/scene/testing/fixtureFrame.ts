import type {
  BrokerView,
  CellView,
  ConsumerView,
  Frame,
  GroupView,
  MessageView,
  PartitionView,
  PositionView,
  ReplicaView,
} from '../../protocol/views.ts';

/** A frame made by hand, for tests of geometry and for looking at pictures without a worker. */
export interface FixtureOptions {
  readonly brokers?: number;
  readonly partitions?: number;
  readonly replicationFactor?: number;
  readonly topic?: string;
  readonly controllers?: number;
  readonly producers?: readonly string[];
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Broker 1 is dead, not yet fenced. */
  readonly dead?: boolean;
  readonly now?: number;
  /** Offset of the newest record of partition 0. */
  readonly size?: number;
  readonly messages?: number;
}

const KEYS = 8;

export function fixtureFrame(options: FixtureOptions = {}): Frame {
  const settled = settle(options);
  const { now } = settled;
  const partitions = listOf(settled.partitions, (partition) => partitionView(settled, partition));
  const replicas = listOf(settled.brokers, (index) => index + 1).flatMap((broker) =>
    partitions.filter(({ replicas: ids }) => ids.includes(broker)).map((partition) => replicaView(settled, partition, broker)),
  );
  return {
    now,
    events: 48_210,
    traceHash: '9f2c41aa03b7e6d1',
    metadata: { epoch: 7, offset: 212, leader: 3000 },
    controllers: listOf(settled.controllers, (index) => ({
      key: `controller-${3000 + index}`,
      node: `controller-${3000 + index}`,
      id: 3000 + index,
      state: 'running',
      role: index === 0 ? 'leader' : 'follower',
      epoch: 7,
      endOffset: index === 2 ? 211 : 213,
      highWatermark: 212,
    })),
    brokers: listOf(settled.brokers, (index) => brokerView(settled, partitions, index + 1)),
    topics: [{ key: `topic:${settled.topic}`, name: settled.topic, partitions: settled.partitions, internal: false }],
    partitions,
    replicas,
    producers: settled.producers.map((id, index) => ({
      key: `producer:${id}`,
      id,
      node: `producer:${id}`,
      status: 'running',
      keys: [],
      topic: settled.topic,
      ratePerSecond: 20,
      acks: index === 1 ? 1 : -1,
      idempotent: true,
      sent: 612,
      acked: 608,
      failed: 0,
      inFlight: 4,
      buffered: 2,
    })),
    groups: Object.keys(settled.groups).map((group, index) => groupView(group, index)),
    consumers: Object.entries(settled.groups).flatMap(([group, members]) => members.map((id, index) => consumerView(settled, group, members, id, index))),
    messages: settled.messages === 0 ? [] : messagesOf(settled),
    links: [],
    flows: [],
    heat: [],
  };
}

type Settled = Required<FixtureOptions>;

function settle(options: FixtureOptions): Settled {
  return {
    brokers: 3,
    partitions: 6,
    replicationFactor: 3,
    topic: 'orders',
    controllers: 3,
    producers: ['checkout'],
    groups: { analytics: ['c1', 'c2', 'c3'] },
    dead: false,
    now: 14_702_000,
    size: 7,
    messages: 24,
    ...options,
  };
}

function listOf<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function partitionView(settled: Settled, partition: number): PartitionView {
  const replicas = listOf(Math.min(settled.replicationFactor, settled.brokers), (index) => ((partition + index) % settled.brokers) + 1);
  return {
    key: `${settled.topic}-${partition}`,
    topic: settled.topic,
    partition,
    leader: replicas[0] ?? -1,
    leaderEpoch: 3,
    partitionEpoch: 9,
    replicas,
    isr: partition === 1 ? replicas.filter((id) => id !== 3) : replicas,
    elr: [],
    minInsyncReplicas: 2,
  };
}

function endOf(settled: Settled, partition: number): number {
  return Math.max(0, settled.size + ((partition * 5) % 4) - 1);
}

function replicaView(settled: Settled, { key, topic, partition, leader, isr }: PartitionView, broker: number): ReplicaView {
  const isLeader = broker === leader;
  const lagging = !isr.includes(broker);
  const leaderEnd = endOf(settled, partition);
  const highWatermark = Math.max(0, leaderEnd - 1 - (partition % 2));
  const diverged = broker === 2 && partition === 3;
  const end = lagging ? Math.max(0, leaderEnd - 3) : isLeader ? leaderEnd : Math.max(0, leaderEnd - (broker % 2)) + (diverged ? 2 : 0);
  const first = Math.max(0, end - 24);
  return {
    key: `${broker}/${key}`,
    broker,
    topic,
    partition,
    role: isLeader ? 'leader' : 'follower',
    staleLeader: false,
    sync: settled.dead && broker === 1 ? 'offline' : lagging ? 'lagging' : 'in-sync',
    leaderEpoch: 3,
    logStartOffset: 0,
    endOffset: end,
    highWatermark: Math.min(end, isLeader ? highWatermark : Math.max(0, highWatermark - (broker % 2))),
    cells: listOf(end - first, (index) => cell(first + index, partition, diverged && first + index >= leaderEnd)),
  };
}

function cell(offset: number, partition: number, diverged: boolean): CellView {
  const pick = (offset * 7 + partition * 3 + (offset >> 1)) % (KEYS + 1);
  return { offset, hue: pick === KEYS ? -1 : pick, epoch: 3, diverged };
}

function brokerView(settled: Settled, partitions: readonly PartitionView[], id: number): BrokerView {
  const dead = settled.dead && id === 1;
  const heard = dead ? settled.now - 2_300_000 : settled.now - 800_000;
  return {
    key: `broker-${id}`,
    id,
    node: `broker-${id}`,
    rack: 'abc'[(id - 1) % 3] ?? null,
    state: dead ? 'dead' : 'running',
    brokerEpoch: 40 + id,
    fenced: false,
    lastHeartbeatAt: heard,
    sessionExpiresAt: heard + 9_000_000,
    heartbeatIntervalUs: 2_000_000,
    slow: null,
    cut: false,
    vitals: { queued: 0, parkedProduces: 1, parkedFetches: 3, notOnDisk: 12, waitsFor: null },
    holds: {
      own: { replicas: partitions.filter(({ replicas }) => replicas.includes(id)).length, leads: partitions.filter(({ leader }) => leader === id).length, underMinIsr: 0 },
      internal: { replicas: 0, leads: 0, underMinIsr: 0 },
    },
  };
}

function groupView(group: string, index: number): GroupView {
  return {
    key: `group:${group}`,
    group,
    state: index === 1 ? 'PreparingRebalance' : 'Stable',
    generation: 5,
    protocol: 'range',
    coordinator: 2,
  };
}

function consumerView(settled: Settled, group: string, members: readonly string[], id: string, index: number): ConsumerView {
  const owners = Math.min(members.length, settled.partitions);
  const each = Math.floor(settled.partitions / Math.max(1, owners));
  const extra = settled.partitions % Math.max(1, owners);
  const first = index * each + Math.min(index, extra);
  const count = index < owners ? each + (index < extra ? 1 : 0) : 0;
  return {
    key: `consumer:${id}`,
    id,
    node: `consumer:${id}`,
    group,
    topics: [settled.topic],
    status: count === 0 ? 'idle' : 'stable',
    fetchPaused: false,
    assigned: listOf(count, (offset) => positionView(settled, first + offset, index)),
  };
}

function positionView(settled: Settled, partition: number, index: number): PositionView {
  const highWatermark = Math.max(0, endOf(settled, partition) - 1 - (partition % 2));
  const position = Math.max(0, highWatermark - (index === 0 ? 2 : 0));
  const committed = Math.max(0, position - (partition % 3));
  return { topic: settled.topic, partition, position, committed, toRead: highWatermark - position, lag: highWatermark - committed };
}

/** Pairs of client and broker in turn, sent within the last two milliseconds. */
function messagesOf(settled: Settled): MessageView[] {
  const consumers = Object.values(settled.groups).flat();
  const apis = ['Produce', 'Fetch', 'Fetch', 'Fetch', 'Heartbeat', 'BrokerHeartbeat'] as const;
  const categories = ['produce', 'replicate', 'consume', 'consume', 'group', 'control'] as const;
  return listOf(settled.messages, (index) => {
    const kind = index % apis.length;
    const broker = (index % settled.brokers) + 1;
    const other = (broker % settled.brokers) + 1;
    const client =
      kind === 0
        ? `producer:${settled.producers[index % Math.max(1, settled.producers.length)] ?? 'none'}`
        : kind === 1
          ? `broker-${other}`
          : kind === 5
            ? `controller-${3000 + (index % Math.max(1, settled.controllers))}`
            : `consumer:${consumers[index % Math.max(1, consumers.length)] ?? 'none'}`;
    const response = index % 4 === 1 || (kind === 2 && index % 2 === 0);
    const sentAt = settled.now - ((index * 137_000) % 900_000);
    const carries = (kind === 0 && !response) || ((kind === 1 || kind === 2) && response);
    const message: MessageView = {
      key: `m${index}`,
      from: response ? `broker-${broker}` : client,
      to: response ? client : `broker-${broker}`,
      api: apis[kind] ?? 'Fetch',
      response,
      category: categories[kind] ?? 'produce',
      sentAt,
      arrivesAt: sentAt + 1_000_000,
      hue: carries ? (index * 5) % KEYS : null,
      records: carries ? 1 + (index % 5) : 0,
      label: `${apis[kind]} ${settled.topic}-${index % settled.partitions}`,
      fate: index === 7 ? 'lost' : index === 11 ? 'held' : 'travelling',
      error: index === 13,
    };
    return message;
  });
}
