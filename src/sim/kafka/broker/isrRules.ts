import { assertNever } from '../../../base/assert.ts';
import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { ModelSwitches } from '../config/modelSwitches.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { BrokerId, Offset } from '../types.ts';
import { isCaughtUp } from './replicaState.ts';
import type { ReplicaState } from './replicaState.ts';

/**
 * The ISR as the leader sees it (Kafka: `CommittedPartitionState`, `PendingExpandIsr`, `PendingShrinkIsr`; KIP-497). In
 * all three, `isr` is what the controller has committed. Immutable. Left out: the recovery state, because a
 * leader counts as RECOVERED from the moment it leads (`Partition.makeLeader`).
 */
export type PartitionState =
  | { readonly kind: 'committed'; readonly isr: readonly BrokerId[] }
  | { readonly kind: 'pendingExpand'; readonly isr: readonly BrokerId[]; readonly newReplica: BrokerId }
  | { readonly kind: 'pendingShrink'; readonly isr: readonly BrokerId[]; readonly outOfSync: readonly BrokerId[] };

export type PendingPartitionState = Exclude<PartitionState, { readonly kind: 'committed' }>;

/**
 * Whether the high watermark and acks=all must count `replica`: members, and one that was proposed, since the controller
 * may have committed it already. Proposed removals still count, since the controller may refuse. Kafka: `maximalIsr`.
 * With `noMaximalIsr` the leader is as sure of itself as before KIP-497: a joiner counts once the controller has said so, and
 * one that is to leave counts no longer.
 */
export function isInMaximalIsr(state: PartitionState, replica: BrokerId, noMaximalIsr = false): boolean {
  if (noMaximalIsr) {
    return state.isr.includes(replica) && !(state.kind === 'pendingShrink' && state.outOfSync.includes(replica));
  }
  if (state.kind === 'pendingExpand' && state.newReplica === replica) return true;
  return state.isr.includes(replica);
}

/** Size of the maximal ISR, which acks=all compares with the effective minimum once the high watermark has arrived. */
export function maximalIsrSize(state: PartitionState, noMaximalIsr = false): number {
  if (noMaximalIsr) return state.isr.length - (state.kind === 'pendingShrink' ? state.outOfSync.length : 0);
  return state.isr.length + (state.kind === 'pendingExpand' ? 1 : 0);
}

/** The ISR to ask the controller for. */
export function proposedIsr(state: PendingPartitionState): BrokerId[] {
  switch (state.kind) {
    case 'pendingExpand':
      return [...state.isr, state.newReplica];
    case 'pendingShrink':
      return state.isr.filter((replica) => !state.outOfSync.includes(replica));
    default:
      return assertNever(state);
  }
}

/** What the leader's metadata says of a follower's broker, null when unregistered, and the epoch its fetches carry. */
export interface ReplicaEligibility {
  readonly broker: { readonly brokerEpoch: number; readonly fenced: boolean; readonly inControlledShutdown: boolean } | null;
  /** From the last fetch: -1 bypasses the check, `UNKNOWN_BROKER_EPOCH` before the first one. */
  readonly fetchBrokerEpoch: number;
}

/** Of the time-machine switches, those about who may join the ISR. */
export type EligibilitySwitches = Pick<ModelSwitches, 'fencedMayJoin' | 'noBrokerEpochCheck'>;

const TODAY: EligibilitySwitches = { fencedMayJoin: false, noBrokerEpochCheck: false };

/**
 * May join the ISR: not fenced, not shutting down, and the incarnation that fetched is the one that is registered.
 * Kafka: `Partition.isReplicaIsrEligible` (KIP-841, KIP-903).
 */
export function isReplicaIsrEligible(replica: ReplicaEligibility, switches: EligibilitySwitches = TODAY): boolean {
  const { broker, fetchBrokerEpoch } = replica;
  if (broker === null) return false;
  if (!switches.fencedMayJoin && (broker.fenced || broker.inControlledShutdown)) return false;
  return switches.noBrokerEpochCheck || fetchBrokerEpoch === -1 || fetchBrokerEpoch === broker.brokerEpoch;
}

/**
 * Whether a fetch lets `replica` into the ISR: no change in flight, not a member, eligible, at or past the high
 * watermark, and at or past the start of the current leader epoch. Without the last, a replica could join and lead
 * before it has what earlier leaders committed beyond this leader's high watermark (left out with `noEpochStartRule`).
 * Kafka: `Partition.maybeExpandIsr`.
 */
export function needsExpandIsr(
  state: PartitionState,
  replica: BrokerId,
  fetched: {
    readonly eligible: boolean;
    readonly followerLogEndOffset: Offset;
    readonly highWatermark: Offset;
    readonly leaderEpochStartOffset: Offset;
  },
  noEpochStartRule = false,
): boolean {
  return (
    state.kind === 'committed' &&
    !state.isr.includes(replica) &&
    fetched.eligible &&
    fetched.followerLogEndOffset >= fetched.highWatermark &&
    (noEpochStartRule || fetched.followerLogEndOffset >= fetched.leaderEpochStartOffset)
  );
}

/**
 * The ISR members to be removed at a check, which the leader makes every half `replica.lag.time.max.ms`: those not caught
 * up, the leader never. Empty while a change is in flight. A member of which `stateOf` knows nothing is out of sync.
 * Kafka: `Partition.getOutOfSyncReplicas`.
 */
export function outOfSyncReplicas(
  state: PartitionState,
  leader: {
    readonly id: BrokerId;
    readonly logEndOffset: Offset;
    readonly nowUs: TimeUs;
    readonly maxLagUs: DurationUs;
  },
  stateOf: (replica: BrokerId) => ReplicaState | undefined,
): BrokerId[] {
  if (state.kind !== 'committed') return [];
  const outOfSync: BrokerId[] = [];
  for (const replica of state.isr) {
    if (replica === leader.id) continue;
    const known = stateOf(replica);
    if (known === undefined || !isCaughtUp(known, leader.logEndOffset, leader.nowUs, leader.maxLagUs)) {
      outOfSync.push(replica);
    }
  }
  return outOfSync;
}

/**
 * The state after the controller refused a change, and whether to send it again. Two errors say that the change was
 * surely not made: back to what is committed. After the others known to mean stale metadata, the pending state stays,
 * as the safer one, until new metadata replaces it. Kafka: `Partition.handleAlterPartitionError`.
 */
export function afterAlterPartitionError(
  state: PendingPartitionState,
  error: ErrorCode,
): { readonly state: PartitionState; readonly retry: boolean } {
  switch (error) {
    case 'OPERATION_NOT_ATTEMPTED':
    case 'INELIGIBLE_REPLICA':
      return { state: { kind: 'committed', isr: state.isr }, retry: false };
    case 'UNKNOWN_TOPIC_OR_PARTITION':
    case 'UNKNOWN_TOPIC_ID':
    case 'FENCED_LEADER_EPOCH':
    case 'INVALID_UPDATE_VERSION':
    case 'INVALID_REQUEST':
    case 'NEW_LEADER_ELECTED':
      return { state, retry: false };
    default:
      return { state, retry: true };
  }
}
