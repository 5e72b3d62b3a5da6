/**
 * All that scenarios need of the simulator: the configuration table, which says what a document may set, and types.
 * Nothing here runs a simulation.
 */
export { checkOverrides, SERVER_SCOPES } from '../sim/kafka/config/overrides.ts';
export {
  resolveBrokerConfig,
  resolveConsumerConfig,
  resolveControllerConfig,
  resolveProducerConfig,
  resolveTopicConfig,
} from '../sim/kafka/config/resolve.ts';
export { findConfigEntry } from '../sim/kafka/config/table.ts';
export type { ConfigScope } from '../sim/kafka/config/entry.ts';
export type { ConfigProblem } from '../sim/kafka/config/overrides.ts';
export type { Resolved } from '../sim/kafka/config/resolve.ts';
export type { ConfigOverrides } from '../sim/kafka/config/types.ts';
export type { Command, CommandKind, ConfigTarget, SeekPosition, SeekTarget, SendValue } from '../sim/kafka/commands.ts';
export type { Fact, FactType } from '../sim/kafka/facts.ts';
export type {
  BrokerSpec,
  ClusterSpec,
  ConsumerSpec,
  ControllerSpec,
  KeySpec,
  LinkQuality,
  NetworkSpec,
  ProducerSpec,
  ScriptEntry,
  TopicSpec,
} from '../sim/kafka/spec.ts';
