import { describe, expect, it } from 'vitest';
import type { Command, CommandKind } from './kafka.ts';
import { knownNames, namesAfter } from './normalize/names.ts';
import type { KnownNames } from './normalize/names.ts';
import { parseCommand, parseScenario } from './parse.ts';
import { COMMAND_KINDS } from './schema/commands.ts';
import type { CommandDocument } from './schema/commands.ts';
import { documentWith } from './testing/documents.ts';

function names(): KnownNames {
  const result = parseScenario(documentWith(() => undefined));
  if (!result.ok) throw new Error('the sample is valid');
  return knownNames(result.spec);
}

const PRODUCER = { id: 'p2', topic: 'orders', rate: 1 };
const CONSUMER = { id: 'c2', group: 'billing', topics: ['orders'] };

/** Every command of the contract, as written and as the simulator gets it. */
const GOOD: readonly (readonly [object, object])[] = [
  [{ kind: 'createTopic', topic: 't', partitions: 2, replicationFactor: 2 }, { topic: { name: 't', partitions: 2, replicationFactor: 2, assignment: null, overrides: {} } }],
  [{ kind: 'deleteTopic', topic: 'orders' }, { topic: 'orders' }],
  [{ kind: 'addPartitions', topic: 'orders', partitions: 4, assignment: [[1, 2, 3]] }, { partitions: 4, assignment: [[1, 2, 3]] }],
  [{ kind: 'alterConfig', topic: 'orders', set: { 'min.insync.replicas': '1' } }, { target: { kind: 'topic', topic: 'orders' }, set: { 'min.insync.replicas': 1 }, remove: [] }],
  [{ kind: 'alterConfig', set: { 'min.insync.replicas': 1 }, remove: ['message.max.bytes'] }, { target: { kind: 'cluster' }, remove: ['message.max.bytes'] }],
  [{ kind: 'alterConfig', broker: 1, set: { 'producer.id.expiration.ms': 1000 } }, { target: { kind: 'broker', broker: 1 } }],
  [{ kind: 'killBroker', broker: 1 }, { broker: 1, powerLoss: false }],
  [{ kind: 'killBroker', broker: 1, powerLoss: true }, { broker: 1, powerLoss: true }],
  [{ kind: 'restartBroker', broker: 1 }, { broker: 1, wipe: false }],
  [{ kind: 'shutdownBroker', broker: 1 }, { broker: 1 }],
  [{ kind: 'addBroker', broker: 4, rack: 'b', config: { 'replica.lag.time.max.ms': 10000 } }, { broker: { id: 4, rack: 'b', config: { replicaLagTimeMaxUs: 10_000_000 } } }],
  [{ kind: 'killController', controller: 3000 }, { controller: 3000, powerLoss: false }],
  [{ kind: 'killController', controller: 3000, powerLoss: true }, { controller: 3000, powerLoss: true }],
  [{ kind: 'addController', controller: 3009, config: { 'controller.quorum.auto.join.enable': true } }, { controller: { id: 3009, config: { controllerQuorumAutoJoinEnable: true } } }],
  [{ kind: 'addVoter', controller: 3000 }, { controller: 3000 }],
  [{ kind: 'removeVoter', controller: 3000 }, { controller: 3000 }],
  [{ kind: 'restartController', controller: 3001, wipe: true }, { controller: 3001, wipe: true }],
  [{ kind: 'pauseNode', node: 'broker-1', for: '5s' }, { node: 'broker-1', forUs: 5_000_000 }],
  [{ kind: 'resumeNode', node: 'controller-3000' }, { node: 'controller-3000' }],
  [{ kind: 'slowNode', node: 'consumer:c1', disk: 10 }, { diskFactor: 10, networkFactor: 1, cpuFactor: 1 }],
  [{ kind: 'cutLink', from: 'broker-1', to: 'controllers' }, { from: 'broker-1', to: 'controllers', oneWay: false }],
  [{ kind: 'healLink', from: '*', to: '*' }, { oneWay: false }],
  [{ kind: 'holdLink', from: 'broker-1', to: 'broker-2', api: 'Fetch', count: 2 }, { api: 'Fetch', count: 2 }],
  [{ kind: 'releaseLink', from: 'broker-1', to: 'broker-2' }, { api: null, count: null }],
  [{ kind: 'reassignPartitions', topic: 'orders', partition: 0, replicas: [3, 2] }, { replicas: [3, 2] }],
  [{ kind: 'electLeaders', election: 'preferred' }, { election: 'preferred', topic: null, partition: null }],
  [{ kind: 'deleteRecords', topic: 'orders', partition: 2, offset: -1 }, { partition: 2, beforeOffset: null }],
  [{ kind: 'addProducer', producer: PRODUCER }, { producer: { id: 'p2', ratePerSecond: 1, keys: { kind: 'none' }, valueBytes: 200 } }],
  [{ kind: 'closeProducer', producer: 'checkout' }, { producer: 'checkout' }],
  [{ kind: 'killProducer', producer: 'checkout' }, { producer: 'checkout' }],
  [{ kind: 'setProducerRate', producer: 'checkout', rate: 100 }, { ratePerSecond: 100 }],
  [{ kind: 'send', producer: 'checkout' }, { key: null, value: { kind: 'generated' }, count: 1, partition: null, headers: [] }],
  [{ kind: 'send', producer: 'checkout', key: 'a', value: null, headers: { trace: 'x' } }, { key: 'a', value: { kind: 'tombstone' }, headers: [{ key: 'trace', value: 'x' }] }],
  [{ kind: 'send', producer: 'checkout', value: 'hello', count: 3, partition: 2 }, { value: { kind: 'text', text: 'hello' }, count: 3, partition: 2 }],
  [{ kind: 'beginTransaction', producer: 'checkout' }, { producer: 'checkout' }],
  [{ kind: 'commitTransaction', producer: 'checkout' }, { producer: 'checkout' }],
  [{ kind: 'abortTransaction', producer: 'checkout' }, { producer: 'checkout' }],
  [{ kind: 'addConsumer', consumer: CONSUMER }, { consumer: { id: 'c2', group: 'billing', processingUs: 1_000 } }],
  [{ kind: 'closeConsumer', consumer: 'c1' }, { consumer: 'c1' }],
  [{ kind: 'killConsumer', consumer: 'c1' }, { consumer: 'c1' }],
  [{ kind: 'pauseConsumer', consumer: 'c1' }, { consumer: 'c1' }],
  [{ kind: 'resumeConsumer', consumer: 'c1' }, { consumer: 'c1' }],
  [{ kind: 'seek', consumer: 'c1', topic: 'orders', partition: 0, offset: 12 }, { target: { kind: 'consumer', consumer: 'c1' }, position: { kind: 'offset', offset: 12 } }],
  [{ kind: 'seek', group: 'analytics', topic: 'orders', offset: 'beginning' }, { target: { kind: 'group', group: 'analytics' }, partition: null, position: { kind: 'beginning' } }],
  [{ kind: 'seek', consumer: 'c1', topic: 'orders', offset: { time: '5s' } }, { position: { kind: 'time', atUs: 5_000_000 } }],
];

