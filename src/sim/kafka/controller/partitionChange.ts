import { NO_LEADER } from '../types.ts';
import type { BrokerId, LeaderEpoch } from '../types.ts';
import { electLeader } from './leaderElection.ts';
import type { ElectionType } from './leaderElection.ts';
import { maybeCompleteReassignment } from './reassignment.ts';

/** RECOVERING: elected uncleanly and not yet confirmed by its leader. */
export type LeaderRecoveryState = 'RECOVERED' | 'RECOVERING';

/** A partition as the controller's log has it. Immutable. Left out: log directories. */
export interface PartitionRegistration {
  /** In order of preference. */
  readonly replicas: readonly BrokerId[];
  readonly isr: readonly BrokerId[];
  /** `NO_LEADER` when there is none. */
  readonly leader: BrokerId;
  /** Rises whenever a leader is set, even the same one. */
  readonly leaderEpoch: LeaderEpoch;
  /** Rises with every change. */
  readonly partitionEpoch: number;
  /** Replicas outside the ISR that hold everything committed (KIP-966). */
  readonly elr: readonly BrokerId[];
  /** While leaderless: the last leader. */
  readonly lastKnownElr: readonly BrokerId[];
  readonly addingReplicas: readonly BrokerId[];
  readonly removingReplicas: readonly BrokerId[];
  readonly leaderRecoveryState: LeaderRecoveryState;
}

/** Only what changes (Kafka: `PartitionChangeRecord`). A `leader`, even the current one, starts a new leader epoch. */
export interface PartitionChange {
  leader?: BrokerId;
  isr?: readonly BrokerId[];
  replicas?: readonly BrokerId[];
  addingReplicas?: readonly BrokerId[];
  removingReplicas?: readonly BrokerId[];
  elr?: readonly BrokerId[];
  lastKnownElr?: readonly BrokerId[];
  leaderRecoveryState?: LeaderRecoveryState;
}

/** What the controller knows apart from the partition. */
export interface PartitionChangeContext {
  /** Registered, unfenced and not shutting down (`LeaderAcceptor`). */
  readonly isAcceptableLeader: (broker: BrokerId) => boolean;
  /** See `effectiveMinIsr`. */
  readonly minIsr: number;
  /** Feature `eligible.leader.replicas.version` is 1, as in clusters created since 4.1. */
  readonly elrEnabled: boolean;
}

/** What a change is to bring about; all that is not named stays. */
export interface PartitionChangeTarget {
  readonly isr?: readonly BrokerId[];
  readonly replicas?: readonly BrokerId[];
  readonly addingReplicas?: readonly BrokerId[];
  readonly removingReplicas?: readonly BrokerId[];
  readonly leaderRecoveryState?: LeaderRecoveryState;
  /** ONLINE unless given. Topics with `unclean.leader.election.enable` use UNCLEAN. */
  readonly election?: ElectionType;
  /** Brokers that came back without a clean shutdown: they may have lost records, so they leave the ELR. */
  readonly uncleanShutdownReplicas?: readonly BrokerId[];
}

/** A partition as created: the replicas that are alive are in sync, and the first of them leads. */
export function newPartition(replicas: readonly BrokerId[], isr: readonly BrokerId[]): PartitionRegistration {
  return {
    replicas,
    isr,
    leader: isr[0] ?? NO_LEADER,
    leaderEpoch: 0,
    partitionEpoch: 0,
    elr: [],
    lastKnownElr: [],
    addingReplicas: [],
    removingReplicas: [],
    leaderRecoveryState: 'RECOVERED',
  };
}

/**
 * The change that brings a partition to `target`: completes a reassignment that can end, keeps the ELR, elects, and sets
 * the leader anew when a replica leaves, so that it cannot go on fetching in the old epoch. Null when nothing changes.
 * Kafka: `PartitionChangeBuilder.build`, for metadata versions since 3.6 (an ISR shrink leaves the leader epoch
 * alone) and with `useLastKnownLeaderInBalancedRecovery` as it is by default.
 */
