import type { AlterPartitionProposal } from '../../protocol/controlPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { BrokerId } from '../../types.ts';
import type { LeaderAndIsrData } from '../../zookeeper/znode.ts';

/** A partition as the controller last knew it: the data of its state znode, and that znode's version. */
export interface PartitionInfo {
  readonly data: LeaderAndIsrData;
  readonly version: number;
}

export type ZkAlterPartitionCheck =
  | { readonly kind: 'refused'; readonly error: ErrorCode }
  /** It is so already. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'write'; readonly data: LeaderAndIsrData };

/**
 * What the controller says to a leader's wish for a new ISR before it writes it, under the version the leader knew. A broker's
 * znode is all that is asked of a new member: its incarnation is not (KIP-903 came with KRaft alone).
 * Kafka 3.x: `KafkaController.tryProcessAlterPartition` (KIP-497, KIP-841).
 */
export function checkZkAlterPartition(
  known: PartitionInfo | null,
  sender: BrokerId,
  proposal: AlterPartitionProposal,
  context: {
    readonly controllerEpoch: number;
    readonly isLive: (broker: BrokerId) => boolean;
    /** Before KIP-841 nobody was asked for. */
    readonly anyoneMayJoin: boolean;
  },
): ZkAlterPartitionCheck {
  if (known === null) return refuse('UNKNOWN_TOPIC_OR_PARTITION');
  const { data, version } = known;
  const isr = proposal.isr.map(({ broker }) => broker);
  if (proposal.partitionEpoch > version || proposal.leaderEpoch > data.leaderEpoch) return refuse('NOT_CONTROLLER');
  if (proposal.leaderEpoch < data.leaderEpoch) return refuse('FENCED_LEADER_EPOCH');
  if (data.leader === sender && sameMembers(isr, data.isr) && proposal.leaderRecoveryState === data.leaderRecoveryState) {
    return { kind: 'unchanged' };
  }
  if (proposal.partitionEpoch < version) return refuse('INVALID_UPDATE_VERSION');
  if (proposal.leaderRecoveryState === 'RECOVERING' && (isr.length > 1 || data.leaderRecoveryState === 'RECOVERED')) {
    return refuse('INVALID_REQUEST');
  }
  if (!context.anyoneMayJoin && !isr.every(context.isLive)) return refuse('INELIGIBLE_REPLICA');
  const { leaderEpoch, leaderRecoveryState } = proposal;
  const { controllerEpoch } = context;
  return { kind: 'write', data: { leader: sender, leaderEpoch, isr, controllerEpoch, leaderRecoveryState } };
}

function refuse(error: ErrorCode): ZkAlterPartitionCheck {
  return { kind: 'refused', error };
}

/** Kafka compares lists as they stand. */
function sameMembers(a: readonly BrokerId[], b: readonly BrokerId[]): boolean {
  return a.length === b.length && a.every((broker, index) => broker === b[index]);
}
