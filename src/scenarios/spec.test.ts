import { describe, expect, it } from 'vitest';
import type { ClusterSpec } from './kafka.ts';
import { parseScenario } from './parse.ts';
import type { ParsedScenario } from './parse.ts';
import { problemLine } from './problems.ts';
import { documentWith } from './testing/documents.ts';

type Accepted = Extract<ParsedScenario, { ok: true }>;

function accept(document: unknown): Accepted {
  const result = parseScenario(document);
  if (!result.ok) throw new Error(result.problems.map(problemLine).join('\n'));
  return result;
}

function spec(document: unknown): ClusterSpec {
  return accept(document).spec;
}

describe('the spec of a document', () => {
  it('has every default filled in', () => {
    const smallest = spec({ v: 1, id: 'small', title: 'Small', cluster: { brokers: 2 } });
    expect(smallest).toMatchObject({
      seed: 1,
      clusterOverrides: {},
      topics: [],
      network: { latencyUs: 1_000, jitterUs: 200, bandwidthBytesPerSecond: null, lossPermille: 0, links: [] },
      producers: [],
      consumers: [],
      script: [],
    });
    expect(smallest.brokers.map(({ id, rack }) => [id, rack])).toEqual([
      [1, null],
      [2, null],
    ]);
    expect(smallest.controllers.map(({ id }) => id)).toEqual([3000, 3001, 3002]);
    expect(smallest.brokers[0]?.config.brokerSessionTimeoutUs).toBe(9_000_000);
  });

  it('carries the names and numbers of the contract example', () => {
    const document = documentWith((d) => {
      d.cluster.brokers = [{ id: 1, rack: 'a' }, { id: 2, rack: 'b', config: { 'replica.lag.time.max.ms': 10000 } }, { id: 5 }];
      d.cluster.config = { 'broker.session.timeout.ms': 6000 };
      d.cluster.topics = [{ name: 'orders', assignment: [[1, 2, 5], [2, 5, 1]], config: { 'min.insync.replicas': 2 } }];
      d.cluster.network = { latency: '2ms', jitter: '0us', bandwidth: '10MiB', links: [{ from: 'broker-1', to: 'clients', latency: '50ms', oneWay: true }] };
      d.producers = [{ id: 'checkout', topic: 'orders', rate: 0.5, keys: { zipf: 100 }, valueBytes: '1KiB', config: { acks: '1' } }];
      d.consumers[0].processing = '5ms';
    });
    const result = spec(document);
    expect(result.brokers.map((broker) => [broker.id, broker.rack, broker.config.replicaLagTimeMaxUs, broker.config.brokerSessionTimeoutUs])).toEqual([
      [1, 'a', 30_000_000, 6_000_000],
      [2, 'b', 10_000_000, 6_000_000],
      [5, null, 30_000_000, 6_000_000],
    ]);
    expect(result.controllers[0]?.config.brokerSessionTimeoutUs).toBe(6_000_000);
    expect(result.topics).toMatchObject([
      { name: 'orders', partitions: 2, replicationFactor: 3, assignment: [[1, 2, 5], [2, 5, 1]], config: { minInsyncReplicas: 2 }, overrides: { 'min.insync.replicas': 2 } },
    ]);
    expect(result.network).toEqual({
      latencyUs: 2_000,
      jitterUs: 0,
      bandwidthBytesPerSecond: 10_485_760,
      lossPermille: 0,
      links: [{ from: 'broker-1', to: 'clients', oneWay: true, latencyUs: 50_000, jitterUs: 0, bandwidthBytesPerSecond: 10_485_760, lossPermille: 0 }],
    });
    expect(result.producers[0]).toMatchObject({
      ratePerSecond: 0.5,
      keys: { kind: 'zipf', size: 100 },
      valueBytes: 1_024,
      config: { acks: 1, enableIdempotence: false },
    });
    expect(result.consumers[0]).toMatchObject({ group: 'analytics', processingUs: 5_000 });
  });

  it('lets the brokers with the lowest ids be controllers, too, on combined nodes', () => {
    const ids = (change: (d: Record<string, unknown>) => void): number[] => {
      const document = documentWith((d) => {
        d.cluster.combined = true;
        d.cluster.brokers = [{ id: 9 }, { id: 4 }, { id: 7 }, { id: 1 }];
        change(d.cluster);
      });
      delete document.consumers;
      return spec(document).controllers.map(({ id }) => id);
    };
    expect(ids(() => undefined)).toEqual([1, 4, 7]);
    expect(ids((cluster) => (cluster['controllers'] = 1))).toEqual([1]);
    expect(ids((cluster) => (cluster['controllers'] = [{ id: 9 }, { id: 3000 }, { id: 3001 }]))).toEqual([9, 3000, 3001]);
  });

  it("creates a topic as Kafka does where the counts are not said", () => {
    const document = documentWith((d) => {
      d.cluster.config = { 'num.partitions': 4, 'default.replication.factor': 2, 'min.insync.replicas': 2 };
      d.cluster.topics = [{ name: 'orders' }];
    });
    expect(spec(document).topics[0]).toMatchObject({ partitions: 4, replicationFactor: 2, assignment: null, config: { minInsyncReplicas: 2 } });
  });

  it('has the script in order of time, ties in order of the document', () => {
    const document = documentWith((d) => {
      d.script = [
        { at: '9s', do: { kind: 'killConsumer', consumer: 'c9' } },
        { at: '5s', do: { kind: 'addConsumer', consumer: { id: 'c9', group: 'g', topics: ['later'] } } },
        { at: '1s', do: { kind: 'createTopic', topic: 'later', partitions: 2 } },
        { at: '9s', do: { kind: 'killBroker', broker: 4 } },
        { at: '2s', do: { kind: 'addBroker', broker: 4, rack: 'c' } },
      ];
    });
    expect(spec(document).script.map(({ atUs, command }) => [atUs, command.kind])).toEqual([
      [1_000_000, 'createTopic'],
      [2_000_000, 'addBroker'],
      [5_000_000, 'addConsumer'],
      [9_000_000, 'killConsumer'],
      [9_000_000, 'killBroker'],
    ]);
  });

  it('lets clients wait for a topic that the script creates', () => {
    const document = documentWith((d) => {
      d.producers[0].topic = 'later';
      d.script = [{ at: '3s', do: { kind: 'createTopic', topic: 'later', partitions: 2, replicationFactor: 3 } }];
    });
    expect(spec(document).producers[0]?.topic).toBe('later');
  });

  it('lets a topic be created again once it is deleted', () => {
    const document = documentWith((d) => {
      d.script = [
        { at: '1s', do: { kind: 'deleteTopic', topic: 'orders' } },
        { at: '2s', do: { kind: 'createTopic', topic: 'orders', partitions: 1 } },
      ];
    });
    expect(spec(document).script).toHaveLength(2);
  });

  it('takes exactly as many replicas as the limit', () => {
    const document = documentWith((d) => {
      d.cluster.brokers = 10;
      d.cluster.topics = [{ name: 'orders', partitions: 1000, replicationFactor: 10 }];
    });
    expect(spec(document).topics[0]?.partitions).toBe(1000);
  });

  it('leaves the document as it was given', () => {
    const document = documentWith(() => undefined);
    expect(accept(document).scenario).toEqual(document);
  });

  it('notes configuration that has no effect', () => {
    const document = documentWith((d) => (d.cluster.config = { 'compression.type': 'gzip', 'replica.lag.time.max.ms': 10000 }));
    expect(accept(document).notes).toEqual([
      { path: 'cluster.config["compression.type"]', message: expect.stringContaining('does not act on it') },
    ]);
  });

  it('settles a story against all names of the run', () => {
    const document = documentWith((d) => {
      d.story = {
        steps: [
          {
            title: 't',
            text: 't',
            when: { fact: { type: 'LeaderElected', where: { partition: 0, leader: { gte: 2 } } }, count: 2 },
            camera: { lens: 'groups', focus: ['consumer:c9', 'topic:orders', 'partition:orders-2', 'group:g'] },
            predict: {
              question: 'q',
              options: [
                { text: 'a', holds: { state: { path: 'groups/g/members/c9', contains: 'orders-0' } } },
                { text: 'b', holds: { not: { after: '2s' } } },
              ],
              settled: { any: [{ at: '9s' }, { state: { path: 'quorum/voters/role=leader/id', equals: 3000 } }] },
              explain: 'e',
            },
          },
          { title: 't', text: 't', commands: [{ kind: 'addConsumer', consumer: { id: 'c9', group: 'g', topics: ['orders'] } }] },
        ],
        expect: [{ text: 't', always: { at: '0s' }, within: '5s', seeds: 'any' }],
        actions: [{ label: 'Kill', do: { kind: 'killConsumer', consumer: 'c9' } }],
      };
    });
    const story = accept(document).story;
    expect(story?.steps[0]).toMatchObject({
      when: { kind: 'fact', type: 'LeaderElected', where: [{ field: 'partition', test: { equals: 0 } }, { field: 'leader', test: { gte: 2 } }], count: 2, since: 'step' },
      camera: {
        lens: 'groups',
        focus: [
          { kind: 'node', node: 'consumer:c9' },
          { kind: 'topic', topic: 'orders' },
          { kind: 'partition', topic: 'orders', partition: 2 },
          { kind: 'group', group: 'g' },
        ],
      },
      predict: {
        options: [{ holds: { kind: 'state' } }, { holds: { kind: 'not', of: { kind: 'after', afterUs: 2_000_000 } } }],
        settled: { kind: 'any', of: [{ kind: 'at', atUs: 9_000_000 }, { kind: 'state', path: [{ kind: 'key', key: 'quorum' }, { kind: 'key', key: 'voters' }, { kind: 'element', field: 'role', value: 'leader' }, { kind: 'key', key: 'id' }] }] },
      },
    });
    expect(story?.expect).toEqual([{ text: 't', mode: 'always', holds: { kind: 'at', atUs: 0 }, withinUs: 5_000_000, anySeed: true }]);
    expect(story?.actions[0]?.command).toEqual({ kind: 'killConsumer', consumer: 'c9' });
  });
});
