import { describe, expect, test } from 'vitest';
import type { Fact, FactType } from '../sim/index.ts';
import { factLevel, sentence } from './narration.ts';
import type { FactOf } from './narration/telling.ts';

const orders0 = { topic: 'orders', partition: 0 } as const;
const offsets3 = { topic: '__consumer_offsets', partition: 3 } as const;

/** One of each type, and the sentence for it. A new type of fact does not compile until it is here. */
const SAMPLES: { readonly [Type in FactType]: readonly [fact: Omit<FactOf<Type>, 'type'>, node: string, words: string] } = {
  NodeStarted: [{}, 'broker-1', 'Broker 1 starts.'],
  NodeKilled: [{}, 'consumer:c2', 'Consumer c2 is killed. Its connections break.'],
  NodeHalted: [{ reason: 'it lacks metadata' }, 'controller-3000', 'Controller 3000 halts: it lacks metadata.'],
  NodePaused: [{ forUs: 5_000_000 }, 'broker-1', 'Broker 1 is paused for 5 s: nothing runs on it, its connections stay.'],
  NodeResumed: [{}, 'broker-1', 'Broker 1 runs again after its pause.'],
  NodeSlowed: [{ cpu: 1, disk: 10, network: 1 }, 'broker-1', 'Broker 1 is slowed: CPU by 1, disk by 10, network by 1.'],
  DiskWiped: [{}, 'broker-1', 'The disk of broker 1 is wiped.'],
  LinkCut: [{ from: 'broker-1', to: 'controller-3000' }, 'admin', 'The link from broker 1 to controller 3000 is cut: what is sent there vanishes.'],
  LinkHealed: [{ from: 'broker-1', to: 'broker-2' }, 'admin', 'The link from broker 1 to broker 2 works again.'],
  LinkHeld: [{ from: 'producer:checkout', to: 'broker-2', api: null, count: null }, 'admin', 'The link from producer checkout to broker 2 is held: messages wait there in order.'],
  LinkReleased: [{ from: 'broker-1', to: 'broker-2', api: null, count: null }, 'admin', 'The link from broker 1 to broker 2 is released.'],
  CommandRefused: [{ command: 'killBroker', reason: 'broker 1 is dead already' }, 'admin', 'killBroker was refused: broker 1 is dead already.'],
  RequestTimedOut: [{ api: 'Produce', to: 'broker-1' }, 'producer:checkout', 'Producer checkout gives up on its Produce request to broker 1: no response in time.'],
  ConnectionLost: [{ api: 'Fetch', to: 'broker-1' }, 'broker-2', 'Broker 2 lost its connection to broker 1 with a Fetch request under way.'],
  BrokerStateChanged: [{ broker: 2, state: 'recovery' }, 'broker-2', 'Broker 2 is catching up with the metadata.'],
  RecordsAppended: [{ ...orders0, broker: 1, baseOffset: 7, lastOffset: 9, leaderEpoch: 0 }, 'broker-1', 'Broker 1 appends offsets 7 to 9 to orders-0.'],
  RecordsReplicated: [{ ...orders0, broker: 2, leader: 1, baseOffset: 7, lastOffset: 7 }, 'broker-2', 'Broker 2 copies offset 7 of orders-0 from broker 1.'],
  HighWatermarkAdvanced: [{ ...orders0, broker: 1, from: 7, to: 8 }, 'broker-1', 'The high watermark of orders-0 on broker 1 moves from 7 to 8.'],
  LogTruncated: [{ ...orders0, broker: 1, from: 9, to: 8, leaderEpoch: 4 }, 'broker-1', 'Broker 1 cuts offset 8 off its log of orders-0: epoch 4 does not have it.'],
  UnflushedRecordsLost: [{ ...orders0, broker: 1, from: 5, to: 8 }, 'broker-1', 'Broker 1 loses offsets 5 to 7 of orders-0, which its disk did not have yet.'],
  LogStartedAnew: [{ ...orders0, broker: 3, from: 5, startOffset: 9 }, 'broker-3', "Broker 3 empties its log of orders-0, which ended at 5: the leader's begins at 9."],
  ReplicaFetchFailed: [
    { ...orders0, broker: 3, leader: 1, baseOffset: 4, endOffset: 5 },
    'broker-3',
    'Broker 3 gives up following orders-0: broker 1 sends a batch from offset 4 on, and its log ends at 5.',
  ],
  SegmentRolled: [{ ...orders0, broker: 1, baseOffset: 7 }, 'broker-1', 'Broker 1 begins a new segment of orders-0 at offset 7.'],
  SegmentsDropped: [
    { ...orders0, broker: 1, segments: 2, bytes: 2048, reason: 'time', startOffset: 40 },
    'broker-1',
    'Broker 1 drops 2 segments (2 KiB) of orders-0: their youngest record is older than retention.ms. It starts at offset 40 now.',
  ],
  LogStartOffsetAdvanced: [
    { ...orders0, broker: 2, from: 0, to: 40, reason: 'leader' },
    'broker-2',
    'The start of orders-0 on broker 2 moves from 0 to 40: the leader says so.',
  ],
  SegmentFilesDeleted: [
    { ...orders0, broker: 1, segments: 1, bytes: 1024 },
    'broker-1',
    'Broker 1 deletes the files of 1 dropped segment of orders-0: 1 KiB are free again.',
  ],
  ReplicaBecameLeader: [{ ...orders0, broker: 2, leaderEpoch: 4, startOffset: 8 }, 'broker-2', 'Broker 2 begins to lead orders-0 in epoch 4, from offset 8.'],
  ReplicaBecameFollower: [{ ...orders0, broker: 3, leader: 2, leaderEpoch: 4 }, 'broker-3', 'Broker 3 follows broker 2 for orders-0 in epoch 4.'],
  ReplicaDeleted: [{ ...orders0, broker: 1 }, 'broker-1', 'Broker 1 deletes its copy of orders-0.'],
  DuplicateBatchIgnored: [{ ...orders0, broker: 1, producerId: 5, baseSequence: 3, baseOffset: 12 }, 'broker-1', 'Broker 1 knows this batch for orders-0 by its sequence number 3: it is at offset 12 already and is not added again.'],
  CommitAnswered: [{ ...orders0, broker: 1, baseOffset: 7, lastOffset: 9 }, 'broker-1', 'Broker 1 can answer that offsets 7 to 9 of orders-0 are committed.'],
  ProduceRefused: [{ ...orders0, broker: 1, error: 'NOT_ENOUGH_REPLICAS', records: 2 }, 'broker-1', 'Broker 1 refuses 2 records for orders-0: NOT_ENOUGH_REPLICAS.'],
  IsrChangeProposed: [{ ...orders0, broker: 1, isr: [1, 2], change: 'shrink', replicas: [3] }, 'broker-1', 'Broker 1 asks the controller for the ISR 1, 2 of orders-0: 3 fell behind.'],
  SegmentCopiedToRemote: [{ ...orders0, broker: 1, from: 40, to: 59, bytes: 2_000 }, 'broker-1', 'Broker 1 copies the segment with offsets 40 to 59 of orders-0 to remote storage.'],
  RemoteSegmentsDeleted: [{ ...orders0, broker: 1, segments: 2, startOffset: 40 }, 'broker-1', 'Broker 1 deletes 2 segments of orders-0 in remote storage. The log starts at 40.'],
  RemoteSegmentRead: [{ ...orders0, broker: 1, from: 0, to: 19 }, 'broker-1', 'Broker 1 has offsets 0 to 19 of orders-0 read from remote storage: they are no longer on its disk.'],
  TierStateRebuilt: [{ ...orders0, broker: 3, from: 0, startOffset: 0, localStartOffset: 60 }, 'broker-3', 'Broker 3 begins its copy of orders-0 at offset 60: what lies before it is in remote storage, from 0 on.'],
  LogCompacted: [{ ...orders0, broker: 1, from: 40, to: 120, removed: 80, kept: 39, expiredTombstones: 2, removedRecords: [] }, 'broker-1', 'Broker 1 compacts orders-0 below offset 120: 80 records go, 39 stay under their offsets. 2 tombstones had been kept long enough.'],
  LeaderElected: [{ ...orders0, leader: 2, previousLeader: 1, leaderEpoch: 4, isr: [2, 3], clean: true }, 'controller-3000', 'Broker 2 now leads orders-0, epoch 4. In sync: 2, 3.'],
  IsrShrunk: [{ ...orders0, isr: [2, 3], changed: [1], elr: [], partitionEpoch: 5 }, 'controller-3000', 'Broker 1 leaves the ISR of orders-0. In sync: 2, 3.'],
  IsrExpanded: [{ ...orders0, isr: [1, 2, 3], changed: [1, 3], elr: [], partitionEpoch: 6 }, 'controller-3000', 'Brokers 1, 3 join the ISR of orders-0. In sync: 1, 2, 3.'],
  ReassignmentStarted: [{ ...orders0, target: [4, 2, 3], adding: [4], removing: [1] }, 'controller-3000', 'orders-0 moves to brokers 4, 2, 3: add 4, then remove 1.'],
  ReassignmentCompleted: [{ ...orders0, replicas: [4, 2, 3] }, 'controller-3000', 'orders-0 is reassigned. Its replicas: 4, 2, 3.'],
  ReassignmentCancelled: [{ ...orders0, replicas: [1, 2, 3] }, 'controller-3000', 'The reassignment of orders-0 is cancelled. Its replicas: 1, 2, 3.'],
  TopicCreated: [{ topic: 'orders', partitions: 1 }, 'controller-3000', 'Topic orders is created with 1 partition.'],
  TopicDeleted: [{ topic: 'orders' }, 'controller-3000', 'Topic orders is deleted.'],
  PartitionsAdded: [{ topic: 'orders', partitions: 7 }, 'controller-3000', 'Topic orders now has 7 partitions.'],
  BrokerRegistered: [{ broker: 1, brokerEpoch: 41 }, 'controller-3000', 'Broker 1 is registered, broker epoch 41.'],
  BrokerFenced: [{ broker: 1, reason: 'session' }, 'controller-3000', 'The controller fences broker 1: its session expired without a heartbeat.'],
  BrokerUnfenced: [{ broker: 1 }, 'controller-3000', 'Broker 1 is unfenced: it may lead and serve clients.'],
  BrokerShutdownBegan: [{ broker: 1 }, 'controller-3000', 'Broker 1 shuts down in order: its leaderships move first.'],
  QuorumRoleChanged: [{ controller: 3001, role: 'candidate', epoch: 8 }, 'controller-3001', 'Controller 3001 is a candidate in epoch 8.'],
  ControllerElected: [{ controller: 3001, epoch: 8 }, 'controller-3001', 'Controller 3001 is now the active controller, epoch 8.'],
  ZooKeeperRoleChanged: [{ server: 2, role: 'leading', epoch: 3 }, 'zookeeper-2', 'ZooKeeper server 2 is leading in epoch 3.'],
  ZooKeeperSessionEnded: [
    { broker: 1, expired: true },
    'zookeeper-3',
    'ZooKeeper ends the session of broker 1, which gave no sign of life: its znodes are gone.',
  ],
  ControllerReady: [
    { broker: 2, epoch: 5, partitions: 1000, tookUs: 250000 },
    'broker-2',
    'Broker 2 has read 1000 partitions from ZooKeeper, one by one, and orders every broker: 250 ms after it became the controller.',
  ],
  ControllerResigned: [{ broker: 1, epoch: 4 }, 'broker-1', 'Broker 1 is no longer the controller (it was in epoch 4).'],
  ControlRequestRefused: [
    { broker: 3, api: 'LeaderAndIsr', error: 'STALE_CONTROLLER_EPOCH', controllerEpoch: 4, knownEpoch: 5 },
    'broker-3',
    'Broker 3 refuses LeaderAndIsr of controller epoch 4: it knows of epoch 5.',
  ],
  RegistrationRefused: [{ broker: 1 }, 'broker-1', 'Broker 1 cannot register: the znode of its last process is there until that session ends.'],
  VoteCast: [{ voter: 3002, candidate: 3001, epoch: 8, granted: true, preVote: false }, 'controller-3002', 'Controller 3002 gives its vote to 3001 for epoch 8.'],
  VotersChanged: [{ controller: 3000, voters: [3000, 3001, 3002, 3003], added: 3003, removed: null }, 'controller-3000', 'Controller 3003 is a voter from now on. The voters: 3000, 3001, 3002, 3003.'],
  VotersCommitted: [{ voters: [3000, 3001] }, 'controller-3000', 'The voter set 3000, 3001 is committed.'],
  VotersReverted: [{ controller: 3001, voters: [3000, 3001, 3002] }, 'controller-3001', 'Controller 3001 drops a voter set that was never committed. The voters are again 3000, 3001, 3002.'],
  SnapshotTaken: [{ offset: 812, epoch: 3, bytes: 3072 }, 'broker-2', 'Broker 2 takes a snapshot of the metadata up to offset 812, 3 KiB.'],
  SnapshotLoaded: [{ offset: 812, epoch: 3 }, 'controller-3001', 'Controller 3001 takes the metadata up to offset 812 from a snapshot.'],
  MetadataLogTrimmed: [{ startOffset: 812 }, 'controller-3001', 'Controller 3001 drops the metadata log before offset 812: a snapshot holds it.'],
  MetadataCommitted: [{ controller: 3000, offset: 212 }, 'controller-3000', 'Metadata is committed up to offset 212.'],
  ConfigChanged: [{ resource: 'topic orders', key: 'retention.ms', value: '1000' }, 'controller-3000', 'Topic orders: retention.ms is now 1000.'],
  ProducerIdAssigned: [{ producer: 'checkout', producerId: 1000, producerEpoch: 0 }, 'producer:checkout', 'Producer checkout is given producer id 1000, epoch 0.'],
  RecordSent: [{ ...orders0, producer: 'checkout', id: 'r1', key: 'user:1' }, 'producer:checkout', 'Producer checkout puts a record with key user:1 in the batch for orders-0.'],
  BatchSent: [{ ...orders0, producer: 'checkout', records: 3, attempt: 1, leader: 2 }, 'producer:checkout', 'Producer checkout sends 3 records for orders-0 to broker 2.'],
  BatchAcked: [{ ...orders0, producer: 'checkout', acks: -1, baseOffset: 7, recordIds: ['a', 'b', 'c'], latencyUs: 4_200 }, 'producer:checkout', 'Producer checkout has its response: 3 records in orders-0 at offsets 7 to 9, after 4.2 ms.'],
  BatchRetried: [{ ...orders0, producer: 'checkout', error: 'NOT_LEADER_OR_FOLLOWER', attempt: 1, records: 1 }, 'producer:checkout', 'Producer checkout will send 1 record for orders-0 again: NOT_LEADER_OR_FOLLOWER.'],
  BatchFailed: [{ ...orders0, producer: 'checkout', error: 'TIMEOUT', recordIds: ['a', 'b'] }, 'producer:checkout', 'Producer checkout gives up on 2 records for orders-0: TIMEOUT.'],
  SendBlocked: [{ producer: 'checkout', reason: 'buffer' }, 'producer:checkout', 'Producer checkout has to wait: its buffer is full.'],
  MetadataRefreshed: [{ client: 'c1' }, 'consumer:c1', 'Consumer c1 has fresh metadata.'],
  GuaranteeBroken: [{ guarantee: 'leader-completeness', place: 'orders-0', sentence: 'Broker 2 leads orders-0 without offset 7.', seed: 42 }, 'broker-2', 'Guarantee broken: Broker 2 leads orders-0 without offset 7.'],
  AdminDone: [{ request: 'CreateTopics', what: 'orders' }, 'admin', 'CreateTopics is done: orders.'],
  AdminFailed: [{ request: 'CreateTopics', what: 'orders', error: 'TOPIC_ALREADY_EXISTS', message: '' }, 'admin', 'CreateTopics failed (orders): TOPIC_ALREADY_EXISTS.'],
  RecordsFetched: [{ ...orders0, consumer: 'c1', broker: 1, from: 7, to: 10 }, 'consumer:c1', 'Consumer c1 fetched offsets 7 to 9 of orders-0 from broker 1.'],
  ReadReplicaChosen: [{ ...orders0, consumer: 'c1', broker: 2, nearest: true }, 'consumer:c1', 'Consumer c1 now reads orders-0 from broker 2, a replica in its own rack.'],
  RecordsPolled: [{ ...orders0, consumer: 'c1', group: 'g', from: 7, to: 8, ids: ['a'], offsets: null }, 'consumer:c1', 'Consumer c1 reads offset 7 of orders-0.'],
  OffsetReset: [{ ...orders0, consumer: 'c1', offset: 0, strategy: 'earliest' }, 'consumer:c1', 'Consumer c1 starts orders-0 at offset 0, as auto.offset.reset=earliest says.'],
  PositionDiverged: [{ ...orders0, consumer: 'c1', offset: 9, divergesAt: 7 }, 'consumer:c1', 'Consumer c1 was at offset 9 of orders-0. The new leader has other records from offset 7 on, so it reads on from there.'],
  OffsetOutOfRange: [{ ...orders0, consumer: 'c1', offset: 99 }, 'consumer:c1', 'Consumer c1 asked for offset 99 of orders-0, which is not there.'],
  CommitFailed: [{ consumer: 'c1', group: 'g', error: 'ILLEGAL_GENERATION' }, 'consumer:c1', 'The commit of consumer c1 in group g failed: ILLEGAL_GENERATION.'],
  PartitionsRevoked: [{ consumer: 'c1', group: 'g', partitions: [orders0] }, 'consumer:c1', 'Consumer c1 gives up orders-0.'],
  PartitionsAssigned: [{ consumer: 'c1', group: 'g', partitions: [] }, 'consumer:c1', 'Consumer c1 is assigned nothing and stays idle.'],
  PartitionsLost: [{ consumer: 'c1', group: 'g', partitions: [orders0] }, 'consumer:c1', 'Consumer c1 has lost orders-0: it is no longer in group g.'],
  PollTimeoutExceeded: [{ consumer: 'c1', group: 'g' }, 'consumer:c1', 'Consumer c1 was too long between two polls (max.poll.interval.ms) and leaves group g.'],
  ConsumerFailed: [{ consumer: 'c1', reason: 'no offset to start from' }, 'consumer:c1', 'Consumer c1 stops with an error: no offset to start from.'],
  CoordinatorLoaded: [{ broker: 3, partition: 17 }, 'broker-3', 'Broker 3 now coordinates the groups of __consumer_offsets-17.'],
  RebalanceStarted: [{ group: 'g', generation: 5, reason: 'c4 joined' }, 'broker-3', 'Group g rebalances after generation 5: c4 joined.'],
  MemberJoined: [{ group: 'g', memberId: 'c1-1', client: 'c1' }, 'broker-3', 'Consumer c1 joins group g.'],
  MemberRemoved: [{ group: 'g', memberId: 'c1-1', client: 'c1', reason: 'session expired' }, 'broker-3', 'Consumer c1 is removed from group g: its session expired without a heartbeat.'],
  GenerationStarted: [{ group: 'g', generation: 6, protocol: 'range', leader: 'c1-1', members: ['c1-1', 'c3-1'] }, 'broker-3', 'Group g begins generation 6 with 2 members, assigned by range.'],
  GroupStable: [{ group: 'g', generation: 6 }, 'broker-3', 'Group g is stable in generation 6.'],
  GroupEmptied: [{ group: 'g', generation: 6 }, 'broker-3', 'Group g has no members left.'],
  OffsetsCommitted: [{ group: 'g', client: 'c1', offsets: [{ ...orders0, offset: 10 }] }, 'broker-3', 'Consumer c1 commits for group g: orders-0 at 10.'],
};

