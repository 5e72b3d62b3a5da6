import type { BrokerId } from '../types.ts';
import { buildPartitionChange } from './partitionChange.ts';
import type { PartitionChange, PartitionRegistration } from './partitionChange.ts';

/** What happened to a broker, as far as its partitions are concerned. */
export type BrokerEvent =
  /** Fenced, entering controlled shutdown, shut down, or unregistered: for partitions with it in the ISR (or ELR). */
  | { readonly kind: 'removed'; readonly broker: BrokerId }
  /** Unfenced: for partitions without a leader. It may lead again, but is not put back into any ISR. */
  | { readonly kind: 'added'; readonly broker: BrokerId }
  /** Came back without a clean shutdown (with ELR only): for partitions with it in the ISR or ELR. */
  | { readonly kind: 'uncleanShutdown'; readonly broker: BrokerId };

export interface LeaderAndIsrContext {
  /** Registered, unfenced and not shutting down, as the metadata still says; the event itself is not in it yet. */
  readonly isActive: (broker: BrokerId) => boolean;
  readonly minIsr: number;
  readonly elrEnabled: boolean;
  /** `unclean.leader.election.enable` of the topic. */
  readonly uncleanLeaderElection: boolean;
}

/**
 * The change a broker event makes to one partition, null for none.
 * Kafka: `ReplicationControlManager.generateLeaderAndIsrUpdates`, which walks all partitions concerned.
 */
export function leaderAndIsrUpdate(
  partition: PartitionRegistration,
  event: BrokerEvent,
  context: LeaderAndIsrContext,
): PartitionChange | null {
  const { broker, kind } = event;
  return buildPartitionChange(
    partition,
    {
      isr: kind === 'added' ? partition.isr : partition.isr.filter((replica) => replica !== broker),
      election: context.uncleanLeaderElection ? 'UNCLEAN' : 'ONLINE',
      uncleanShutdownReplicas: kind === 'uncleanShutdown' ? [broker] : [],
    },
    {
      isAcceptableLeader: (replica) => (replica === broker ? kind === 'added' : context.isActive(replica)),
      minIsr: context.minIsr,
      elrEnabled: context.elrEnabled,
    },
  );
}
