import type { Cluster } from '../kafka/cluster.ts';
import { checkCluster } from './checkCluster.ts';
import type { GuaranteeId } from '../kafka/guaranteeId.ts';
import type { Ghosts } from './ghosts.ts';
import { PROMISES } from './promises.ts';

/** How one promise stands, in the form of the contract's state. `sentence` says what broke it. */
export interface GuaranteeStatus {
  readonly id: GuaranteeId;
  readonly status: 'holds' | 'broken';
  readonly sentence: string | null;
}

/** All promises at the cluster's current moment, after what the ghosts have seen of its run. */
export function reportGuarantees(cluster: Cluster, ghosts: Ghosts): GuaranteeStatus[] {
  const violations = checkCluster(cluster, ghosts);
  return PROMISES.map(({ id }) => {
    const broken = violations.find(({ guarantee }) => guarantee === id);
    return { id, status: broken === undefined ? 'holds' : 'broken', sentence: broken?.sentence ?? null };
  });
}
