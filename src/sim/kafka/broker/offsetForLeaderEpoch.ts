import { endOffsetFor } from '../log/leaderEpochFileCache.ts';
import { reply, type ReplyTo } from '../net/requestTable.ts';
import type { OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse } from '../protocol/dataPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { missingReplica, replicaOf, type BrokerContext, type BrokerNode } from './brokerState.ts';

type Asked = OffsetForLeaderEpochRequest['partitions'][number];
type Answer = OffsetForLeaderEpochResponse['partitions'][number];

/**
 * Where epochs end in the logs this broker leads (`ReplicaManager.lastOffsetForLeaderEpoch`, KIP-101). An epoch that is not
 * known has no end, and that is no error. Before KIP-279 the answer did not say to which epoch the end belongs.
 */
export function handleOffsetForLeaderEpoch(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: OffsetForLeaderEpochRequest,
): void {
  const partitions = request.partitions.map((asked) => endOf(broker, asked));
  reply(ctx, replyTo, { api: 'OffsetForLeaderEpoch', partitions });
}

function endOf(broker: BrokerNode, { topic, partition, currentLeaderEpoch, leaderEpoch }: Asked): Answer {
  const refused = (error: ErrorCode): Answer => ({ topic, partition, error, leaderEpoch: -1, endOffset: -1 });
  const replica = replicaOf(broker, topic, partition);
  if (replica === undefined || replica.role === 'none') return refused(missingReplica(broker, topic, partition));
  if (currentLeaderEpoch >= 0 && currentLeaderEpoch < replica.leaderEpoch) return refused('FENCED_LEADER_EPOCH');
  if (currentLeaderEpoch > replica.leaderEpoch) return refused('UNKNOWN_LEADER_EPOCH');
  if (replica.role !== 'leader') return refused('NOT_LEADER_OR_FOLLOWER');
  const end = endOffsetFor(replica.log.epochs, leaderEpoch, replica.log.logEndOffset);
  if (end === null) return refused('NONE');
  const epoch = broker.config.model.truncation === 'kip-101' ? -1 : end.epoch;
  return { topic, partition, error: 'NONE', leaderEpoch: epoch, endOffset: end.endOffset };
}
