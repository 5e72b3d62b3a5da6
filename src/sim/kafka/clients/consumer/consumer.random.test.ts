import { describe, expect, it } from 'vitest';
import { createStream, nextUint32, scaleToBound, type Sfc32 } from '../../../kernel/rng.ts';
import { reply } from '../../net/requestTable.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ApiRequest, ApiResponse } from '../../protocol/messages.ts';
import { describeConsumer } from './describeConsumer.ts';
import { addConsumer, createHarness, factsOf, moveLeader, MS, produce, run, SECOND, type Harness } from './testing/fakeCluster.ts';
import { leaveGroup, startRebalance } from './testing/fakeGroup.ts';

const BROKERS = 3;
const PARTITIONS = ['orders-0', 'orders-1', 'orders-2', 'orders-3'];
const CALM_AT = 40 * SECOND;
const END = 100 * SECOND;

type Random = (bound: number) => number;

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random(list.length)] as T;
}

/** An error that a broker could have given, for requests that have a simple answer. */
function refusal(random: Random, request: ApiRequest): ApiResponse | 'silence' | null {
  const group: readonly ErrorCode[] = ['NOT_COORDINATOR', 'COORDINATOR_NOT_AVAILABLE', 'COORDINATOR_LOAD_IN_PROGRESS'];
  switch (request.api) {
    case 'FindCoordinator':
      return { api: 'FindCoordinator', error: 'COORDINATOR_NOT_AVAILABLE', coordinator: -1, node: -1 };
    case 'JoinGroup':
      return { api: 'JoinGroup', error: pick(random, group), generation: -1, protocol: null, leader: '', memberId: '', members: [] };
    case 'SyncGroup':
      return { api: 'SyncGroup', error: pick(random, [...group, 'REBALANCE_IN_PROGRESS']), assignment: [] };
    case 'Heartbeat':
      return { api: 'Heartbeat', error: pick(random, [...group, 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'REBALANCE_IN_PROGRESS']) };
    case 'OffsetCommit': {
      const error: ErrorCode = pick(random, [...group, 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'REBALANCE_IN_PROGRESS', 'UNKNOWN_SERVER_ERROR']);
      return { api: 'OffsetCommit', partitions: request.offsets.map(({ topic, partition }) => ({ topic, partition, error })) };
    }
    case 'OffsetFetch':
      return { api: 'OffsetFetch', error: pick(random, group), partitions: [] };
    case 'ListOffsets':
      return {
        api: 'ListOffsets',
        partitions: request.partitions.map(({ topic, partition }) => ({ topic, partition, error: 'NOT_LEADER_OR_FOLLOWER', offset: -1, leaderEpoch: -1 })),
      };
    case 'Fetch':
      return { api: 'Fetch', error: pick(random, ['FETCH_SESSION_ID_NOT_FOUND', 'INVALID_FETCH_SESSION_EPOCH']), sessionId: 0, partitions: [] };
    default:
      return 'silence';
  }
}

/** Something bad every now and then until `CALM_AT`. */
function trouble(harness: Harness, random: Random): void {
  const { cluster, sim } = harness;
  switch (random(6)) {
    case 0:
      moveLeader(harness, pick(random, PARTITIONS), 1 + random(BROKERS));
      return;
    case 1:
      cluster.coordinator = 1 + random(BROKERS);
      return;
    case 2: {
      const victim = random(BROKERS);
      if (sim.control.statusOf(victim) !== 'running') return;
      sim.control.crashNode(victim);
      cluster.parked = cluster.parked.filter(({ broker }) => broker !== victim + 1);
      return;
    }
    case 3:
      for (let broker = 0; broker < BROKERS; broker += 1) sim.control.startNode(broker);
      return;
    case 4:
      startRebalance(cluster.group);
      return;
    default:
      cluster.group.members.delete(pick(random, [...cluster.group.members.keys(), '']));
  }
}

