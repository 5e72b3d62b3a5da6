/** The few words that stand beside a fact's mark in the sequence lens; its sentence says the rest. */

export const offline = (partition: string): string => `${partition} offline`;
export const leader = (partition: string, broker: number): string => `${partition}: leader ${broker}`;
export const isr = (partition: string, brokers: string): string => `${partition}: ISR ${brokers}`;
export const proposesIsr = (brokers: string): string => `proposes ISR ${brokers}`;
export const brokerFenced = (broker: number): string => `broker ${broker} fenced`;
export const brokerUnfenced = (broker: number): string => `broker ${broker} unfenced`;
export const brokerRegistered = (broker: number): string => `broker ${broker} registered`;
export const killed = 'killed';
export const starts = 'starts';
export const paused = 'paused';
export const goesOn = 'goes on';
export const activeController = (epoch: number): string => `active controller, epoch ${epoch}`;
export const guaranteeBroken = (guarantee: string): string => `broken: ${guarantee}`;
export const timedOut = (api: string): string => `${api} timed out`;
export const leads = (partition: string): string => `leads ${partition}`;
export const cutTo = (partition: string, offset: number): string => `${partition} cut to ${offset}`;
export const generation = (generation: number): string => `generation ${generation}`;

/** All others. */
export const others = {
  NodeHalted: 'node halted',
  NodeSlowed: 'node slowed',
  DiskWiped: 'disk wiped',
  LinkCut: 'link cut',
  LinkHealed: 'link healed',
  LinkHeld: 'link held',
  LinkReleased: 'link released',
  CommandRefused: 'command refused',
  ConnectionLost: 'connection lost',
  BrokerStateChanged: 'broker state changed',
  BrokerShutdownBegan: 'broker shutdown began',
  QuorumRoleChanged: 'quorum role changed',
  VoteCast: 'vote cast',
  VotersChanged: 'voters changed',
  VotersCommitted: 'voters committed',
  VotersReverted: 'voters reverted',
  SnapshotTaken: 'snapshot taken',
  SnapshotLoaded: 'snapshot loaded',
  MetadataLogTrimmed: 'metadata log trimmed',
  MetadataCommitted: 'metadata committed',
  ConfigChanged: 'config changed',
  ReassignmentStarted: 'reassignment started',
  ReassignmentCompleted: 'reassignment completed',
  ReassignmentCancelled: 'reassignment cancelled',
  TopicCreated: 'topic created',
  TopicDeleted: 'topic deleted',
  PartitionsAdded: 'partitions added',
  ZooKeeperRoleChanged: 'ZooKeeper role changed',
  ZooKeeperSessionEnded: 'ZooKeeper session ended',
  ControllerReady: 'controller ready',
  ControllerResigned: 'controller resigned',
  ControlRequestRefused: 'control request refused',
  RegistrationRefused: 'registration refused',
  RecordsAppended: 'records appended',
  RecordsReplicated: 'records replicated',
  HighWatermarkAdvanced: 'high watermark advanced',
  ReplicaBecameFollower: 'replica became follower',
  ReplicaDeleted: 'replica deleted',
  DuplicateBatchIgnored: 'duplicate batch ignored',
  CommitAnswered: 'commit answered',
  ProduceRefused: 'produce refused',
  UnflushedRecordsLost: 'unflushed records lost',
  LogStartedAnew: 'log started anew',
  ReplicaFetchFailed: 'replica fetch failed',
  SegmentRolled: 'segment rolled',
  SegmentsDropped: 'segments dropped',
  LogStartOffsetAdvanced: 'log start offset advanced',
  SegmentFilesDeleted: 'segment files deleted',
  LogCompacted: 'log compacted',
  SegmentCopiedToRemote: 'segment copied to remote',
  RemoteSegmentsDeleted: 'remote segments deleted',
  RemoteSegmentRead: 'remote segment read',
  TierStateRebuilt: 'tier state rebuilt',
  ProducerIdAssigned: 'producer id assigned',
  RecordSent: 'record sent',
  BatchSent: 'batch sent',
  BatchAcked: 'batch acked',
  BatchRetried: 'batch retried',
  BatchFailed: 'batch failed',
  SendBlocked: 'send blocked',
  MetadataRefreshed: 'metadata refreshed',
  AdminDone: 'admin done',
  AdminFailed: 'admin failed',
  RecordsFetched: 'records fetched',
  ReadReplicaChosen: 'read replica chosen',
  RecordsPolled: 'records polled',
  OffsetReset: 'offset reset',
  PositionDiverged: 'position diverged',
  OffsetOutOfRange: 'offset out of range',
  CommitFailed: 'commit failed',
  PartitionsRevoked: 'partitions revoked',
  PartitionsAssigned: 'partitions assigned',
  PartitionsLost: 'partitions lost',
  PollTimeoutExceeded: 'poll timeout exceeded',
  ConsumerFailed: 'consumer failed',
  CoordinatorLoaded: 'coordinator loaded',
  RebalanceStarted: 'rebalance started',
  MemberJoined: 'member joined',
  MemberRemoved: 'member removed',
  GroupStable: 'group stable',
  GroupEmptied: 'group emptied',
  OffsetsCommitted: 'offsets committed',
};
