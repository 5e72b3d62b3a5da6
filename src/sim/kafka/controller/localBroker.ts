import type { ConnectionId } from '../../kernel/networkTypes.ts';
import { reply, type ReplyTo } from '../net/requestTable.ts';
import type { LocalMetadataRequest } from '../protocol/controlPlane.ts';
import type { ControllerContext, ControllerNode } from './controllerState.ts';
import { latestSnapshot } from './raft/logSnapshots.ts';
import { knownLeader } from './raft/voters.ts';
import { readLog } from './raft/metadataLog.ts';

/*
 * A combined node is two nodes here, a controller and a broker of one id, with one fate and a wire between them that takes next to no time. The
 * broker fetches no metadata of its own: it is handed what its controller knows to be committed, as a listener of the same raft client.
 */

export function askLocally(node: ControllerNode, replyTo: ReplyTo, request: LocalMetadataRequest): void {
  const { local } = node.controller;
  local.connection = replyTo.connection;
  local.waiting = { replyTo, request };
}

/** Answers the broker of this process if there is something new for it. To be called at the end of every event. */
export function answerLocally(node: ControllerNode, ctx: ControllerContext): void {
  const { local, committed } = node.controller;
  if (local.waiting === null) return;
  const { replyTo, request } = local.waiting;
  const { log, election } = node.disk;
  const leaderId = election.leaderId ?? -1;
  const isNews = committed.offset > request.offset || leaderId !== request.leaderId || election.epoch !== request.leaderEpoch;
  if (!isNews) return;
  local.waiting = null;
  const { offset } = request;
  const highWatermark = Math.max(offset, committed.offset);
  const snapshot = offset < highWatermark && (offset === 0 || offset < log.startOffset) ? latestSnapshot(log) : null;
  const batches = readLog(log, snapshot?.offset ?? offset, highWatermark, Number.MAX_SAFE_INTEGER);
  reply(ctx, replyTo, { api: 'LocalMetadata', ...knownLeader(node), highWatermark, snapshot, batches });
}

/** Notes that the broker of this process is gone. */
export function noteLocalGone(node: ControllerNode, connection: ConnectionId): void {
  const { local } = node.controller;
  if (local.connection !== connection) return;
  local.connection = null;
  local.waiting = null;
  local.isGone = true;
}
