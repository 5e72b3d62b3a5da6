import type { Offset } from '../types.ts';

/** What the group coordinator writes to `__consumer_offsets` (classic groups). */
export type CoordinatorRecord =
  | {
      readonly type: 'OffsetCommit';
      readonly group: string;
      readonly topic: string;
      readonly partition: number;
      /** The next offset to read. */
      readonly offset: Offset;
      readonly leaderEpoch: number;
    }
  /** Takes a committed offset back: in Kafka a record with the same key and no value. */
  | { readonly type: 'OffsetTombstone'; readonly group: string; readonly topic: string; readonly partition: number }
  | {
      readonly type: 'GroupMetadata';
      readonly group: string;
      readonly generation: number;
      readonly protocol: string | null;
      readonly leader: string | null;
      readonly members: readonly GroupMetadataMember[];
    };

export interface GroupMetadataMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly sessionTimeoutUs: number;
  readonly rebalanceTimeoutUs: number;
  readonly topics: readonly string[];
  readonly assignment: readonly { readonly topic: string; readonly partition: number }[];
}
