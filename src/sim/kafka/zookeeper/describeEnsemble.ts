import type { KafkaSimulation } from '../createCluster.ts';
import { zooKeepersOf, type Cluster } from '../cluster.ts';
import { ensembleView } from '../clusterImage.ts';
import { loggedCount, type ZooKeeperNode } from './ensembleState.ts';

/** A server of the ensemble for pictures and reports. Transactions are counted since the cluster was formed. */
export interface EnsembleMember {
  readonly id: number;
  readonly status: 'running' | 'paused' | 'dead';
  readonly role: 'looking' | 'following' | 'leading';
  readonly epoch: number;
  /** How many transactions are in its log, and how many of them it has applied, since they are committed. */
  readonly logged: number;
  readonly applied: number;
}

export function describeEnsemble(sim: KafkaSimulation): EnsembleMember[] {
  return zooKeepersOf(sim.world).map(({ id, node, member, disk }) => ({
    id,
    status: sim.control.statusOf(node),
    role: member.kind,
    epoch: disk.currentEpoch,
    logged: loggedCount(disk),
    applied: disk.database.count,
  }));
}

/** The controller as the znodes have it: the broker, -1 for nobody, and the epoch. */
export function describeController(cluster: Cluster): { readonly broker: number; readonly epoch: number } {
  const { controller } = ensembleView(cluster);
  return { broker: controller?.id ?? -1, epoch: controller?.zk?.controller.epoch ?? -1 };
}

/** Whether the broker has a session, by what a server has applied. */
export function hasSession({ disk }: ZooKeeperNode, broker: number): boolean {
  return [...disk.database.sessions.values()].some((session) => session.broker === broker);
}

/** When the ensemble's leader would end the broker's session; null when it has none, and while there is no leader to end it. */
export function sessionEndOf(leader: ZooKeeperNode | null, broker: number): number | null {
  if (leader?.member.kind !== 'leading') return null;
  for (const [session, { broker: owner }] of leader.disk.database.sessions) {
    if (owner === broker) return leader.member.expiry.get(session) ?? null;
  }
  return null;
}
