import type { ReplyTo } from '../../net/requestTable.ts';
import type {
  CreatePartitionsRequest,
  CreateTopicsRequest,
  DeleteTopicsRequest,
  IncrementalAlterConfigsRequest,
} from '../../protocol/controlPlane.ts';
import type { ZkOp } from '../../protocol/zookeeper.ts';

/** A tool's request that `ZkAdminManager` carries out by writing znodes; the controller's watches do the rest. */
export type AdminTask =
  | { readonly kind: 'createTopic'; readonly replyTo: ReplyTo; readonly request: CreateTopicsRequest; readonly partitions: number }
  | { readonly kind: 'createPartitions'; readonly replyTo: ReplyTo; readonly request: CreatePartitionsRequest }
  | { readonly kind: 'deleteTopic'; readonly replyTo: ReplyTo; readonly request: DeleteTopicsRequest }
  | { readonly kind: 'readConfig'; readonly replyTo: ReplyTo; readonly request: IncrementalAlterConfigsRequest; readonly path: string }
  | { readonly kind: 'writeConfig'; readonly replyTo: ReplyTo; readonly writes: readonly ZkOp[] };