describe('sentences', () => {
  test.each(Object.entries(SAMPLES))('%s', (type, [fact, node, words]) => {
    expect(sentence({ node, fact: { type, ...fact } as Fact })).toBe(words);
  });

  test.each([
    ['an offline partition', { type: 'LeaderElected', ...orders0, leader: -1, previousLeader: 1, leaderEpoch: 5, isr: [1], clean: true }, 'orders-0 is offline: nobody in its ISR is alive. Epoch 5.'],
    ['an unclean election', { type: 'LeaderElected', ...orders0, leader: 3, previousLeader: -1, leaderEpoch: 6, isr: [3], clean: false }, 'Broker 3 now leads orders-0, epoch 6. In sync: 3. Nobody known to have every record was left, so some may be lost.'],
    ['a hold of one kind', { type: 'LinkHeld', from: 'broker-2', to: 'broker-1', api: 'Fetch', count: null }, 'The link from broker 2 to broker 1 is held: Fetch messages wait there, and what comes behind on the same connection.'],
    ['a hold of so many', { type: 'LinkHeld', from: 'broker-2', to: 'broker-1', api: null, count: 2 }, 'The link from broker 2 to broker 1 is held: the next 2 messages wait there in order.'],
    ['a release of one', { type: 'LinkReleased', from: 'broker-2', to: 'broker-1', api: 'Fetch', count: 1 }, 'The link from broker 2 to broker 1 is released: the oldest Fetch message goes on.'],
    ['several records cut off', { type: 'LogTruncated', ...orders0, broker: 1, from: 9, to: 6, leaderEpoch: 4 }, 'Broker 1 cuts offsets 6 to 8 off its log of orders-0: epoch 4 does not have them.'],
    ['a batch that is sent again', { type: 'BatchSent', ...orders0, producer: 'p', records: 1, attempt: 2, leader: 2 }, 'Producer p sends 1 record for orders-0 to broker 2, attempt 2.'],
    ['acks=0', { type: 'BatchAcked', ...orders0, producer: 'p', acks: 0, baseOffset: -1, recordIds: ['a'], latencyUs: 0 }, 'Producer p counts 1 record for orders-0 as sent: with acks=0 no response comes.'],
    ['a leader that stays', { type: 'LeaderElected', ...orders0, leader: 2, previousLeader: 2, leaderEpoch: 5, isr: [2], clean: true }, 'Broker 2 still leads orders-0, now in epoch 5. In sync: 2.'],
    ['a setting of all brokers', { type: 'ConfigChanged', resource: 'broker ', key: 'num.io.threads', value: '4' }, 'All brokers: num.io.threads is now 4.'],
    ['a request with a vowel', { type: 'ConnectionLost', api: 'OffsetCommit', to: 'broker-2' }, 'Broker 1 lost its connection to broker 2 with an OffsetCommit request under way.'],
    ['a default that is back', { type: 'ConfigChanged', resource: 'broker 1', key: 'num.io.threads', value: null }, 'Broker 1: num.io.threads is back to its default.'],
    ['more partitions than fit', { type: 'PartitionsAssigned', consumer: 'c1', group: 'g', partitions: [0, 1, 2, 3, 4, 5, 6, 7].map((partition) => ({ topic: 't', partition })) }, 'Consumer c1 is assigned t-0, t-1, t-2, t-3, t-4, t-5 and 2 more.'],
  ] satisfies readonly (readonly [string, Fact, string])[])('%s', (_, fact, words) => {
    expect(sentence({ node: 'broker-1', fact })).toBe(words);
  });
});

