import { describe, expect, it } from 'vitest';
import { resolveTopicConfig } from '../../config/resolve.ts';
import type { SeekPosition } from '../../commands.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ListOffsetsRequest } from '../../protocol/dataPlane.ts';
import type { ApiResponse } from '../../protocol/messages.ts';
import { clientHarness, type Harness, type Script } from '../testing/clientHarness.ts';
import { submitAdmin } from './adminCommands.ts';
import { adminRole } from './adminRole.ts';
import { cloneAdmin, createAdmin, type AdminNode, type AdminTaskCommand, type AdminTimer } from './adminState.ts';

const SECOND = 1_000_000;

type AdminHarness = Harness<AdminNode, AdminTimer>;

function startAdmin(script: Script): AdminHarness {
  const harness = clientHarness(adminRole, createAdmin, [1, 2, 3], { t: [1, 2, 3] });
  harness.cluster.script = script;
  harness.until(1_000);
  return harness;
}

function run(harness: AdminHarness, command: AdminTaskCommand, forUs = 100 * SECOND): void {
  harness.act((node, ctx) => submitAdmin(node, ctx, command));
  harness.until(harness.sim.state.now + forUs);
}

function ok(request: { api: string }): ApiResponse {
  return { api: request.api, error: 'NONE', message: null } as ApiResponse;
}

const resolved = resolveTopicConfig({ 'min.insync.replicas': 2 }, {});
if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
const topic = {
  name: 'orders', partitions: 2, replicationFactor: 3, assignment: [[1, 2, 3], [2, 3, 1]],
  config: resolved.config, overrides: { 'min.insync.replicas': 2, 'unclean.leader.election.enable': true },
};

