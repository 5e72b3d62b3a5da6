import { describe, expect, it } from 'vitest';
import { parseScenario, parseScenarioText } from './parse.ts';
import { MAX_PROBLEMS, problemLine } from './problems.ts';
import { documentWith } from './testing/documents.ts';
import type { SampleDocument } from './testing/documents.ts';

type Change = (document: SampleDocument) => void;

const step = (part: object): Change => (d) => (d.story = { steps: [{ title: 't', text: 't', ...part }] });
const script = (...entries: [at: string, command: object][]): Change => (d) => (d.script = entries.map(([at, command]) => ({ at, do: command })));

/** Each: what is done to a valid document, the path that the problem has to name, and a part of what it has to say. */
const BAD: readonly (readonly [string, Change, string, string])[] = [
  ['no version', (d) => delete d.v, 'v', 'is missing; give 1'],
  ['another version', (d) => (d.v = 2), 'v', '2 is not valid; give 1'],
  ['no id', (d) => delete d.id, 'id', 'is missing'],
  ['an id with capitals', (d) => (d.id = 'Leader Dies'), 'id', 'kebab-case'],
  ['no title', (d) => (d.title = ''), 'title', 'text of 1 to 120 characters'],
  ['an unknown field', (d) => (d.titel = 'x'), 'titel', 'unknown field; did you mean "title"?'],
  ['a field of Object.prototype', (d) => (d.toString = 'x'), 'toString', 'unknown field'],
  ['a level that there is not', (d) => (d.level = 'expert'), 'level', 'basics, core, advanced'],
  ['a seed too large', (d) => (d.seed = 4294967296), 'seed', 'from 0 to 4294967295'],
  ['no cluster', (d) => delete d.cluster, 'cluster', 'is missing; give the cluster'],
  ['a list for an object', (d) => (d.cluster = []), 'cluster', 'a list is not valid; give the cluster'],
  ['no brokers', (d) => (d.cluster.brokers = 0), 'cluster.brokers', 'from 1 to 100'],
  ['too many brokers', (d) => (d.cluster.brokers = 101), 'cluster.brokers', 'from 1 to 100'],
  ['half a broker', (d) => (d.cluster.brokers = 2.5), 'cluster.brokers', 'a whole number'],
  ['text for brokers', (d) => (d.cluster.brokers = 'three'), 'cluster.brokers', '"three" is not valid; give the number of brokers'],
  ['a broker without id', (d) => (d.cluster.brokers = [{ rack: 'a' }]), 'cluster.brokers[0].id', 'is missing'],
  ['two brokers of one id', (d) => (d.cluster.brokers = [{ id: 1 }, { id: 1 }]), 'cluster.brokers[1].id', 'the id of another broker'],
  ['a rule of the past on one broker', (d) => (d.cluster.brokers = [{ id: 1, config: { 'model.elr.off': true } }, { id: 2 }, { id: 3 }]), 'cluster.brokers[0].config["model.elr.off"]', 'holds for the whole cluster'],
  ['a topic default on one broker', (d) => (d.cluster.brokers = [{ id: 1, config: { 'min.insync.replicas': 1 } }, { id: 2 }, { id: 3 }]), 'cluster.brokers[0].config["min.insync.replicas"]', 'a default for topics'],
  ['two controllers', (d) => (d.cluster.controllers = 2), 'cluster.controllers', '1, 3 or 5'],
  ['two controllers listed', (d) => (d.cluster.controllers = [{ id: 1000 }, { id: 1001 }]), 'cluster.controllers', 'give 1, 3 or 5'],
  ['a controller with the id of a broker', (d) => (d.cluster.controllers = [{ id: 1 }]), 'cluster.controllers[0].id', 'the id of a broker'],
  ['combined controllers that are no brokers', (d) => Object.assign(d.cluster, { combined: true, controllers: [{ id: 3000 }] }), 'cluster.controllers', 'none of them has the id of a broker'],
  ['more combined controllers than brokers', (d) => Object.assign(d.cluster, { combined: true, controllers: 5 }), 'cluster.controllers', '5 controllers cannot share processes with 3 brokers'],
  ['a metadata server of its own', (d) => (d.cluster.metadata = 'etcd'), 'cluster.metadata', 'for Kafka before 4.0'],
  ['combined nodes with ZooKeeper', (d) => Object.assign(d.cluster, { combined: true, metadata: 'zookeeper' }), 'cluster.combined', 'KRaft only'],
  ['a configuration entry misspelt', (d) => (d.cluster.config = { 'broker.sesion.timeout.ms': 9000 }), 'cluster.config["broker.sesion.timeout.ms"]', 'did you mean "broker.session.timeout.ms"?'],
  ['a client entry on the cluster', (d) => (d.cluster.config = { acks: 'all' }), 'cluster.config.acks', 'a producer setting, not a server one'],
  ['a topic entry on the cluster', (d) => (d.cluster.config = { 'retention.ms': 1 }), 'cluster.config["retention.ms"]', "the server's default for it is"],
  ['a duration where Kafka takes milliseconds', (d) => (d.cluster.config = { 'broker.session.timeout.ms': '9s' }), 'cluster.config["broker.session.timeout.ms"]', 'write it in milliseconds: 9000'],
  ['entries that do not go together', (d) => (d.cluster.config = { 'replica.lag.time.max.ms': 100 }), 'cluster.config["replica.lag.time.max.ms"]', 'at least replica.fetch.wait.max.ms (500)'],
  ['a configuration of objects', (d) => (d.cluster.config = { 'num.partitions': {} }), 'cluster.config["num.partitions"]', 'a value as Kafka takes it'],
  ['a topic without name', (d) => delete d.cluster.topics[0].name, 'cluster.topics[0].name', 'is missing'],
  ['an internal topic', (d) => (d.cluster.topics[0].name = '__consumer_offsets'), 'cluster.topics[0].name', "Kafka's own"],
  ['a topic name with a space', (d) => (d.cluster.topics[0].name = 'my orders'), 'cluster.topics[0].name', 'letters, digits, dots'],
  ['two topics of one name', (d) => d.cluster.topics.push({ name: 'orders', partitions: 1 }), 'cluster.topics[1].name', 'already a topic "orders"'],
  ['topic names that collide', (d) => d.cluster.topics.push({ name: 'a.b' }, { name: 'a_b' }), 'cluster.topics[2].name', 'collides with the topic "a.b"'],
  ['no partitions', (d) => (d.cluster.topics[0].partitions = 0), 'cluster.topics[0].partitions', 'from 1 to 1000'],
  ['too many partitions', (d) => (d.cluster.topics[0].partitions = 10_001), 'cluster.topics[0].partitions', 'from 1 to 10000'],
  ['more replicas than brokers', (d) => (d.cluster.topics[0].replicationFactor = 4), 'cluster.topics[0].replicationFactor', 'there are 3; give 1 to 3'],
  ['an assignment too short', (d) => (d.cluster.topics[0].assignment = [[1, 2, 3]]), 'cluster.topics[0].assignment', 'lists 1 partition of 3'],
  ['an assignment to a broker that there is not', (d) => (d.cluster.topics[0].assignment = [[1, 2, 3], [2, 3, 9], [3, 1, 2]]), 'cluster.topics[0].assignment[1][2]', 'there is no broker 9; the brokers are 1, 2, 3'],
  ['a broker twice in an assignment', (d) => (d.cluster.topics[0].assignment = [[1, 2, 2], [2, 3, 1], [3, 1, 2]]), 'cluster.topics[0].assignment[0][2]', 'listed twice'],
  ['an assignment of another length', (d) => (d.cluster.topics[0].assignment = [[1, 2], [2, 3, 1], [3, 1, 2]]), 'cluster.topics[0].assignment[0]', 'give 3'],
  ['too many replicas in all', (d) => (d.cluster.topics = Array.from({ length: 4 }, (_, i) => ({ name: `t${i}`, partitions: 3000, replicationFactor: 3 }))), 'cluster.topics[3]', 'at most 32000 in all'],
  ['a topic entry out of range', (d) => (d.cluster.topics[0].config = { 'min.insync.replicas': 0 }), 'cluster.topics[0].config["min.insync.replicas"]', 'from 1 to'],
  ['a latency without unit', (d) => (d.cluster.network.latency = 1), 'cluster.network.latency', 'with a unit'],
  ['a latency of nothing', (d) => (d.cluster.network.latency = '0ms'), 'cluster.network.latency', '"1us" to "60s"'],
  ['a duration too fine', (d) => (d.cluster.network.jitter = '0.5us'), 'cluster.network.jitter', 'finer than a microsecond'],
  ['a size in thousands', (d) => (d.cluster.network.bandwidth = '10MB'), 'cluster.network.bandwidth', 'such as "16KiB"'],
  ['a bandwidth of nothing', (d) => (d.cluster.network.bandwidth = '10B'), 'cluster.network.bandwidth', 'out of range; give 1024 to'],
  ['a link to a node that there is not', (d) => (d.cluster.network.links = [{ from: 'broker-1', to: 'brokr-2' }]), 'cluster.network.links[0].to', 'did you mean "broker-2"?'],
  ['a link from a node to itself', (d) => (d.cluster.network.links = [{ from: 'broker-1', to: 'broker-1' }]), 'cluster.network.links[0].to', 'the same node'],
  ['a producer of a topic that there is not', (d) => (d.producers[0].topic = 'order'), 'producers[0].topic', 'there is no topic "order"; did you mean "orders"?'],
  ['two producers of one id', (d) => d.producers.push({ id: 'checkout', topic: 'orders', rate: 1 }), 'producers[1].id', 'the id of another producer'],
  ['a rate too high', (d) => (d.producers[0].rate = 100001), 'producers[0].rate', 'from 0 to 100000'],
  ['a rate below nothing', (d) => (d.producers[0].rate = -1), 'producers[0].rate', 'from 0 to 100000'],
  ['no rate', (d) => delete d.producers[0].rate, 'producers[0].rate', 'is missing'],
  ['no keys in a list', (d) => (d.producers[0].keys = []), 'producers[0].keys', 'a list of 1 to 1000'],
  ['keys by an unknown rule', (d) => (d.producers[0].keys = { zipff: 10 }), 'producers[0].keys.zipff', 'did you mean "zipf"?'],
  ['acks that there are not', (d) => (d.producers[0].config.acks = '2'), 'producers[0].config.acks', 'all, -1, 0, 1'],
  ['too many requests in flight', (d) => (d.producers[0].config = { 'max.in.flight.requests.per.connection': 6 }), 'producers[0].config["max.in.flight.requests.per.connection"]', 'make it 5 or less'],
  ['a delivery timeout too short', (d) => (d.producers[0].config = { 'delivery.timeout.ms': 100 }), 'producers[0].config["delivery.timeout.ms"]', 'linger.ms + request.timeout.ms'],
  ['transactions', (d) => (d.producers[0].config = { 'transactional.id': 't' }), 'producers[0].config["transactional.id"]', 'not in this version'],
  ['a value larger than is possible', (d) => (d.producers[0].valueBytes = '1GiB'), 'producers[0].valueBytes', 'out of range'],
  ['a consumer without topics', (d) => (d.consumers[0].topics = []), 'consumers[0].topics', 'a list of 1 to 100'],
  ['a topic twice in a subscription', (d) => (d.consumers[0].topics = ['orders', 'orders']), 'consumers[0].topics[1]', 'listed twice'],
  ['a consumer without group', (d) => delete d.consumers[0].group, 'consumers[0].group', 'is missing; give the name of its group'],
  ['a cooperative assignor', (d) => (d.consumers[0].config = { 'partition.assignment.strategy': 'cooperative-sticky' }), 'consumers[0].config["partition.assignment.strategy"]', 'not in this version'],
  ['a heartbeat slower than the session', (d) => (d.consumers[0].config = { 'heartbeat.interval.ms': 60000 }), 'consumers[0].config["heartbeat.interval.ms"]', 'less than session.timeout.ms'],
  ['consumers without a coordinator', (d) => ((d.cluster.brokers = 2), (d.cluster.topics[0].replicationFactor = 2)), 'cluster.config["offsets.topic.replication.factor"]', 'set it to 2 or less'],
  ['an unknown command', script(['1s', { kind: 'kilBroker', broker: 1 }]), 'script[0].do.kind', 'did you mean "killBroker"?'],
  ['a command without kind', script(['1s', { broker: 1 }]), 'script[0].do.kind', 'the commands are createTopic'],
  ['a command that is text', (d) => (d.script = [{ at: '1s', do: 'killBroker 1' }]), 'script[0].do', 'give a command such as'],
  ['a command on a broker that there is not', script(['1s', { kind: 'killBroker', broker: 9 }]), 'script[0].do.broker', 'there is no broker 9'],
  ['a command with a field too many', script(['1s', { kind: 'killBroker', broker: 1, wipe: true }]), 'script[0].do.wipe', 'unknown field'],
  ['a time without unit', (d) => (d.script = [{ at: 5, do: { kind: 'killBroker', broker: 1 } }]), 'script[0].at', '5 is not valid; give a moment'],
  ['a time beyond the end', script(['31d', { kind: 'killBroker', broker: 1 }]), 'script[0].at', 'the latest moment of a run'],
  ['a consumer before it is added', script(['9s', { kind: 'addConsumer', consumer: { id: 'c9', group: 'g', topics: ['orders'] } }], ['5s', { kind: 'killConsumer', consumer: 'c9' }]), 'script[1].do.consumer', 'there is no consumer "c9"'],
  ['a partition that the topic has not', script(['1s', { kind: 'deleteRecords', topic: 'orders', partition: 3, offset: 1 }]), 'script[0].do.partition', 'its partitions are 0 to 2'],
  ['fewer partitions than there are', script(['1s', { kind: 'addPartitions', topic: 'orders', partitions: 2 }]), 'script[0].do.partitions', 'never takes partitions away'],
  ['an entry that only a restart reads', script(['1s', { kind: 'alterConfig', set: { 'replica.lag.time.max.ms': 10000 } }]), 'script[0].do.set["replica.lag.time.max.ms"]', 'only when a server starts'],
  ['a change that changes nothing', script(['1s', { kind: 'alterConfig', topic: 'orders' }]), 'script[0].do', 'changes nothing'],
  ['a seek of both a consumer and a group', script(['1s', { kind: 'seek', consumer: 'c1', group: 'analytics', topic: 'orders', offset: 0 }]), 'script[0].do', 'either "consumer" or "group"'],
  ['a story without steps', (d) => (d.story = { steps: [] }), 'story.steps', 'a list of 1 to 40'],
  ['a condition of nothing', step({ when: {} }), 'story.steps[0].when', 'says nothing'],
  ['two conditions at once', step({ when: { at: '1s', after: '2s' } }), 'story.steps[0].when', '"at" and "after" at once'],
  ['a fact that there is not', step({ when: { fact: { type: 'LeaderElectd' } } }), 'story.steps[0].when.fact.type', 'did you mean "LeaderElected"?'],
  ['a field that the fact has not', step({ when: { fact: { type: 'BrokerFenced', where: { brokr: 1 } } } }), 'story.steps[0].when.fact.where.brokr', 'did you mean "broker"?'],
  ['a path with a line end in it', step({ when: { state: { path: 'topics/\rders/0/leader', equals: 1 } } }), 'story.steps[0].when.state.path', '"topics/\\rders/0/leader" leads nowhere'],
  ['a path that leads nowhere', step({ when: { state: { path: 'topics/order/0/leader', equals: 1 } } }), 'story.steps[0].when.state.path', 'there is no topic "order"; did you mean "orders"?'],
  ['a path that goes too far', step({ when: { state: { path: 'now/then', gte: 1 } } }), 'story.steps[0].when.state.path', 'further than the state does'],
  ['a comparison with nothing', step({ when: { state: { path: 'now' } } }), 'story.steps[0].when.state', 'compares with nothing'],
  ['a condition deep down', step({ when: { all: [{ any: [{ not: { after: '5' } }] }] } }), 'story.steps[0].when.all[0].any[0].not.after', 'with a unit'],
  ['a question with one answer', step({ predict: { question: 'q', options: [{ text: 'a', holds: { at: '1s' } }], settled: { at: '1s' }, explain: 'e' } }), 'story.steps[0].predict.options', 'a list of 2 to 6'],
  ['an expectation of both kinds', step({ expect: [{ text: 't', always: { at: '1s' }, eventually: { at: '1s' } }] }), 'story.steps[0].expect[0]', 'either "eventually" or "always"'],
  ['a camera on nothing', step({ camera: { focus: ['partition:orders-3'] } }), 'story.steps[0].camera.focus[0]', 'there is no "partition:orders-3" to look at'],
  ['a lens that there is not', step({ camera: { lens: 'map' } }), 'story.steps[0].camera.lens', 'cluster, partitions, groups, sequence, metrics'],
  ['a wrong command in a story', step({ commands: [{ kind: 'pauseNode', node: 'broker1' }] }), 'story.steps[0].commands[0].node', 'did you mean "broker-1"?'],
];

