import fc from 'fast-check';
import { parseScenario, type ParsedScenario } from '../../scenarios/index.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;
type Command = Record<string, unknown>;

const BROKERS = 5;
const PARTITIONS = 2;
const CHAOS_MS = 25_000;
const HEAL_MS = 45_000;
/** Moves that cannot end by themselves are cancelled here. */
const CANCEL_MS = 50_000;

/** A document in which partitions are moved about while brokers and controllers fail, and then time to heal. */
export interface RandomMoves {
  readonly parsed: Parsed;
  readonly untilUs: number;
}

const broker = fc.integer({ min: 1, max: BROKERS });
const partition = fc.integer({ min: 0, max: PARTITIONS - 1 });
const targets = fc.uniqueArray(broker, { minLength: 2, maxLength: 4 });

function reassign(at: number, replicas: readonly number[] | null): Command {
  return { kind: 'reassignPartitions', topic: 'orders', partition: at, replicas };
}

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(partition, targets).map(([at, replicas]) => reassign(at, replicas)) },
  { weight: 2, arbitrary: partition.map((at) => reassign(at, null)) },
  { weight: 3, arbitrary: broker.map((id) => ({ kind: 'killBroker', broker: id })) },
  { weight: 4, arbitrary: broker.map((id) => ({ kind: 'restartBroker', broker: id })) },
  { weight: 1, arbitrary: broker.map((id) => ({ kind: 'shutdownBroker', broker: id })) },
  { weight: 1, arbitrary: broker.map((id) => ({ kind: 'pauseNode', node: `broker-${id}`, for: '3s' })) },
  { weight: 2, arbitrary: broker.map((id) => ({ kind: 'cutLink', from: `broker-${id}`, to: 'brokers' })) },
  { weight: 1, arbitrary: broker.map((id) => ({ kind: 'cutLink', from: `broker-${id}`, to: 'controllers' })) },
  { weight: 3, arbitrary: fc.constant({ kind: 'healLink', from: '*', to: '*' }) },
  { weight: 1, arbitrary: fc.constantFrom(3000, 3001, 3002).map((id) => ({ kind: 'killController', controller: id })) },
  { weight: 2, arbitrary: fc.constantFrom(3000, 3001, 3002).map((id) => ({ kind: 'restartController', controller: id })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'electLeaders', election: 'preferred' }) },
  { weight: 1, arbitrary: fc.constantFrom('*', '').map((value) => ({ kind: 'alterConfig', topic: 'orders', set: { 'leader.replication.throttled.replicas': value } })) },
);

function healing(): { at: string; do: Command }[] {
  const script: { at: string; do: Command }[] = [];
  const add = (atMs: number, one: Command) => script.push({ at: `${atMs}ms`, do: one });
  // A follower that is held below the rate of the writes would never be in sync.
  add(CHAOS_MS + 5_000, { kind: 'alterConfig', topic: 'orders', remove: ['leader.replication.throttled.replicas'] });
  // Again later for those that were shutting down, and for moves that only began when their brokers were back.
  for (const atMs of [CHAOS_MS, CHAOS_MS + 14_000]) {
    add(atMs, { kind: 'healLink', from: '*', to: '*' });
    for (let id = 1; id <= BROKERS; id += 1) add(atMs, { kind: 'restartBroker', broker: id });
    for (const id of [3000, 3001, 3002]) add(atMs, { kind: 'restartController', controller: id });
  }
  for (let at = 0; at < PARTITIONS; at += 1) add(CANCEL_MS, reassign(at, null));
  return script;
}

/** `acks=all`, `min.insync.replicas=2`, consumers that read from replicas in their racks. */
export const randomMoves: fc.Arbitrary<RandomMoves> = fc
  .record({
    seed: fc.integer({ min: 0, max: 0xffff_ffff }),
    sessionMs: fc.constantFrom(2_000, 6_000),
    throttle: fc.constantFrom(5_000, 1_000_000),
    elrOff: fc.boolean(),
    commands: fc.array(fc.record({ atMs: fc.integer({ min: 500, max: CHAOS_MS }), command }), { minLength: 4, maxLength: 30 }),
  })
  .map(({ seed, sessionMs, throttle, elrOff, commands }) => {
    const script = commands
      .toSorted((a, b) => a.atMs - b.atMs)
      .map(({ atMs, command: one }) => ({ at: `${atMs}ms`, do: one }));
    const document = {
      v: 1,
      id: 'random-moves',
      title: 'Random moves',
      seed,
      cluster: {
        brokers: Array.from({ length: BROKERS }, (_, index) => ({ id: index + 1, rack: `rack-${index % 3}` })),
        controllers: 3,
        config: {
          'broker.session.timeout.ms': sessionMs,
          'broker.heartbeat.interval.ms': sessionMs / 4,
          'replica.lag.time.max.ms': 3_000,
          'replica.selector.class': 'org.apache.kafka.common.replica.RackAwareReplicaSelector',
          'leader.replication.throttled.rate': throttle,
          ...(elrOff ? { 'model.elr.off': true } : {}),
        },
        topics: [{ name: 'orders', partitions: PARTITIONS, replicationFactor: 3, config: { 'min.insync.replicas': 2 } }],
        network: { latency: '1ms', jitter: '300us' },
      },
      producers: [{ id: 'p', topic: 'orders', rate: 30, keys: ['a', 'b', 'c', 'd'], config: { acks: 'all' } }],
      consumers: [0, 1].map((index) => ({
        id: `c${index}`,
        group: `g${index}`,
        topics: ['orders'],
        processing: '1ms',
        config: { 'auto.offset.reset': 'earliest', 'client.rack': `rack-${index}`, 'metadata.max.age.ms': 5_000 },
      })),
      script: [...script, ...healing()].toSorted((a, b) => Number.parseInt(a.at, 10) - Number.parseInt(b.at, 10)),
    };
    const parsed = parseScenario(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return { parsed, untilUs: (CHAOS_MS + HEAL_MS) * 1_000 };
  });
