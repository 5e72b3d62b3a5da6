import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { Offset } from '../types.ts';

export const UNKNOWN_OFFSET: Offset = -1;
/** No fetch has told the broker epoch yet. Kafka: an empty `Optional`; -1 means "do not check". */
export const UNKNOWN_BROKER_EPOCH = -2;
/**
 * Before any time of a run. Kafka writes 0, the year 1970, which is longer ago than any lag limit; here a run starts at
 * 0, and a replica that never caught up would pass for one that did.
 */
export const NEVER_US: TimeUs = -4_503_599_627_370_496;

/**
 * What a leader knows of one follower: only what the follower's fetches say. Changed in place, because it changes with
 * every fetch. Kafka: `ReplicaState`.
 */
export interface ReplicaState {
  /** The offset of the last fetch: asking for it proves that everything below is held. */
  logEndOffset: Offset;
  logStartOffset: Offset;
  /** Latest time at which the follower is known to have held all that the leader had. */
  lastCaughtUpTimeUs: TimeUs;
  /** The leader's end at the follower's last fetch. */
  lastFetchLeaderLogEndOffset: Offset;
  lastFetchTimeUs: TimeUs;
  /** Of the incarnation that fetched last; -1 from a fetch without one. */
  brokerEpoch: number;
}

/** The state of a replica that has just been assigned. */
export function newReplicaState(): ReplicaState {
  return {
    logEndOffset: UNKNOWN_OFFSET,
    logStartOffset: UNKNOWN_OFFSET,
    lastCaughtUpTimeUs: NEVER_US,
    lastFetchLeaderLogEndOffset: 0,
    lastFetchTimeUs: NEVER_US,
    brokerEpoch: UNKNOWN_BROKER_EPOCH,
  };
}

/**
 * Takes in a follower's fetch, received at `nowUs` with the leader's end at `leaderLogEndOffset`. The follower was
 * caught up now, when it asks for the leader's end; or at its previous fetch, when it asks for what was the end then.
 * The latter keeps a follower in sync that is always one fetch behind a busy leader.
 * `aliveBrokerEpoch` is the epoch the metadata gives the follower's broker, null when it is not alive. Returns false,
 * and changes nothing, when the fetch comes from an earlier incarnation: the answer is NOT_LEADER_OR_FOLLOWER (KIP-903).
 * Not to be called for an answer that reports a divergence, nor for a parked fetch that is read again.
 * Kafka: `Replica.updateFetchStateOrThrow`.
 */
export function updateFetchState(
  state: ReplicaState,
  fetch: {
    readonly fetchOffset: Offset;
    readonly logStartOffset: Offset;
    readonly nowUs: TimeUs;
    readonly leaderLogEndOffset: Offset;
    readonly brokerEpoch: number;
  },
  aliveBrokerEpoch: number | null,
): boolean {
  if (fetch.brokerEpoch !== -1 && aliveBrokerEpoch !== null && aliveBrokerEpoch > fetch.brokerEpoch) return false;
  if (fetch.fetchOffset >= fetch.leaderLogEndOffset) {
    if (fetch.nowUs > state.lastCaughtUpTimeUs) state.lastCaughtUpTimeUs = fetch.nowUs;
  } else if (fetch.fetchOffset >= state.lastFetchLeaderLogEndOffset) {
    if (state.lastFetchTimeUs > state.lastCaughtUpTimeUs) state.lastCaughtUpTimeUs = state.lastFetchTimeUs;
  }
  state.logStartOffset = fetch.logStartOffset;
  state.logEndOffset = fetch.fetchOffset;
  if (fetch.leaderLogEndOffset > state.lastFetchLeaderLogEndOffset) {
    state.lastFetchLeaderLogEndOffset = fetch.leaderLogEndOffset;
  }
  state.lastFetchTimeUs = fetch.nowUs;
  state.brokerEpoch = fetch.brokerEpoch;
  return true;
}

/**
 * Starts a leader epoch. ISR members get the benefit of the doubt and count as caught up now. A broker that was not
 * the leader before (`isNewLeader`) forgets what it knew; one re-elected keeps the offsets.
 * Kafka: `Replica.resetReplicaState`.
 */
export function resetReplicaState(
  state: ReplicaState,
  epochStart: {
    readonly nowUs: TimeUs;
    readonly leaderLogEndOffset: Offset;
    readonly isNewLeader: boolean;
    readonly isFollowerInSync: boolean;
  },
): void {
  state.lastCaughtUpTimeUs = epochStart.isFollowerInSync ? epochStart.nowUs : NEVER_US;
  if (epochStart.isNewLeader) {
    state.logStartOffset = UNKNOWN_OFFSET;
    state.logEndOffset = UNKNOWN_OFFSET;
    state.lastFetchLeaderLogEndOffset = UNKNOWN_OFFSET;
    state.lastFetchTimeUs = NEVER_US;
    state.brokerEpoch = UNKNOWN_BROKER_EPOCH;
  } else {
    state.lastFetchLeaderLogEndOffset = epochStart.leaderLogEndOffset;
    state.lastFetchTimeUs = epochStart.isFollowerInSync ? epochStart.nowUs : NEVER_US;
  }
}

/**
 * At the leader's end, or there not longer than `maxLagUs` (`replica.lag.time.max.ms`) ago.
 * Kafka: `ReplicaState.isCaughtUp`.
 */
export function isCaughtUp(
  state: ReplicaState,
  leaderLogEndOffset: Offset,
  nowUs: TimeUs,
  maxLagUs: DurationUs,
): boolean {
  return state.logEndOffset === leaderLogEndOffset || nowUs - state.lastCaughtUpTimeUs <= maxLagUs;
}
