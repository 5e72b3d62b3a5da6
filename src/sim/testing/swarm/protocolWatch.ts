import { replicaOf } from '../../kafka/broker/brokerState.ts';
import { followerOf } from '../../kafka/broker/replica.ts';
import { UNKNOWN_OFFSET } from '../../kafka/broker/replicaState.ts';
import { brokerName, brokersOf } from '../../kafka/cluster.ts';
import type { KafkaEvent, KafkaSimulation } from '../../kafka/createCluster.ts';
import type { ElectionState } from '../../kafka/controller/raft/raftState.ts';
import type { FetchRequest } from '../../kafka/protocol/dataPlane.ts';
import { partitionName } from '../../kafka/types.ts';
import { joinedBadly } from './isrWatch.ts';
import type { Broken } from './quorumWatch.ts';

/**
 * Steps that break nothing by themselves and lead to loss only together with several others: seen where they are taken, since waiting for
 * the loss takes more seeds than anybody plays.
 */
export interface ProtocolWatch {
  /** To be asked before the event's facts are taken. */
  afterEvent(sim: KafkaSimulation, event: KafkaEvent): Broken | null;
}

export function protocolWatch(): ProtocolWatch {
  const elections = new Map<number, ElectionState>();
  const leading = new Map<string, number>();
  return {
    afterEvent(sim, event) {
      if (event.kind === 'deliver' && event.payload.body.type === 'request' && event.payload.body.request.api === 'Fetch') {
        const broken = learntFromAnotherEpoch(sim, leading, event.node, event.payload.body.request);
        if (broken !== null) return broken;
      }
      return droppedCommitted(sim, event.node) ?? voteForgotten(sim, elections, event.node) ?? knowsTooMuch(sim, leading) ?? joinedBadly(sim, event);
    },
  };
}

/** A leader counts nothing that a follower says in the name of an earlier leader epoch (KIP-320). */
function learntFromAnotherEpoch(sim: KafkaSimulation, leading: Map<string, number>, node: number, { replicaId, partitions }: FetchRequest): Broken | null {
  const broker = sim.world.nodes[node];
  if (replicaId < 0 || broker?.role !== 'broker') return null;
  for (const { topic, partition, currentLeaderEpoch } of partitions) {
    const replica = replicaOf(broker, topic, partition);
    if (replica?.role !== 'leader' || currentLeaderEpoch < 0 || currentLeaderEpoch >= replica.leaderEpoch) continue;
    if (followerOf(replica, replicaId)?.lastFetchTimeUs !== sim.state.now) continue;
    // A new epoch sets that time, too (Kafka: `Replica.resetReplicaState`).
    if (leading.get(`${brokerName(broker.id)} ${replica.name}`) === sim.state.now) continue;
    const sentence = `Broker ${broker.id} leads ${replica.name} in epoch ${replica.leaderEpoch} and counts a fetch of broker ${replicaId} in epoch ${currentLeaderEpoch}.`;
    return { guarantee: 'counts-its-own-epoch', sentence };
  }
  return null;
}

/** A replica of the metadata log has all that it knows to be committed. */
function droppedCommitted(sim: KafkaSimulation, index: number): Broken | null {
  const node = sim.world.nodes[index];
  if (node?.role !== 'controller') return null;
  const { highWatermark } = node.raft;
  const { endOffset } = node.disk.log;
  if (highWatermark === null || highWatermark <= endOffset) return null;
  return { guarantee: 'keeps-what-is-committed', sentence: `Controller ${node.id} knows metadata up to offset ${highWatermark} to be committed and has it up to ${endOffset} only.` };
}

/** What a voter promised in an epoch it still knows after a crash; only a leader's own vote is given up, for its leadership. */
function voteForgotten(sim: KafkaSimulation, elections: Map<number, ElectionState>, index: number): Broken | null {
  const nodes = index >= 0 ? [sim.world.nodes[index]] : sim.world.nodes;
  for (const node of nodes) {
    if (node?.role !== 'controller') continue;
    const { election } = node.disk;
    const before = elections.get(node.id);
    if (before === election) continue;
    elections.set(node.id, election);
    const forgot = before !== undefined && before.epoch === election.epoch && before.votedFor !== null && election.votedFor === null;
    if (!forgot || election.leaderId === node.id || node.disk.log.endOffset === 0) continue;
    return { guarantee: 'remembers-its-vote', sentence: `Controller ${node.id} voted for ${before.votedFor} in epoch ${before.epoch} and does not know it any more.` };
  }
  return null;
}

/** Who leads for the first time since it followed knows of no follower how far it is. */
function knowsTooMuch(sim: KafkaSimulation, leading: Map<string, number>): Broken | null {
  for (const { fact, node } of sim.facts) {
    if (fact.type === 'NodeKilled' || fact.type === 'NodeHalted' || fact.type === 'NodeStarted') {
      const prefix = `${sim.state.nodes[node]?.name ?? ''} `;
      for (const key of leading.keys()) if (key.startsWith(prefix)) leading.delete(key);
    }
    if (fact.type !== 'ReplicaBecameFollower' && fact.type !== 'ReplicaBecameLeader') continue;
    const { topic, partition, broker: id } = fact;
    const key = `${brokerName(id)} ${partitionName(topic, partition)}`;
    const wasLeading = leading.has(key);
    if (fact.type === 'ReplicaBecameFollower') leading.delete(key);
    else leading.set(key, sim.state.now);
    if (fact.type === 'ReplicaBecameFollower' || wasLeading) continue;
    const broker = brokersOf(sim.world).find((one) => one.id === id);
    const known = broker === undefined ? undefined : replicaOf(broker, topic, partition)?.followers.find(({ logEndOffset }) => logEndOffset !== UNKNOWN_OFFSET);
    if (known === undefined || sim.state.now === 0) continue;
    return { guarantee: 'begins-knowing-nothing', sentence: `Broker ${id} begins to lead ${partitionName(topic, partition)} and believes to know that broker ${known.broker} is at ${known.logEndOffset}.` };
  }
  return null;
}
