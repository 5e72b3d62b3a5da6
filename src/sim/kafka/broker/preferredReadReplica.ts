import type { TimeUs } from '../../../base/flavor.ts';
import type { BrokerId, Offset } from '../types.ts';
import type { BrokerNode, FetchSession, SessionPartition } from './brokerState.ts';
import type { PartitionState } from './isrRules.ts';
import { settleIdleFollowers } from './partitionLeader.ts';
import type { Follower, Replica } from './replica.ts';

/** A replica as the selector sees it (`ReplicaView`). */
export interface ReplicaView {
  readonly broker: BrokerId;
  readonly rack: string | null;
  readonly logEndOffset: Offset;
  /** Since it was last known to have all that the leader had; 0 for the leader. */
  readonly sinceCaughtUpUs: number;
}

/**
 * The replica in the consumer's rack: the leader if that stands there, else the one that has most, is behind for the
 * shortest time, and has the highest id. Null for the leader. Kafka: `RackAwareReplicaSelector`, `ReplicaView.comparator`.
 */
export function selectByRack(rack: string, leaderRack: string | null, replicas: readonly ReplicaView[]): BrokerId | null {
  if (rack === '' || leaderRack === rack) return null;
  let best: ReplicaView | null = null;
  for (const replica of replicas) {
    if (replica.rack === rack && (best === null || isBetter(replica, best))) best = replica;
  }
  return best?.broker ?? null;
}

function isBetter(a: ReplicaView, b: ReplicaView): boolean {
  if (a.logEndOffset !== b.logEndOffset) return a.logEndOffset > b.logEndOffset;
  if (a.sinceCaughtUpUs !== b.sinceCaughtUpUs) return a.sinceCaughtUpUs < b.sinceCaughtUpUs;
  return a.broker > b.broker;
}

/**
 * Whether a follower may be read from at `fetchOffset`: a member of the committed ISR whose log has that offset, as far as
 * its fetches have told. Kafka: `ReplicaManager.findPreferredReadReplica`.
 */
export function mayServe(state: PartitionState, follower: Follower, fetchOffset: Offset): boolean {
  return state.isr.includes(follower.broker) && follower.logEndOffset >= fetchOffset && follower.logStartOffset <= fetchOffset;
}

/** Whether the leader has to look at each of the consumer's fetches, since it may send it elsewhere at any of them. */
export function isSelecting(broker: BrokerNode, session: FetchSession, replica: Replica): boolean {
  return session.rack !== '' && replica.role === 'leader' && broker.config.rackAwareReplicaSelector;
}

/** The follower that a consumer's fetch is to be sent to; null to serve it here. */
export function preferredReadReplica(
  broker: BrokerNode,
  session: FetchSession,
  partition: SessionPartition,
  replica: Replica,
  nowUs: TimeUs,
): BrokerId | null {
  if (!isSelecting(broker, session, replica)) return null;
  settleIdleFollowers(broker, replica);
  const views: ReplicaView[] = [];
  for (const follower of replica.followers) {
    if (!mayServe(replica.isr, follower, partition.fetchOffset)) continue;
    const registered = broker.image.brokers.get(follower.broker);
    if (registered === undefined || registered.fenced) continue;
    const { logEndOffset, lastCaughtUpTimeUs } = follower;
    views.push({ broker: follower.broker, rack: registered.rack, logEndOffset, sinceCaughtUpUs: nowUs - lastCaughtUpTimeUs });
  }
  return selectByRack(session.rack, broker.rack, views);
}
