import type { Draw } from './draw.ts';
import { drawFrom } from './draw.ts';

/** What the faults and the healing need to know of the cluster that was drawn. */
export interface SwarmShape {
  readonly brokers: number;
  readonly controllers: readonly number[];
  /**
   * Whether the set of voters is changed or controllers lose their disks, to be brought back by an operator or by themselves: one or the
   * other, since of two voters neither may be lost for good.
   */
  readonly quorumChanges: 'voters' | 'disks' | 'joining disks';
  readonly topics: readonly { readonly name: string; readonly partitions: number; readonly replicationFactor: number }[];
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  readonly groups: readonly string[];
  readonly cluster: Record<string, unknown>;
  readonly producerDocuments: readonly Record<string, unknown>[];
  readonly consumerDocuments: readonly Record<string, unknown>[];
}

/** With KRaft. Clusters with ZooKeeper wait for sessions of 18 s, so they have a test of their own: `src/sim/zookeeper.property.test.ts`. */
export function drawShape(seed: number): SwarmShape {
  const draw = drawFrom(seed, 'shape');
  const brokers = draw.pick([1, 2, 3, 3, 3, 4, 4, 5, 6]);
  const quorum = drawFrom(seed, 'quorum');
  const controllers = drawControllers(quorum, draw.pick([1, 3, 3, 3, 5]), brokers);
  const quorumChanges = quorum.pick(['voters', 'voters', 'disks', 'joining disks'] as const);
  const topics = drawTopics(drawFrom(seed, 'topics'), brokers);
  const producerDocuments = drawProducers(drawFrom(seed, 'producers'), topics.map(({ name }) => name as string));
  const consumerDocuments = drawConsumers(drawFrom(seed, 'consumers'), topics.map(({ name }) => name as string));
  return {
    brokers,
    controllers,
    quorumChanges,
    topics: topics.map((topic) => ({
      name: topic['name'] as string,
      partitions: topic['partitions'] as number,
      replicationFactor: topic['replicationFactor'] as number,
    })),
    producers: producerDocuments.map(({ id }) => id as string),
    consumers: consumerDocuments.map(({ id }) => id as string),
    groups: [...new Set(consumerDocuments.map(({ group }) => group as string))],
    cluster: {
      brokers: drawBrokers(draw, brokers),
      controllers: controllers.map((id) => ({ id })),
      ...(controllers.some((id) => id <= brokers) ? { combined: true } : {}),
      config: { ...drawClusterConfig(drawFrom(seed, 'config'), brokers), ...(quorumChanges === 'joining disks' ? { 'controller.quorum.auto.join.enable': true } : {}) },
      topics,
      network: drawNetwork(drawFrom(seed, 'network')),
    },
    producerDocuments,
    consumerDocuments,
  };
}

/** In a third of the clusters brokers are controllers, too, often all that there are and sometimes beside others. */
function drawControllers(draw: Draw, count: number, brokers: number): number[] {
  const most = Math.min(count, brokers);
  const combined = !draw.chance(33) ? 0 : draw.chance(70) ? most : draw.int(1, most);
  return Array.from({ length: count }, (_, index) => (index < combined ? index + 1 : 3000 + index));
}

function drawBrokers(draw: Draw, brokers: number): unknown {
  if (draw.chance(50)) return brokers;
  const racks = draw.int(2, 3);
  return Array.from({ length: brokers }, (_, index) => ({ id: index + 1, rack: `r${(index % racks) + 1}` }));
}

interface TopicDocument extends Record<string, unknown> {
  readonly name: string;
  readonly config: Record<string, unknown>;
}

function drawTopics(draw: Draw, brokers: number): TopicDocument[] {
  const count = draw.pick([1, 1, 2, 3]);
  return Array.from({ length: count }, (_, index) => {
    const replicationFactor = Math.min(brokers, draw.pick([1, 2, 3, 3, 3, 4, 5]));
    const config: Record<string, unknown> = { 'min.insync.replicas': draw.int(1, replicationFactor) };
    if (draw.chance(20)) config['unclean.leader.election.enable'] = true;
    if (draw.chance(40)) {
      // More than a batch, or the leader takes none.
      config['internal.segment.bytes'] = draw.pick([2_500, 10_000]);
      config['file.delete.delay.ms'] = draw.pick([0, 1_000]);
      if (draw.chance(40)) config['retention.ms'] = draw.pick([800, 3_000]);
      if (draw.chance(40)) config['cleanup.policy'] = draw.pick(['compact', 'compact,delete']);
    }
    return { name: `t${index}`, partitions: draw.pick([1, 1, 2, 3, count > 1 ? 2 : 6]), replicationFactor, config };
  });
}

