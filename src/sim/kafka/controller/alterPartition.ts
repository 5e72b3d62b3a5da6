import type { ModelSwitches } from '../config/modelSwitches.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { BrokerId, LeaderEpoch } from '../types.ts';
import { buildPartitionChange } from './partitionChange.ts';
import type { LeaderRecoveryState, PartitionChange, PartitionRegistration } from './partitionChange.ts';

/** One partition of an AlterPartition request: the ISR its leader wants. */
export interface AlterPartitionData {
  readonly leaderEpoch: LeaderEpoch;
  readonly partitionEpoch: number;
  /** A broker epoch of -1 is not checked. */
  readonly isr: readonly { readonly broker: BrokerId; readonly brokerEpoch: number }[];
  readonly leaderRecoveryState: LeaderRecoveryState;
}

export interface AlterPartitionContext {
  /** What the controller has registered, undefined for an unknown broker. */
  readonly brokerOf: (
    broker: BrokerId,
  ) => { readonly brokerEpoch: number; readonly fenced: boolean; readonly inControlledShutdown: boolean } | undefined;
  readonly minIsr: number;
  readonly elrEnabled: boolean;
  readonly uncleanLeaderElection: boolean;
  readonly switches?: Pick<ModelSwitches, 'noPartitionEpochCheck' | 'noBrokerEpochCheck' | 'fencedMayJoin'>;
}

/**
 * `error` goes into the answer, `change` into the log. Both at once only for NEW_LEADER_ELECTED: the change ended a
 * reassignment that takes the leadership from the sender.
 */
export interface AlterPartitionResult {
  readonly error: ErrorCode;
  readonly change: PartitionChange | null;
}

/**
 * What the controller does with a leader's wish for a new ISR. The sender's own broker epoch (STALE_BROKER_EPOCH) and
 * unknown topics are the caller's to check. Kafka: `ReplicationControlManager.alterPartition` (KIP-497, KIP-841, KIP-903), of whose
 * checks `switches` can take three away.
 */
export function alterPartition(
  partition: PartitionRegistration | undefined,
  sender: BrokerId,
  data: AlterPartitionData,
  context: AlterPartitionContext,
): AlterPartitionResult {
  if (partition === undefined) return { error: 'UNKNOWN_TOPIC_OR_PARTITION', change: null };
  const error = validate(partition, sender, data, context);
  if (error !== 'NONE') return { error, change: null };
  const change = buildPartitionChange(
    partition,
    {
      isr: data.isr.map((member) => member.broker),
      leaderRecoveryState: data.leaderRecoveryState,
      election: context.uncleanLeaderElection ? 'UNCLEAN' : 'ONLINE',
    },
    {
      isAcceptableLeader: (broker) => isActive(context, broker),
      minIsr: context.minIsr,
      elrEnabled: context.elrEnabled,
    },
  );
  const moved = change?.leader !== undefined && change.leader !== sender;
  return { error: moved ? 'NEW_LEADER_ELECTED' : 'NONE', change };
}

/** Kafka: `ReplicationControlManager.validateAlterPartitionData`; the order decides which of several errors is told. */
function validate(
  partition: PartitionRegistration,
  sender: BrokerId,
  data: AlterPartitionData,
  context: AlterPartitionContext,
): ErrorCode {
  // The sender knows more than we do: we are likely no longer the active controller.
  if (data.leaderEpoch > partition.leaderEpoch || data.partitionEpoch > partition.partitionEpoch) return 'NOT_CONTROLLER';
  if (data.leaderEpoch < partition.leaderEpoch) return 'FENCED_LEADER_EPOCH';
  if (sender !== partition.leader) return 'INVALID_REQUEST';
  const { switches } = context;
  if (data.partitionEpoch < partition.partitionEpoch && switches?.noPartitionEpochCheck !== true) return 'INVALID_UPDATE_VERSION';
  const isr = data.isr.map((member) => member.broker);
  if (new Set(isr).size !== isr.length) return 'INVALID_REQUEST';
  if (!isr.every((member) => partition.replicas.includes(member))) return 'INVALID_REQUEST';
  if (!isr.includes(partition.leader)) return 'INVALID_REQUEST';
  if (data.leaderRecoveryState === 'RECOVERING') {
    if (isr.length > 1 || partition.leaderRecoveryState === 'RECOVERED') return 'INVALID_REQUEST';
  }
  for (const { broker, brokerEpoch } of data.isr) {
    if (switches?.fencedMayJoin !== true && !isActive(context, broker)) return 'INELIGIBLE_REPLICA';
    if (switches?.noBrokerEpochCheck === true) continue;
    if (brokerEpoch !== -1 && brokerEpoch !== context.brokerOf(broker)?.brokerEpoch) return 'INELIGIBLE_REPLICA';
  }
  return 'NONE';
}

function isActive(context: AlterPartitionContext, broker: BrokerId): boolean {
  const registered = context.brokerOf(broker);
  return registered !== undefined && !registered.fenced && !registered.inControlledShutdown;
}