describe('commands', () => {
  it('become the requests of Kafka\'s tools, with settings as text', () => {
    const harness = startAdmin((request) => (request.api === 'Metadata' ? undefined : ok(request)));
    run(harness, { kind: 'createTopic', topic });
    run(harness, { kind: 'addPartitions', topic: 't', partitions: 5, assignment: null });
    run(harness, { kind: 'deleteTopic', topic: 't' });
    run(harness, { kind: 'alterConfig', target: { kind: 'topic', topic: 't' }, set: { 'retention.ms': 1000 }, remove: ['segment.bytes'] });
    run(harness, { kind: 'alterConfig', target: { kind: 'broker', broker: 2 }, set: {}, remove: [] });
    run(harness, { kind: 'alterConfig', target: { kind: 'cluster' }, set: {}, remove: [] });
    run(harness, { kind: 'electLeaders', election: 'preferred', topic: null, partition: null });
    run(harness, { kind: 'electLeaders', election: 'unclean', topic: 't', partition: 1 });
    run(harness, { kind: 'electLeaders', election: 'preferred', topic: 't', partition: null });
    run(harness, { kind: 'reassignPartitions', topic: 't', partition: 1, replicas: [2, 3] });
    run(harness, { kind: 'reassignPartitions', topic: 't', partition: 1, replicas: null });
    const requests = harness.cluster.received.map((each) => each.request);
    expect(requests).toEqual([
      {
        api: 'CreateTopics', name: 'orders', partitions: -1, replicationFactor: -1, assignment: topic.assignment,
        config: { 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'true' },
      },
      { api: 'CreatePartitions', name: 't', count: 5, assignment: null },
      { api: 'DeleteTopics', name: 't' },
      { api: 'IncrementalAlterConfigs', resource: { type: 'topic', name: 't' }, set: { 'retention.ms': '1000' }, remove: ['segment.bytes'] },
      { api: 'IncrementalAlterConfigs', resource: { type: 'broker', id: 2 }, set: {}, remove: [] },
      { api: 'IncrementalAlterConfigs', resource: { type: 'broker', id: null }, set: {}, remove: [] },
      { api: 'ElectLeaders', election: 'preferred', partitions: null },
      { api: 'ElectLeaders', election: 'unclean', partitions: [{ topic: 't', partition: 1 }] },
      { api: 'Metadata', topics: ['t'] },
      { api: 'ElectLeaders', election: 'preferred', partitions: [0, 1, 2].map((partition) => ({ topic: 't', partition })) },
      { api: 'AlterPartitionReassignments', topic: 't', partition: 1, replicas: [2, 3] },
      { api: 'AlterPartitionReassignments', topic: 't', partition: 1, replicas: null },
    ]);
    expect(harness.ofType('AdminDone').map((fact) => [fact.request, fact.what])).toEqual([
      ['CreateTopics', 'create topic orders'],
      ['CreatePartitions', 'give topic t 5 partitions'],
      ['DeleteTopics', 'delete topic t'],
      ['IncrementalAlterConfigs', 'set retention.ms=1000, segment.bytes to its default for topic t'],
      ['IncrementalAlterConfigs', 'set  for broker 2'],
      ['IncrementalAlterConfigs', 'set  for all brokers'],
      ['ElectLeaders', 'elect preferred leaders of all topics'],
      ['ElectLeaders', 'elect unclean leaders of t-1'],
      ['ElectLeaders', 'elect preferred leaders of t'],
      ['AlterPartitionReassignments', 'reassign t-1 to brokers 2, 3'],
      ['AlterPartitionReassignments', 'cancel the reassignment of t-1'],
    ]);
    expect(harness.client.tasks.size).toBe(0);
  });

  it('that the controller refuses fail with its words', () => {
    const harness = startAdmin((request) => {
      return { api: request.api, error: 'TOPIC_ALREADY_EXISTS', message: 'Topic \'orders\' already exists.' } as ApiResponse;
    });
    run(harness, { kind: 'createTopic', topic });
    expect(harness.ofType('AdminFailed')).toMatchObject([
      { request: 'CreateTopics', error: 'TOPIC_ALREADY_EXISTS', message: 'Topic \'orders\' already exists.', what: 'create topic orders' },
    ]);
    expect(harness.cluster.received).toHaveLength(1);
  });

  it('electing leaders fails when one partition has none, and not when all have them already', () => {
    const answered = (errors: readonly ErrorCode[]) => {
      const harness = startAdmin((request) => {
        if (request.api !== 'ElectLeaders') return undefined;
        const results = errors.map((error, partition) => ({ topic: 't', partition, error, message: null }));
        return { api: 'ElectLeaders', error: 'NONE', message: null, results };
      });
      run(harness, { kind: 'electLeaders', election: 'preferred', topic: null, partition: null });
      return harness;
    };
    expect(answered(['NONE', 'ELECTION_NOT_NEEDED']).ofType('AdminDone')).toHaveLength(1);
    const failed = answered(['NONE', 'PREFERRED_LEADER_NOT_AVAILABLE', 'PREFERRED_LEADER_NOT_AVAILABLE']).ofType('AdminFailed');
    expect(failed).toMatchObject([
      { error: 'PREFERRED_LEADER_NOT_AVAILABLE', message: 't-1: PREFERRED_LEADER_NOT_AVAILABLE And 1 more.' },
    ]);
  });

  it('are tried again until a controller is found', () => {
    let asked = 0;
    const harness = startAdmin((request) => {
      asked += 1;
      return asked < 4 ? ({ api: request.api, error: 'NOT_CONTROLLER', message: null } as ApiResponse) : ok(request);
    });
    run(harness, { kind: 'deleteTopic', topic: 't' });
    expect(harness.ofType('AdminDone')).toHaveLength(1);
    // 100, 200 and 400 ms, each give or take a fifth, and the way there and back.
    const at = harness.cluster.received.map((each) => each.at);
    const gaps = at.slice(1).map((each, index) => (each - (at[index] as number)) / 1_000);
    for (const [index, nominal] of [100, 200, 400].entries()) {
      expect(gaps[index]).toBeGreaterThanOrEqual(nominal * 0.8);
      expect(gaps[index]).toBeLessThanOrEqual(nominal * 1.2 + 3);
    }
  });

  it('are given to another broker when one is gone', () => {
    const harness = startAdmin(ok);
    harness.sim.control.crashNode(harness.nodeOf(1));
    harness.sim.control.crashNode(harness.nodeOf(3));
    for (let n = 0; n < 5; n += 1) run(harness, { kind: 'deleteTopic', topic: 't' }, 10 * SECOND);
    expect(harness.ofType('AdminDone')).toHaveLength(5);
    expect(new Set(harness.cluster.received.map((each) => each.broker))).toEqual(new Set([2]));
  });

  it('that nobody answers fail after 60 seconds', () => {
    const harness = startAdmin(() => 'wait');
    const begun = harness.sim.state.now;
    run(harness, { kind: 'deleteTopic', topic: 't' }, 200 * SECOND);
    expect(harness.ofType('AdminFailed')).toMatchObject([{ at: begun + 60 * SECOND, error: 'TIMEOUT' }]);
    expect(harness.client.tasks.size).toBe(0);
    expect(harness.sim.state.queue.length).toBeLessThanOrEqual(1);
  });

  it('about a topic that is not there fail at once where they need its partitions', () => {
    const harness = startAdmin(() => undefined);
    run(harness, { kind: 'electLeaders', election: 'preferred', topic: 'none', partition: null });
    expect(harness.ofType('AdminFailed')).toMatchObject([{ error: 'UNKNOWN_TOPIC_OR_PARTITION', message: 'There is no topic none.' }]);
  });

  it('run side by side', () => {
    const harness = startAdmin((request) => (request.api === 'DeleteTopics' ? 'wait' : ok(request)));
    harness.act((node, ctx) => submitAdmin(node, ctx, { kind: 'deleteTopic', topic: 't' }));
    run(harness, { kind: 'addPartitions', topic: 't', partitions: 9, assignment: null }, SECOND);
    expect(harness.ofType('AdminDone')).toMatchObject([{ request: 'CreatePartitions' }]);
    expect(harness.client.tasks.size).toBe(1);
    const copy = cloneAdmin(harness.client);
    harness.until(100 * SECOND);
    expect(copy.tasks.size).toBe(1);
    expect(copy.requests.pending).toHaveLength(1);
  });
});