const BAD: readonly (readonly [unknown, string, string])[] = [
  ['killBroker', '', 'give a command such as'],
  [{ kind: 'kilBroker' }, 'kind', 'did you mean "killBroker"?'],
  [{ kind: 'killBroker' }, 'broker', 'is missing; give a broker id'],
  [{ kind: 'addBroker', broker: 3 }, 'broker', 'the id of another broker'],
  [{ kind: 'addBroker', broker: 3000 }, 'broker', 'the id of another broker or controller'],
  [{ kind: 'createTopic', topic: 'orders' }, 'topic', 'already a topic "orders"'],
  [{ kind: 'createTopic', topic: 't', replicationFactor: 4 }, 'replicationFactor', 'there are 3'],
  [{ kind: 'addPartitions', topic: 'orders', partitions: 5, assignment: [[1, 2, 3]] }, 'assignment', 'where 2 are added'],
  [{ kind: 'reassignPartitions', topic: 'orders', partition: 0, replicas: [1, 1] }, 'replicas[1]', 'listed twice'],
  [{ kind: 'electLeaders', election: 'preferred', partition: 1 }, 'partition', 'give "topic" as well'],
  [{ kind: 'electLeaders', election: 'best' }, 'election', 'preferred, unclean'],
  [{ kind: 'slowNode', node: 'broker-1', disk: 0 }, 'disk', 'from 1 to 1000'],
  [{ kind: 'pauseNode', node: 'broker-4' }, 'node', 'there is no node "broker-4"'],
  [{ kind: 'cutLink', from: 'broker-1', to: 'everything' }, 'to', 'there is no node "everything"'],
  [{ kind: 'send', producer: 'checkout', partition: 3 }, 'partition', 'its partitions are 0 to 2'],
  [{ kind: 'send', producer: 'check' }, 'producer', 'there is no producer "check"'],
  [{ kind: 'addProducer', producer: { ...PRODUCER, id: 'checkout' } }, 'producer.id', 'the id of another producer'],
  [{ kind: 'addConsumer', consumer: { ...CONSUMER, topics: ['nothing'] } }, 'consumer.topics[0]', 'there is no topic "nothing"'],
  [{ kind: 'seek', topic: 'orders', offset: 0 }, '', 'either "consumer" or "group"'],
  [{ kind: 'seek', consumer: 'c1', topic: 'orders', offset: 'start' }, 'offset', '"beginning", "end"'],
  [{ kind: 'alterConfig', topic: 'orders', set: { acks: 'all' } }, 'set.acks', 'a producer setting, not a topic one'],
  [{ kind: 'alterConfig', topic: 'orders', remove: ['acks'] }, 'remove[0]', 'not an entry that can be set here'],
  [{ kind: 'alterConfig', topic: 'orders', broker: 1, set: { 'retention.ms': 1 } }, '', 'and not both'],
  [{ kind: 'alterConfig', broker: 1, set: { 'min.insync.replicas': 1 } }, 'set["min.insync.replicas"]', 'a default for topics'],
];

