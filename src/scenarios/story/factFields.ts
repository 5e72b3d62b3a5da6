import type { Fact, FactType } from '../kafka.ts';

type FieldsOf<F, T extends FactType> = F extends { readonly type: string } ? (T extends F['type'] ? Exclude<keyof F, 'type'> : never) : never;

const PARTITION = ['topic', 'partition'] as const;

/** Every fact with the fields that a condition may ask for. The compiler refuses a fact that is not listed and a field that it does not have. */
export const FACT_FIELDS: { readonly [T in FactType]: readonly FieldsOf<Fact, T>[] } = {
  NodeStarted: [],
  NodeKilled: [],
  NodeHalted: ['reason'],
  NodePaused: ['forUs'],
  NodeResumed: [],
  NodeSlowed: ['cpu', 'disk', 'network'],
  DiskWiped: [],
  LinkCut: ['from', 'to'],
  LinkHealed: ['from', 'to'],
  LinkHeld: ['from', 'to'],
  LinkReleased: ['from', 'to'],
  CommandRefused: ['command', 'reason'],
  RequestTimedOut: ['api', 'to'],
  ConnectionLost: ['api', 'to'],
  BrokerStateChanged: ['broker', 'state'],
  RecordsAppended: [...PARTITION, 'broker', 'baseOffset', 'lastOffset', 'leaderEpoch'],
  RecordsReplicated: [...PARTITION, 'broker', 'leader', 'baseOffset', 'lastOffset'],
  HighWatermarkAdvanced: [...PARTITION, 'broker', 'from', 'to'],
  LogTruncated: [...PARTITION, 'broker', 'from', 'to', 'leaderEpoch'],
  ReplicaBecameLeader: [...PARTITION, 'broker', 'leaderEpoch', 'startOffset'],
  ReplicaBecameFollower: [...PARTITION, 'broker', 'leader', 'leaderEpoch'],
  ReplicaDeleted: [...PARTITION, 'broker'],
  DuplicateBatchIgnored: [...PARTITION, 'broker', 'producerId', 'baseSequence', 'baseOffset'],
  CommitAnswered: [...PARTITION, 'broker', 'baseOffset', 'lastOffset'],
  ProduceRefused: [...PARTITION, 'broker', 'error', 'records'],
  IsrChangeProposed: [...PARTITION, 'broker', 'isr', 'change', 'replicas'],
  LeaderElected: [...PARTITION, 'leader', 'previousLeader', 'leaderEpoch', 'isr', 'clean'],
  IsrShrunk: [...PARTITION, 'isr', 'changed', 'elr', 'partitionEpoch'],
  IsrExpanded: [...PARTITION, 'isr', 'changed', 'elr', 'partitionEpoch'],
  ReassignmentStarted: [...PARTITION, 'target', 'adding', 'removing'],
  ReassignmentCompleted: [...PARTITION, 'replicas'],
  ReassignmentCancelled: [...PARTITION, 'replicas'],
  TopicCreated: ['topic', 'partitions'],
  TopicDeleted: ['topic'],
  PartitionsAdded: ['topic', 'partitions'],
  BrokerRegistered: ['broker', 'brokerEpoch'],
  BrokerFenced: ['broker', 'reason'],
  BrokerUnfenced: ['broker'],
  BrokerShutdownBegan: ['broker'],
  QuorumRoleChanged: ['controller', 'role', 'epoch'],
  ControllerElected: ['controller', 'epoch'],
  VoteCast: ['voter', 'candidate', 'epoch', 'granted', 'preVote'],
  MetadataCommitted: ['controller', 'offset'],
  ConfigChanged: ['resource', 'key', 'value'],
  ProducerIdAssigned: ['producer', 'producerId', 'producerEpoch'],
  RecordSent: [...PARTITION, 'producer', 'id', 'key'],
  BatchSent: [...PARTITION, 'producer', 'records', 'attempt', 'leader'],
  BatchAcked: [...PARTITION, 'producer', 'acks', 'baseOffset', 'recordIds', 'latencyUs'],
  BatchRetried: [...PARTITION, 'producer', 'error', 'attempt', 'records'],
  BatchFailed: [...PARTITION, 'producer', 'error', 'recordIds'],
  SendBlocked: ['producer', 'reason'],
  MetadataRefreshed: ['client'],
  RecordsFetched: [...PARTITION, 'consumer', 'broker', 'from', 'to'],
  ReadReplicaChosen: [...PARTITION, 'consumer', 'broker', 'nearest'],
  RecordsPolled: [...PARTITION, 'consumer', 'group', 'from', 'to', 'ids', 'offsets'],
  OffsetReset: [...PARTITION, 'consumer', 'offset', 'strategy'],
  OffsetOutOfRange: [...PARTITION, 'consumer', 'offset'],
  CommitFailed: ['consumer', 'group', 'error'],
  PartitionsRevoked: ['consumer', 'group', 'partitions'],
  PartitionsAssigned: ['consumer', 'group', 'partitions'],
  PartitionsLost: ['consumer', 'group', 'partitions'],
  PollTimeoutExceeded: ['consumer', 'group'],
  ConsumerFailed: ['consumer', 'reason'],
  CoordinatorLoaded: ['broker', 'partition'],
  RebalanceStarted: ['group', 'generation', 'reason'],
  MemberJoined: ['group', 'memberId', 'client'],
  MemberRemoved: ['group', 'memberId', 'client', 'reason'],
  GenerationStarted: ['group', 'generation', 'protocol', 'leader', 'members'],
  GroupStable: ['group', 'generation'],
  GroupEmptied: ['group', 'generation'],
  OffsetsCommitted: ['group', 'client', 'offsets'],
  AdminDone: ['request', 'what'],
  AdminFailed: ['request', 'what', 'error', 'message'],
  GuaranteeBroken: ['guarantee', 'place', 'sentence', 'seed'],
};

/** A fact's fields and `node`, which every fact has. */
export function fieldsOfFact(type: FactType): readonly string[] {
  return ['node', ...FACT_FIELDS[type]];
}

export function isFactType(type: string): type is FactType {
  return Object.hasOwn(FACT_FIELDS, type);
}