describe('moving a group', () => {
  /** Logs from 10 to 50, 100 records later on partition 1, nothing after time 3 s; broker 2 is the coordinator. */
  const EARLIEST = [10, 10, 10];
  const LATEST = [50, 150, 50];
  const BY_TIME = [20, -1, 30];

  function listed({ partitions }: ListOffsetsRequest): ApiResponse {
    return {
      api: 'ListOffsets',
      partitions: partitions.map(({ topic: name, partition, timestamp }) => {
        const table = timestamp === -2 ? EARLIEST : timestamp === -1 ? LATEST : BY_TIME;
        return { topic: name, partition, error: 'NONE', offset: table[partition] ?? -1, leaderEpoch: 0 };
      }),
    };
  }

  function answering(commit: (attempt: number) => ErrorCode): { script: Script; harness: AdminHarness } {
    let commits = 0;
    const script: Script = (request) => {
      if (request.api === 'ListOffsets') return listed(request);
      if (request.api === 'FindCoordinator') {
        return { api: 'FindCoordinator', error: 'NONE', coordinator: 2, node: harness.nodeOf(2) };
      }
      if (request.api !== 'OffsetCommit') return undefined;
      commits += 1;
      const error = commit(commits);
      return { api: 'OffsetCommit', partitions: request.offsets.map(({ topic: name, partition }) => ({ topic: name, partition, error })) };
    };
    const harness: AdminHarness = startAdmin((request, broker) => script(request, broker));
    return { script, harness };
  }

  function seek(position: SeekPosition, partition: number | null = null): AdminTaskCommand {
    return { kind: 'seek', target: { kind: 'group', group: 'g' }, topic: 't', partition, position };
  }

  it.each<[SeekPosition, number[]]>([
    [{ kind: 'beginning' }, [10, 10, 10]],
    [{ kind: 'end' }, [50, 150, 50]],
    [{ kind: 'offset', offset: 60 }, [50, 60, 50]],
    [{ kind: 'offset', offset: 3 }, [10, 10, 10]],
    [{ kind: 'time', atUs: 2 * SECOND }, [20, 150, 30]],
  ])('to %j commits %j at the coordinator', (position, offsets) => {
    const { harness } = answering(() => 'NONE');
    run(harness, seek(position));
    const commits = harness.received('OffsetCommit');
    expect(commits.map(({ broker }) => broker)).toEqual([2]);
    expect(commits[0]?.request).toEqual({
      api: 'OffsetCommit', group: 'g', generation: -1, memberId: '', groupInstanceId: null,
      offsets: offsets.map((offset, partition) => ({ topic: 't', partition, offset, leaderEpoch: -1 })),
    });
    for (const { broker, request } of harness.received('ListOffsets')) {
      expect(request.partitions.map((each) => each.partition)).toEqual([broker - 1]);
    }
    expect(harness.ofType('AdminDone')).toMatchObject([
      { request: 'OffsetCommit', what: `move group g: ${offsets.map((offset, index) => `t-${index} to ${offset}`).join(', ')}` },
    ]);
  });

  it('on one partition leaves the others alone', () => {
    const { harness } = answering(() => 'NONE');
    run(harness, seek({ kind: 'end' }, 1));
    expect(harness.received('OffsetCommit')[0]?.request.offsets).toEqual([{ topic: 't', partition: 1, offset: 150, leaderEpoch: -1 }]);
    run(harness, seek({ kind: 'end' }, 3), 200 * SECOND);
    expect(harness.ofType('AdminFailed')).toMatchObject([{ error: 'UNKNOWN_TOPIC_OR_PARTITION', message: 'Topic t has 3 partitions.' }]);
  });

  it('that has members fails', () => {
    const { harness } = answering(() => 'UNKNOWN_MEMBER_ID');
    run(harness, seek({ kind: 'end' }));
    expect(harness.ofType('AdminFailed')).toMatchObject([
      { error: 'UNKNOWN_MEMBER_ID', message: 'Group g has members; offsets can be moved when it has none.' },
    ]);
  });

  it('that is tried again does not wait for answers to the attempt before', () => {
    const { harness } = answering(() => 'NONE');
    const { script } = harness.cluster;
    harness.cluster.script = (request, broker) => {
      if (request.api !== 'ListOffsets' || harness.sim.state.now > SECOND / 10) return script(request, broker);
      if (broker !== 1) return 'wait';
      const partitions = request.partitions.map((each) => ({ ...each, error: 'NOT_LEADER_OR_FOLLOWER', offset: -1, leaderEpoch: -1 }) as const);
      return { api: 'ListOffsets', partitions };
    };
    run(harness, seek({ kind: 'end' }), 5 * SECOND);
    expect(harness.ofType('AdminDone')).toHaveLength(1);
  });

  it('is tried again when the coordinator moved or a leader is not known', () => {
    const { harness } = answering((attempt) => (attempt === 1 ? 'NOT_COORDINATOR' : 'NONE'));
    const partition = harness.cluster.topics.get('t')?.[2];
    if (partition === undefined) throw new Error('the topic has three partitions');
    partition.leader = -1;
    run(harness, seek({ kind: 'end' }), 5 * SECOND);
    expect(harness.received('OffsetCommit')).toEqual([]);
    partition.leader = 1;
    partition.leaderEpoch = 1;
    harness.until(20 * SECOND);
    expect(harness.received('OffsetCommit')).toHaveLength(2);
    expect(harness.ofType('AdminDone')).toHaveLength(1);
  });
});