/** Timeouts so short that a few virtual seconds hold what takes minutes with Kafka's defaults. */
function drawClusterConfig(draw: Draw, brokers: number): Record<string, unknown> {
  const sessionMs = draw.pick([600, 1_000, 2_000]);
  const waitMs = draw.pick([20, 100, 300]);
  const config: Record<string, unknown> = {
    'broker.session.timeout.ms': sessionMs,
    'broker.heartbeat.interval.ms': Math.floor(sessionMs / draw.pick([3, 5])),
    'replica.lag.time.max.ms': Math.max(waitMs, draw.pick([300, 800, 2_000])),
    'replica.fetch.wait.max.ms': waitMs,
    'replica.fetch.backoff.ms': draw.pick([20, 100, 500]),
    'replica.socket.timeout.ms': draw.pick([500, 1_000, 2_000]),
    'replica.high.watermark.checkpoint.interval.ms': draw.pick([500, 5_000]),
    // A fetch from the quorum waits for up to 500 ms.
    'controller.quorum.fetch.timeout.ms': draw.pick([800, 1_200, 2_000]),
    'controller.quorum.election.timeout.ms': draw.pick([200, 500]),
    'controller.quorum.request.timeout.ms': draw.pick([700, 1_500]),
    'group.initial.rebalance.delay.ms': draw.pick([0, 200]),
    'group.min.session.timeout.ms': 300,
    'offsets.topic.num.partitions': draw.pick([1, 3]),
    'offsets.topic.replication.factor': Math.min(brokers, 3),
  };
  if (draw.chance(50)) config['log.retention.check.interval.ms'] = 400;
  if (draw.chance(50)) Object.assign(config, { 'log.cleaner.backoff.ms': 300, 'log.cleaner.min.cleanable.ratio': 0.1, 'log.cleaner.delete.retention.ms': 500 });
  if (draw.chance(30)) config['metadata.log.max.record.bytes.between.snapshots'] = draw.pick([300, 2_000]);
  if (draw.chance(25)) config['replica.selector.class'] = 'org.apache.kafka.common.replica.RackAwareReplicaSelector';
  if (draw.chance(30)) config['leader.imbalance.check.interval.seconds'] = draw.int(1, 3);
  if (draw.chance(30)) config['unclean.leader.election.interval.ms'] = 1_000;
  return config;
}

function drawNetwork(draw: Draw): Record<string, unknown> {
  const network: Record<string, unknown> = { latency: draw.pick(['200us', '1ms', '5ms', '15ms']), jitter: draw.pick(['0us', '300us', '3ms']) };
  if (draw.chance(20)) network['lossPermille'] = draw.pick([5, 30]);
  return network;
}

function drawProducers(draw: Draw, topics: readonly string[]): Record<string, unknown>[] {
  const count = draw.int(1, 3);
  return Array.from({ length: count }, (_, index) => {
    const acks = draw.pick(['all', 'all', 'all', '1', '0']);
    const requestMs = draw.pick([400, 1_000, 2_000]);
    const config: Record<string, unknown> = {
      acks,
      'linger.ms': draw.pick([0, 5, 50]),
      'batch.size': draw.pick([200, 1_000, 2_000]),
      'request.timeout.ms': requestMs,
      'delivery.timeout.ms': requestMs + draw.pick([100, 1_500, 6_000]),
      'max.block.ms': 2_000,
      'retry.backoff.ms': draw.pick([20, 100]),
    };
    if (acks === 'all' && draw.chance(30)) config['enable.idempotence'] = false;
    if (draw.chance(40)) config['max.in.flight.requests.per.connection'] = draw.pick([1, 2, 5]);
    return {
      id: `p${index}`,
      topic: topics[index] ?? draw.pick(topics),
      rate: draw.pick([10, 40, 100]),
      keys: draw.chance(50) ? ['a', 'b', 'c', 'd'] : null,
      config,
    };
  });
}

function drawConsumers(draw: Draw, topics: readonly string[]): Record<string, unknown>[] {
  const count = draw.pick([0, 1, 2, 3]);
  const groups = draw.int(1, 2);
  return Array.from({ length: count }, (_, index) => consumerDocument(draw, index, `g${index % groups}`, topics));
}

/** A consumer that joins `group`; also for one that comes while the cluster runs. */
export function consumerDocument(draw: Draw, index: number, group: string, topics: readonly string[]): Record<string, unknown> {
  const sessionMs = draw.pick([500, 1_000, 2_000]);
  const config: Record<string, unknown> = {
    'auto.offset.reset': draw.pick(['earliest', 'earliest', 'latest']),
    'partition.assignment.strategy': 'range,roundrobin',
    'session.timeout.ms': sessionMs,
    'heartbeat.interval.ms': Math.floor(sessionMs / 4),
    'max.poll.interval.ms': draw.pick([2_000, 10_000]),
    'max.poll.records': draw.pick([20, 500]),
    'request.timeout.ms': 1_500,
    'fetch.max.wait.ms': draw.pick([50, 500]),
    'retry.backoff.ms': draw.pick([20, 100]),
    'metadata.max.age.ms': draw.pick([500, 2_000]),
  };
  if (draw.chance(60)) config['auto.commit.interval.ms'] = draw.pick([100, 600]);
  else config['enable.auto.commit'] = false;
  if (draw.chance(30)) config['client.rack'] = draw.pick(['r1', 'r2', 'r3']);
  if (draw.chance(20)) config['group.instance.id'] = `static-${index}`;
  return { id: `c${index}`, group, topics: draw.chance(70) ? topics : [draw.pick(topics)], processing: draw.pick(['0us', '500us', '3ms']), config };
}
