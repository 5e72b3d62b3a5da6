/**
 * All that scenarios need of the simulator: the configuration table, which says what a document may set, and types.
 * Nothing here runs a simulation.
 */
export { checkOverrides, SERVER_SCOPES } from '../sim/index.ts';
export {
  resolveBrokerConfig,
  resolveConsumerConfig,
  resolveControllerConfig,
  resolveProducerConfig,
  resolveTopicConfig,
} from '../sim/index.ts';
export { configEntriesOf, findConfigEntry, isHistory } from '../sim/index.ts';
export type { ConfigScope } from '../sim/index.ts';
export type { ConfigProblem } from '../sim/index.ts';
export type { Resolved } from '../sim/index.ts';
export type { ConfigOverrides } from '../sim/index.ts';
export type { Command, CommandKind, ConfigTarget, SeekPosition, SeekTarget, SendValue } from '../sim/index.ts';
export type { Fact, FactType } from '../sim/index.ts';
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
} from '../sim/index.ts';
