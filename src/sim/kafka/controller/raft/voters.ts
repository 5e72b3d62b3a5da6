import { unreachable } from '../../../../base/assert.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import type { QuorumLeader } from '../../protocol/controlPlane.ts';
import type { RaftNode } from './raftState.ts';
import { includesVoter, type ReplicaKey, type Voter } from './voterSet.ts';

/** The voters as this node has them: what its log says last, committed or not, else what it is configured with. */
export function votersOf(node: Pick<RaftNode, 'disk' | 'staticVoters'>): readonly Voter[] {
  return node.disk.log.voterSets.at(-1)?.voters ?? node.staticVoters;
}

export function keyOf(node: Pick<RaftNode, 'id' | 'disk'>): ReplicaKey & { readonly directoryId: string } {
  return { id: node.id, directoryId: node.disk.directoryId };
}

/** Whether this node, with the disk it has now, is a voter; else it is an observer. */
export function isVoter(node: Pick<RaftNode, 'id' | 'disk' | 'staticVoters'>): boolean {
  return includesVoter(votersOf(node), keyOf(node));
}

export function isOnlyVoter(node: RaftNode): boolean {
  return votersOf(node).length === 1 && isVoter(node);
}

/** Where a controller is reached: from the voter set, from whoever named the leader, or from the configuration. */
export function addressOf(node: RaftNode, id: number): NodeIndex | null {
  if (id === node.disk.election.leaderId && node.raft.leaderNode !== null) return node.raft.leaderNode;
  return votersOf(node).find((voter) => voter.id === id)?.node ?? node.bootstrap.get(id) ?? null;
}

export function addressOrThrow(node: RaftNode, id: number): NodeIndex {
  return addressOf(node, id) ?? unreachable(`the address of controller ${id} is known`);
}

/** The leader as this node knows it, for requests and answers. */
export function knownLeader(node: RaftNode): QuorumLeader {
  const { epoch, leaderId } = node.disk.election;
  if (leaderId === null) return { leaderId: -1, leaderEpoch: epoch, leaderNode: -1 };
  const leaderNode = leaderId === node.id ? node.node : (addressOf(node, leaderId) ?? -1);
  return { leaderId, leaderEpoch: epoch, leaderNode };
}
