import fc from 'fast-check';
import { parseScenario, type ParsedScenario } from '../../scenarios/index.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;

/** A document with a fault every few hundred milliseconds, and then time to heal. Elections are clean and disks stay. */
export interface RandomRun {
  readonly parsed: Parsed;
  readonly document: unknown;
  readonly untilUs: number;
}

const CHAOS_MS = 20_000;
const HEAL_MS = 25_000;
/** A process that shuts down in order is started again only when it has ended; at any one moment it may be just about to. */
const AGAIN_MS = [14_000, 16_000];

const fault = (brokers: number, consumers: number): fc.Arbitrary<Record<string, unknown>[]> => {
  const broker = fc.integer({ min: 1, max: brokers });
  const node = broker.map((id) => `broker-${id}`);
  const end = fc.oneof(node, fc.constantFrom('brokers', 'controllers', 'clients'));
  const consumer = fc.integer({ min: 1, max: consumers }).map((id) => `c${id}`);
  return fc.oneof(
    { weight: 6, arbitrary: broker.map((id) => [{ kind: 'killBroker', broker: id }]) },
    { weight: 6, arbitrary: broker.map((id) => [{ kind: 'restartBroker', broker: id }]) },
    { weight: 1, arbitrary: broker.map((id) => [{ kind: 'shutdownBroker', broker: id }]) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('pauseNode'), node, for: fc.constantFrom('300ms', '2s', '6s') }).map((one) => [one]) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('cutLink'), from: node, to: end, oneWay: fc.boolean() }).map((one) => (one.from === one.to ? [] : [one])) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('healLink'), from: fc.constant('*'), to: fc.constant('*') }).map((one) => [one]) },
    { weight: 1, arbitrary: fc.constantFrom(3000, 3001, 3002).map((id) => [{ kind: 'killController', controller: id }]) },
    { weight: 2, arbitrary: fc.constantFrom(3000, 3001, 3002).map((id) => [{ kind: 'restartController', controller: id }]) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('slowNode'), node, disk: fc.integer({ min: 1, max: 30 }) }).map((one) => [one]) },
    { weight: 1, arbitrary: consumer.map((id) => [{ kind: 'pauseConsumer', consumer: id }]) },
    { weight: 1, arbitrary: consumer.map((id) => [{ kind: 'killConsumer', consumer: id }]) },
    { weight: 3, arbitrary: fc.constantFrom(-1, 3, 40).map((offset) => [{ kind: 'deleteRecords', topic: 'orders', partition: 0, offset }]) },
    { weight: 1, arbitrary: broker.map((id) => [{ kind: 'killBroker', broker: id, powerLoss: true }]) },
  );
};

/** Everything that was done to the cluster is undone, so that it can recover. */
function healing(brokers: number): Record<string, unknown>[] {
  const at = `${CHAOS_MS}ms`;
  const commands: Record<string, unknown>[] = [{ kind: 'healLink', from: '*', to: '*' }];
  for (let id = 1; id <= brokers; id += 1) {
    commands.push({ kind: 'resumeNode', node: `broker-${id}` }, { kind: 'slowNode', node: `broker-${id}`, disk: 1 });
    commands.push({ kind: 'restartBroker', broker: id });
  }
  for (const id of [3000, 3001, 3002]) commands.push({ kind: 'restartController', controller: id });
  // A broker that is just being shut down cannot be restarted yet; it is asked again when even a fenced peer cannot hold it up.
  const again = commands.filter(({ kind }) => kind === 'restartBroker');
  return [...commands.map((command) => ({ at, do: command })), ...AGAIN_MS.flatMap((later) => again.map((command) => ({ at: `${CHAOS_MS + later}ms`, do: command })))];
}

/** Random documents; `acks=all`, `min.insync.replicas=2`, three replicas. */
export const randomRun: fc.Arbitrary<RandomRun> = fc
  .record({ brokers: fc.integer({ min: 3, max: 5 }), consumers: fc.integer({ min: 1, max: 4 }) })
  .chain(({ brokers, consumers }) =>
    fc.record({
      seed: fc.integer({ min: 0, max: 0xffff_ffff }),
      brokers: fc.constant(brokers),
      consumers: fc.constant(consumers),
      controllers: fc.constantFrom(1, 3),
      partitions: fc.integer({ min: 1, max: 4 }),
      rate: fc.constantFrom(5, 20, 60),
      linger: fc.constantFrom(0, 5, 50),
      sessionMs: fc.constantFrom(1_500, 3_000, 9_000),
      lagMs: fc.constantFrom(2_000, 10_000, 30_000),
      latency: fc.constantFrom('200us', '1ms', '20ms'),
      assignor: fc.constantFrom('range', 'roundrobin'),
      segmentBytes: fc.constantFrom(1_500, 20_000, 1_000_000),
      retentionBytes: fc.constantFrom(-1, 5_000),
      faults: fc.array(fc.record({ atMs: fc.integer({ min: 500, max: CHAOS_MS }), commands: fault(brokers, consumers) }), { maxLength: 24 }),
    }),
  )
  .map((shape) => {
    const faults = shape.faults.flatMap(({ atMs, commands }) =>
      commands
        .filter((command) => shape.controllers === 3 || command['controller'] === undefined)
        .map((command) => ({ at: `${atMs}ms`, do: command })),
    );
    const heal = healing(shape.brokers).filter((entry) => shape.controllers === 3 || !isController(entry['do']));
    const topicConfig = {
      'min.insync.replicas': 2,
      'internal.segment.bytes': shape.segmentBytes,
      'retention.bytes': shape.retentionBytes,
      'segment.ms': 5_000,
      'segment.jitter.ms': 1_000,
    };
    const document = {
      v: 1,
      id: 'random-run',
      title: 'A random run',
      seed: shape.seed,
      cluster: {
        brokers: shape.brokers,
        controllers: shape.controllers,
        config: {
          'broker.session.timeout.ms': shape.sessionMs,
          'broker.heartbeat.interval.ms': Math.floor(shape.sessionMs / 4),
          'replica.lag.time.max.ms': shape.lagMs,
          'group.initial.rebalance.delay.ms': 500,
          'log.retention.check.interval.ms': 3_000,
          // What is acknowledged outlives the power loss of every copy only where all of it is flushed.
          'log.flush.interval.messages': 1,
        },
        topics: [{ name: 'orders', partitions: shape.partitions, replicationFactor: 3, config: topicConfig }],
        network: { latency: shape.latency, jitter: '300us' },
      },
      producers: [
        {
          id: 'p1',
          topic: 'orders',
          rate: shape.rate,
          keys: ['a', 'b', 'c', 'd', 'e'],
          config: { acks: 'all', 'linger.ms': shape.linger },
        },
        { id: 'p2', topic: 'orders', rate: 5, keys: null, config: { acks: 'all' } },
      ],
      consumers: Array.from({ length: shape.consumers }, (_, index) => ({
        id: `c${index + 1}`,
        group: index % 2 === 0 ? 'g1' : 'g2',
        topics: ['orders'],
        processing: '1ms',
        config: {
          'auto.offset.reset': 'earliest',
          'partition.assignment.strategy': shape.assignor,
          'session.timeout.ms': 6_000,
          'heartbeat.interval.ms': 1_000,
        },
      })),
      script: [...faults.sort((a, b) => Number.parseInt(a.at, 10) - Number.parseInt(b.at, 10)), ...heal],
    };
    const parsed = parseScenario(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return { parsed, document, untilUs: (CHAOS_MS + HEAL_MS) * 1000 };
  });

function isController(command: unknown): boolean {
  return (command as { kind: string }).kind === 'restartController';
}