describe('parseCommand', () => {
  it.each(GOOD)('%j', (input, expected) => {
    const result = parseCommand(input, names());
    expect(result).toMatchObject({ ok: true, command: { kind: (input as { kind: string }).kind, ...expected } });
  });

  it('knows every command there is', () => {
    const tried = new Set(GOOD.map(([input]) => (input as { kind: CommandKind }).kind));
    expect([...tried].toSorted()).toEqual([...COMMAND_KINDS].toSorted());
    expect(COMMAND_KINDS).toHaveLength(37);
    // Fails to compile when a command of the simulator has no form in a document.
    const missing: [Exclude<CommandKind, CommandDocument['kind']>] extends [never] ? 'none' : 'some' = 'none';
    expect(missing).toBe('none');
  });

  it.each(BAD)('refuses %j at %s: %s', (input, path, fragment) => {
    const result = parseCommand(input, names());
    expect(result.ok ? [] : result.problems).toContainEqual({ path, message: expect.stringContaining(fragment) });
  });
});

describe('namesAfter', () => {
  it('lets later commands name what earlier ones brought', () => {
    let known = names();
    const give = (input: object): Command => {
      const result = parseCommand(input, known);
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      known = namesAfter(known, result.command);
      return result.command;
    };
    give({ kind: 'addBroker', broker: 4 });
    give({ kind: 'createTopic', topic: 't', partitions: 1, replicationFactor: 4 });
    give({ kind: 'addPartitions', topic: 't', partitions: 3 });
    give({ kind: 'addProducer', producer: { id: 'p2', topic: 't', rate: 1 } });
    give({ kind: 'send', producer: 'p2', partition: 2 });
    give({ kind: 'addConsumer', consumer: { id: 'c2', group: 'late', topics: ['t'] } });
    give({ kind: 'seek', group: 'late', topic: 't', offset: 'end' });
    give({ kind: 'deleteTopic', topic: 't' });
    give({ kind: 'createTopic', topic: 't' });
    expect(names().topics.has('t')).toBe(false);
  });
});