describe('levels', () => {
  const levelOf = (type: FactType): string => factLevel({ type, ...SAMPLES[type][0] } as Fact);

  test.each([
    'NodeKilled', 'NodeStarted', 'BrokerFenced', 'BrokerUnfenced', 'LeaderElected', 'IsrShrunk', 'IsrExpanded', 'LogTruncated',
    'RebalanceStarted', 'GroupStable', 'MemberRemoved', 'PartitionsAssigned', 'BatchFailed', 'CommitFailed', 'ControllerElected',
    'PartitionsLost', 'DuplicateBatchIgnored', 'LinkCut', 'CommandRefused',
  ] satisfies readonly FactType[])('%s is notable', (type) => {
    expect(levelOf(type)).toBe('notable');
  });

  test.each([
    'RecordsAppended', 'RecordsReplicated', 'HighWatermarkAdvanced', 'BatchAcked', 'BatchSent', 'RecordsFetched', 'RecordsPolled', 'OffsetsCommitted',
  ] satisfies readonly FactType[])('%s is routine', (type) => {
    expect(levelOf(type)).toBe('routine');
  });

  test("what happens in Kafka's own topics matters one step less", () => {
    expect(factLevel({ type: 'RecordsAppended', ...offsets3, broker: 1, baseOffset: 0, lastOffset: 0, leaderEpoch: 0 })).toBe('detail');
    expect(factLevel({ type: 'IsrShrunk', ...offsets3, isr: [1], changed: [2], elr: [], partitionEpoch: 1 })).toBe('routine');
  });

  test('a refusal to a client that asked the wrong broker is routine, one for want of replicas is not', () => {
    const refused = { type: 'ProduceRefused', ...orders0, broker: 1, records: 1 } as const;
    expect(factLevel({ ...refused, error: 'NOT_LEADER_OR_FOLLOWER' })).toBe('routine');
    expect(factLevel({ ...refused, error: 'NOT_ENOUGH_REPLICAS' })).toBe('notable');
  });
});
