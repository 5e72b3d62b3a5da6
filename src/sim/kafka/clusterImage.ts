import { listAt, listLength } from '../../base/chunkedList.ts';
import type { BrokerNode } from './broker/brokerState.ts';
import { brokersOf, controllersOf, zooKeepersOf, type Cluster } from './cluster.ts';
import type { ControllerNode } from './controller/controllerState.ts';
import { applyBatches, EMPTY_IMAGE, type MetadataImage } from './metadata/image.ts';
import type { MetadataBatch } from './metadata/records.ts';
import type { ZkDatabase } from './zookeeper/database.ts';
import type { ZooKeeperNode } from './zookeeper/ensembleState.ts';
import { CONTROLLER } from './zookeeper/znode.ts';

/** The quorum's leader, as an onlooker sees it: of those who hold themselves for leaders, the one of the latest epoch. */
export function quorumLeader(cluster: Cluster): ControllerNode | null {
  let found: ControllerNode | null = null;
  for (const controller of controllersOf(cluster)) {
    if (controller.raft.role?.kind !== 'leader') continue;
    if (found === null || controller.disk.election.epoch > found.disk.election.epoch) found = controller;
  }
  return found;
}

/**
 * The cluster's metadata as an onlooker may call it true: the furthest committed image that any node holds. For pictures and
 * reports only; no node may see it.
 */
export function committedImage(cluster: Cluster): MetadataImage {
  if (cluster.spec.metadata === 'zookeeper') return committedZnodes(cluster);
  let image = EMPTY_IMAGE;
  for (const controller of controllersOf(cluster)) {
    if (controller.controller.committed.offset > image.offset) image = controller.controller.committed;
  }
  for (const broker of brokersOf(cluster)) {
    if (broker.image.offset > image.offset) image = broker.image;
  }
  return image.offset > 0 ? image : imageOnDisk(cluster);
}

/** With ZooKeeper it is what the znodes say, as the member has them that has come furthest. */
function committedZnodes(cluster: Cluster): MetadataImage {
  let furthest: ZkDatabase | null = null;
  for (const { disk } of zooKeepersOf(cluster)) {
    if (furthest === null || disk.database.zxid > furthest.zxid) furthest = disk.database;
  }
  return furthest?.image ?? EMPTY_IMAGE;
}

/** The ensemble's leader, the broker that is the controller, and the member that has come furthest, each as an onlooker sees it; null when there is none. */
export function ensembleView(cluster: Cluster): { readonly leader: ZooKeeperNode | null; readonly controller: BrokerNode | null; readonly furthest: ZooKeeperNode | null } {
  let leader: ZooKeeperNode | null = null;
  let furthest: ZooKeeperNode | null = null;
  for (const member of zooKeepersOf(cluster)) {
    const isLeading = member.member.kind === 'leading' && member.member.established;
    if (isLeading && (leader === null || member.disk.currentEpoch > leader.disk.currentEpoch)) leader = member;
    if (furthest === null || member.disk.database.zxid > furthest.disk.database.zxid) furthest = member;
  }
  const data = furthest?.disk.database.znodes.get(CONTROLLER)?.data;
  const id = data?.kind === 'controller' ? data.broker : -1;
  return { leader, controller: brokersOf(cluster).find((broker) => broker.id === id) ?? null, furthest };
}

/** Nobody is running: what is known to be committed is on the controllers' disks. */
function imageOnDisk(cluster: Cluster): MetadataImage {
  let furthest: ControllerNode | null = null;
  for (const controller of controllersOf(cluster)) {
    if (furthest === null || controller.disk.toldUpTo > furthest.disk.toldUpTo) furthest = controller;
  }
  if (furthest === null) return EMPTY_IMAGE;
  const { log, toldUpTo } = furthest.disk;
  const base = log.snapshots.findLast(({ offset }) => offset <= toldUpTo)?.image ?? EMPTY_IMAGE;
  const batches: MetadataBatch[] = [];
  for (let index = 0; index < listLength(log.batches); index += 1) {
    const batch = listAt(log.batches, index);
    if (batch.baseOffset >= base.offset && batch.lastOffset < toldUpTo) batches.push(batch);
  }
  return applyBatches(base, batches);
}