/** What the fake coordinator lacks: members that are not heard of any more leave. */
function expireMembers(harness: Harness): void {
  const { cluster, sim } = harness;
  for (const memberId of [...cluster.group.members.keys()]) {
    const last = cluster.asked.findLast(({ request }) => 'memberId' in request && request.memberId === memberId);
    if (sim.state.now - (last?.at ?? 0) < 15 * SECOND) continue;
    leaveGroup(cluster.group, (to, response) => reply(sim.contexts.of(cluster.coordinator - 1), to, response), memberId);
  }
}

function play(seed: number, enableAutoCommit: boolean): { harness: Harness; produced: Map<string, number> } {
  const rng: Sfc32 = createStream(seed, 'trouble');
  const random: Random = (bound) => scaleToBound(nextUint32(rng), bound);
  const harness = createHarness({ brokers: BROKERS, topics: { orders: [1, 2, 3, 1] } });
  const config = {
    'enable.auto.commit': enableAutoCommit,
    'request.timeout.ms': 2_000,
    'session.timeout.ms': 6_000,
    'heartbeat.interval.ms': 1_000,
    'max.poll.interval.ms': 4_000,
    'auto.commit.interval.ms': 700,
    'metadata.max.age.ms': 3_000,
    'max.poll.records': 5,
  };
  const consumers = ['c1', 'c2'].map((id) => addConsumer(harness, { id, config, processingUs: 3 * MS }));
  harness.cluster.script = (request, _broker, at) => {
    if (at > CALM_AT) return null;
    const dice = random(100);
    if (dice >= 12) return null;
    return dice < 4 ? 'silence' : refusal(random, request);
  };
  const produced = new Map<string, number>();
  for (let at = 100 * MS; at <= END; at += 100 * MS) {
    run(harness, at);
    if (at < CALM_AT + 5 * SECOND) {
      const name = pick(random, PARTITIONS);
      const count = 1 + random(12);
      produce(harness, name, count);
      produced.set(name, (produced.get(name) ?? 0) + count);
    }
    if (at < CALM_AT && random(12) === 0) trouble(harness, random);
    if (at === CALM_AT) for (let broker = 0; broker < BROKERS; broker += 1) harness.sim.control.startNode(broker);
    if (at % SECOND === 0) expireMembers(harness);
  }
  const statuses = consumers.map((consumer) => describeConsumer(consumer).status);
  expect(statuses, `seed ${seed}`).toEqual(['stable', 'stable']);
  return { harness, produced };
}

/** Within one assignment a consumer reads on where it stopped; only a reset may move it. */
function expectContinuity(harness: Harness, seed: number): void {
  const next = new Map<string, number>();
  for (const { fact } of harness.told) {
    if (fact.type === 'PartitionsAssigned') {
      for (const { topic, partition } of fact.partitions) next.delete(`${fact.consumer} ${topic}-${partition}`);
    } else if (fact.type === 'OffsetReset') {
      next.set(`${fact.consumer} ${fact.topic}-${fact.partition}`, fact.offset);
    } else if (fact.type === 'RecordsPolled') {
      const key = `${fact.consumer} ${fact.topic}-${fact.partition}`;
      expect(fact.from, `seed ${seed}`).toBe(next.get(key) ?? fact.from);
      expect(fact.ids, `seed ${seed}`).toHaveLength(fact.to - fact.from);
      expect(fact.ids[0], `seed ${seed}`).toBe(`${fact.topic}-${fact.partition}@${fact.from}`);
      next.set(key, fact.to);
    }
  }
}

describe('consumers under random trouble', () => {
  it.each(Array.from({ length: 60 }, (_, index) => index + 1))('seed %i: recover, read everything at least once and in order, and commit it all', (seed) => {
    const { harness, produced } = play(seed, seed % 3 !== 0);
    expectContinuity(harness, seed);
    const read = new Set(factsOf(harness, 'RecordsPolled').flatMap(({ ids }) => ids));
    for (const [name, count] of produced) {
      const missing = Array.from({ length: count }, (_, offset) => `${name}@${offset}`).filter((id) => !read.has(id));
      expect(missing, `seed ${seed}`).toEqual([]);
      expect(harness.cluster.group.committed.get(name), `seed ${seed}`).toBe(count);
    }
  });
});