describe('a bad document', () => {
  it.each(BAD)('%s', (_name, change, path, fragment) => {
    const result = parseScenario(documentWith(change));
    expect(result.ok).toBe(false);
    const problems = result.ok ? [] : result.problems;
    const found = problems.find((problem) => problem.path === path);
    expect(found, problems.map(problemLine).join('\n')).toBeDefined();
    expect(found?.message).toContain(fragment);
    for (const problem of problems) expect(problemLine(problem)).not.toMatch(/[\r\n]/);
  });

  it('is never reported with a problem that is only a consequence', () => {
    const single = BAD.filter(([name]) => !['two brokers of one id', 'too many replicas in all'].includes(name));
    const counts = single.map(([name, change]) => {
      const result = parseScenario(documentWith(change));
      return [name, result.ok ? 0 : result.problems.length] as const;
    });
    expect(counts.filter(([, count]) => count > 2)).toEqual([]);
  });

  it('is reported with at most twenty problems', () => {
    const result = parseScenario(documentWith((d) => (d.producers = Array.from({ length: 50 }, () => ({ id: '', topic: 'x y', rate: -1 })))));
    expect(result.ok ? 0 : result.problems.length).toBe(MAX_PROBLEMS);
  });
});

describe('what is not even a document', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const deep = (): unknown => {
    let value: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) value = [value];
    return value;
  };
  it.each([
    ['nothing', undefined, '', 'nothing is not valid'],
    ['null', null, '', 'null is not valid'],
    ['a number', 7, '', '7 is not valid; give a scenario document'],
    ['text', 'x'.repeat(99_999), '', '..." is not valid'],
    ['very long text', 'x'.repeat(1_000_000), '', 'text longer than'],
    ['a function', () => 1, '', 'a function is nothing that JSON can hold'],
    ['a date', new Date(0), '', 'an object of this kind'],
    ['a map', new Map(), '', 'an object of this kind'],
    ['a large integer', 1n, '', 'a bigint'],
    ['something cyclic', cyclic, 'self', 'nested more than'],
    ['something deep', deep(), '[0]', 'nested more than'],
    ['something huge', Array.from({ length: 300_000 }, () => 0), '[', 'more than 200000 values'],
    ['an own __proto__', JSON.parse('{"__proto__": {"v": 1}}'), '__proto__', 'cannot be called "__proto__"'],
    ['a __proto__ deep down', JSON.parse('{"cluster": {"config": {"__proto__": 1}}}'), 'cluster.config.__proto__', 'cannot be called'],
    ['a constructor', JSON.parse('{"constructor": {"prototype": {}}}'), 'constructor', 'cannot be called'],
    ['a getter that throws', Object.defineProperty({}, 'v', { enumerable: true, get: () => { throw new Error('no'); } }), '', 'could not be read'],
    ['a proxy that throws', new Proxy({}, { ownKeys: () => { throw new Error('no'); } }), '', 'could not be read'],
  ])('%s', (_name, input, path, fragment) => {
    const result = parseScenario(input);
    const first = result.ok ? undefined : result.problems[0];
    expect(first?.path.startsWith(path)).toBe(true);
    expect(first?.message).toContain(fragment);
    expect({}.constructor).toBe(Object);
  });
});

describe('parseScenarioText', () => {
  it('says where the text is no JSON', () => {
    const result = parseScenarioText('{\n  "v": 1,\n  "id": }');
    expect(result).toEqual({ ok: false, problems: [{ path: '', message: 'not JSON: line 3, column 9: found "}" where a value should be' }] });
  });

  it('refuses what is too long to read', () => {
    const result = parseScenarioText(' '.repeat(2_000_001));
    expect(result.ok ? '' : result.problems[0]?.message).toContain('the most that is read is 2000000');
  });

  it('takes a good document', () => {
    expect(parseScenarioText(JSON.stringify(documentWith(() => undefined))).ok).toBe(true);
  });
});
