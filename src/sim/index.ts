/** The only door into the simulator. Everything outside `src/sim` imports from here. */

export { createCluster, type KafkaEvent, type KafkaSimulation } from './kafka/createCluster.ts';
export { kafkaModel } from './kafka/model.ts';
export { nextEventAt, runUntil, scheduleCommand, step, takeFacts, traceHashOf } from './kernel/simulation.ts';
export { cloneSimulation, shareConnections, restoreCheckpoint, takeCheckpoint } from './kernel/checkpoint.ts';

export {
  act,
  aimAtEvent,
  aimAtTime,
  branchOf,
  createTimeline,
  fork,
  isAtEnd,
  momentOf,
  playNext,
  playUntil,
  seekEvent,
  seekTime,
  switchTo,
  type Timeline,
} from './timeline/timeline.ts';
export { goAfter, goBefore, goInto, removeBranch, takeBack } from './timeline/undo.ts';
export { checkpointFor, type BranchId, type TimedInput } from './timeline/branch.ts';
export { compareMoments, type Moment, type Player } from './timeline/player.ts';

export { flatFact, type FactView } from './kafka/factView.ts';
export type { Fact, FactType } from './kafka/facts.ts';
export type { Command, CommandKind, ConfigTarget, SeekPosition, SeekTarget, SendValue } from './kafka/commands.ts';
export type {
  BrokerSpec,
  ClusterSpec,
  ConsumerSpec,
  ControllerSpec,
  KeySpec,
  LinkQuality,
  MetadataMode,
  NetworkSpec,
  ProducerSpec,
  ScriptEntry,
  TopicSpec,
} from './kafka/spec.ts';

export { isHistory } from './kafka/config/table/history.ts';
export { configEntriesOf, findConfigEntry, hasMeaning } from './kafka/config/table.ts';
export { checkOverrides, SERVER_SCOPES, type ConfigProblem } from './kafka/config/overrides.ts';
export {
  resolveBrokerConfig,
  resolveConsumerConfig,
  resolveControllerConfig,
  resolveProducerConfig,
  resolveTopicConfig,
  type Resolved,
} from './kafka/config/resolve.ts';
export { describeRange } from './kafka/config/checkValue.ts';
export type { ConfigEntry, ConfigScope } from './kafka/config/entry.ts';
export type { ConfigOverrides } from './kafka/config/types.ts';

export { explain, type ChainLink, type ChainMessage } from './why/chain.ts';
export { findLost, type LostQuestion } from './why/ask/findLost.ts';
export { findMessage, type MessageQuestion } from './why/ask/findMessage.ts';
export { followRecord } from './why/life/followRecord.ts';
export { createRecordLife, type LifeEntry, type LifeStep, type LossKind, type RecordLife } from './why/life/life.ts';
export { explainSeen, lookAt, type Seen, type WhySubject } from './why/ask/subject.ts';
export { lookAtRecord, type RecordPlace, type SeenRecord } from './why/ask/seenRecord.ts';
export { askWhyNot, questionsAbout, WHY_NOT_QUESTIONS } from './why/not/ask.ts';
export type { ConditionSource, WhyNot } from './why/not/condition.ts';
export { findFact, type FactQuestion } from './why/find.ts';
export { createRecording, record, type Recording } from './why/recording.ts';

export { cloneMeter, closeBucket, createMeter, measuredTo, noteStep } from './metrics/meter.ts';
export type { Meter } from './metrics/meterState.ts';
export { readSeries, type Reading, type Stretch } from './metrics/readSeries.ts';
export { seriesKey, seriesName, STEP_US } from './metrics/buckets.ts';
export { METRIC_IDS, type MetricId } from './metrics/metricIds.ts';

export { configuredMinIsr } from './kafka/controller/clusterView.ts';
export {
  brokenConnectionsOf,
  countParkedFetches,
  offsetsNotOnDisk,
  parkedFetches,
  parkedProduces,
  queuedRequests,
  waitsOf,
} from './kafka/describeWork.ts';
export { brokerStateOf, stateView, type StateView } from './kafka/stateView.ts';
export type { GuaranteeId } from './kafka/guaranteeId.ts';
export { promisesOf, reportGuarantees } from './guarantees/report.ts';
export { checkAfterEvent, createGuarantees, runChecked } from './guarantees/checkAfterEvent.ts';
export { shareGuarantees } from './guarantees/shareUnchanged.ts';
export { shareUnchanged } from './kafka/shareUnchanged.ts';
export { cloneGuarantees, type Guarantees, type Violation } from './guarantees/state.ts';

export { brokersOf, consumersOf, controllersOf, producersOf } from './kafka/cluster.ts';
export { describeController, describeEnsemble, hasSession, sessionEndOf } from './kafka/zookeeper/describeEnsemble.ts';
export { committedImage, ensembleView, quorumLeader } from './kafka/clusterImage.ts';
export { effectiveMinIsr } from './kafka/broker/highWatermark.ts';
export { replicaOf, type BrokerNode } from './kafka/broker/brokerState.ts';
export type { Replica } from './kafka/broker/replica.ts';
export { firstIndexFrom, offsetOf, type LogRecord, type RecordBatch } from './kafka/log/recordBatch.ts';
export { epochAt } from './kafka/log/leaderEpochFileCache.ts';
export { recordsSince } from './kafka/log/recentRecords.ts';
export { activeSegment, batchAt, batchIndexOf, localLogStartOffset, type UnifiedLog } from './kafka/log/unifiedLog.ts';
export { describeConsumer } from './kafka/clients/consumer/describeConsumer.ts';
export { describeProducer } from './kafka/clients/producer/producerRole.ts';
export { coordinatedGroups, homeOf, type CoordinatedGroup } from './kafka/groupImage.ts';
export type { ClassicGroup, ClassicMember, CoordinatorShard } from './kafka/group/coordinatorState.ts';
export { quorumRoleOf } from './kafka/controller/raft/raftState.ts';
export { configKey, replicaCount, type MetadataImage, type TopicImage } from './kafka/metadata/image.ts';
export { isReassignmentInProgress } from './kafka/controller/reassignment.ts';
export type { PartitionRegistration } from './kafka/controller/partitionChange.ts';
export type { ApiKey, Message } from './kafka/protocol/messages.ts';
export type { NodeIndex } from './kernel/types.ts';
export type { Envelope, WaitingEnvelope } from './kernel/networkTypes.ts';
export type { NodeStatus } from './kernel/types.ts';
export type { WireNews } from './kernel/wireTap.ts';
export { CONSUMER_OFFSETS_TOPIC } from './kafka/types.ts';
