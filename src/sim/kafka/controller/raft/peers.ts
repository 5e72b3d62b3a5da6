import type { TimeUs } from '../../../../base/flavor.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import { readyAt, sendRequest, type PendingRequest } from '../../net/requestTable.ts';
import type { ApiRequest } from '../../protocol/messages.ts';
import { CHANNEL } from '../../types.ts';
import { addressOrThrow } from './voters.ts';
import { NEVER, type RaftContext, type RaftNode } from './raftState.ts';

/*
 * Requests to the other voters (`RequestManager`): one under way to each, and a pause after one that failed. Answers
 * to requests from before `resetPeers` are not expected any more and are dropped.
 */

/** When a request may be sent to a voter: `NEVER` while one is under way. */
export function peerReadyAt(node: RaftNode, peerId: number, to: NodeIndex = addressOrThrow(node, peerId)): TimeUs {
  const peer = node.raft.peers.get(peerId);
  if (peer !== undefined && peer.correlationId !== null) return NEVER;
  const reconnectAt = readyAt(node.requests, to, CHANNEL.raft);
  return peer === undefined ? reconnectAt : Math.max(peer.backoffUntil, reconnectAt);
}

export function hasRequestInFlight(node: RaftNode): boolean {
  for (const peer of node.raft.peers.values()) {
    if (peer.correlationId !== null) return true;
  }
  return false;
}

export function sendToPeer(
  node: RaftNode,
  ctx: RaftContext,
  peerId: number,
  request: ApiRequest,
  to: NodeIndex = addressOrThrow(node, peerId),
): void {
  const correlationId = sendRequest(
    ctx,
    node.requests,
    to,
    CHANNEL.raft,
    request,
    node.config.controllerQuorumRequestTimeoutUs,
  );
  node.raft.peers.set(peerId, { correlationId, backoffUntil: 0 });
}

/** The voter whose answer, or failure to answer, this is; null when it is not waited for any more. */
export function expectedFrom(node: RaftNode, pending: PendingRequest): number | null {
  for (const [id, peer] of node.raft.peers) {
    if (peer.correlationId === pending.correlationId) return id;
  }
  return null;
}

/** Ends the pending request, with a pause of `controller.quorum.retry.backoff.ms` before the next if it failed. */
export function peerAnswered(
  node: RaftNode,
  now: TimeUs,
  peerId: number,
  correlationId: number,
  succeeded: boolean,
): void {
  if (node.raft.peers.get(peerId)?.correlationId !== correlationId) return;
  if (succeeded) {
    node.raft.peers.delete(peerId);
    return;
  }
  const backoffUntil = now + node.config.controllerQuorumRetryBackoffUs;
  node.raft.peers.set(peerId, { correlationId: null, backoffUntil });
}

export function resetPeers(node: RaftNode): void {
  node.raft.peers.clear();
}