export function buildPartitionChange(
  partition: PartitionRegistration,
  target: PartitionChangeTarget,
  context: PartitionChangeContext,
): PartitionChange | null {
  const change: PartitionChange = {};
  const asked = {
    replicas: target.replicas ?? partition.replicas,
    adding: target.addingReplicas ?? partition.addingReplicas,
    removing: target.removingReplicas ?? partition.removingReplicas,
  };
  const askedIsr = target.isr ?? partition.isr;
  const settled = maybeCompleteReassignment(asked, askedIsr);
  const replicas = settled?.replicas ?? asked.replicas;
  const adding = settled === null ? asked.adding : [];
  const removing = settled === null ? asked.removing : [];

  let isr = settled?.isr ?? askedIsr;
  let elr = targetElr(partition, isr, target.uncleanShutdownReplicas ?? [], context);
  const elected = electLeader({
    election: target.election ?? 'ONLINE',
    leader: partition.leader,
    lastKnownElr: partition.lastKnownElr,
    targetReplicas: replicas,
    targetIsr: isr,
    targetElr: elr,
    elrEnabled: context.elrEnabled,
    isAcceptableLeader: context.isAcceptableLeader,
  });
  if (elected.leader !== partition.leader) {
    change.leader = elected.leader;
    if (elr.includes(elected.leader)) {
      isr = [elected.leader];
      elr = elr.filter((replica) => replica !== elected.leader);
    }
    if (elected.unclean) {
      change.isr = [elected.leader];
      if (partition.leaderRecoveryState !== 'RECOVERING') change.leaderRecoveryState = 'RECOVERING';
    }
  }
  if (change.leader === undefined && !partition.replicas.every((replica) => replicas.includes(replica))) {
    change.leader = partition.leader;
  }

  if (change.isr !== undefined || !context.elrEnabled) elr = [];
  if (!sameList(elr, partition.elr)) change.elr = elr;
  // Without ELR, the last member stays in the ISR when it goes: it is then the only one that may lead again.
  const isrMayChange = change.isr === undefined && (isr.length > 0 || context.elrEnabled);
  if (isrMayChange && !sameList(isr, partition.isr)) change.isr = isr;
  if (context.elrEnabled) noteLastKnownLeader(partition, change);

  if (replicas.length > 0 && !sameList(replicas, partition.replicas)) change.replicas = replicas;
  if (!sameList(removing, partition.removingReplicas)) change.removingReplicas = removing;
  if (!sameList(adding, partition.addingReplicas)) change.addingReplicas = adding;
  const recovery = target.leaderRecoveryState ?? partition.leaderRecoveryState;
  if (recovery !== partition.leaderRecoveryState) change.leaderRecoveryState = recovery;
  return Object.keys(change).length === 0 ? null : change;
}

/** The partition after a change, epochs included. Kafka: `PartitionRegistration.merge`. */
export function applyPartitionChange(partition: PartitionRegistration, change: PartitionChange): PartitionRegistration {
  return {
    ...partition,
    ...change,
    leaderEpoch: partition.leaderEpoch + (change.leader === undefined ? 0 : 1),
    partitionEpoch: partition.partitionEpoch + 1,
  };
}

/**
 * Who leaves the ISR while it is below the minimum becomes eligible: nothing can be committed without it any more, so it
 * has everything. With enough members again, the list is cleared. Ascending, where Kafka has a hash set's order. As in Kafka,
 * nobody asks whether a member is still a replica: one that a reassignment took out stays, though only replicas are elected.
 */
function targetElr(
  partition: PartitionRegistration,
  targetIsr: readonly BrokerId[],
  uncleanShutdown: readonly BrokerId[],
  context: PartitionChangeContext,
): readonly BrokerId[] {
  if (!context.elrEnabled) return partition.elr;
  if (targetIsr.length >= context.minIsr) return [];
  const candidates = new Set(partition.elr);
  for (const replica of partition.isr) candidates.add(replica);
  return [...candidates]
    .filter((replica) => !targetIsr.includes(replica) && !uncleanShutdown.includes(replica))
    .toSorted((a, b) => a - b);
}

/** Kafka: `PartitionChangeBuilder.maybeUpdateLastKnownLeader`. */
function noteLastKnownLeader(partition: PartitionRegistration, change: PartitionChange): void {
  if (change.leader === undefined) return;
  if (change.leader === NO_LEADER) {
    if (partition.lastKnownElr.length === 0) change.lastKnownElr = [partition.leader];
  } else if (partition.lastKnownElr.length > 0) {
    change.lastKnownElr = [];
  }
}

function sameList(a: readonly BrokerId[], b: readonly BrokerId[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
