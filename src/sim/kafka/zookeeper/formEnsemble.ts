import { unreachable } from '../../../base/assert.ts';
import type { NodeIndex } from '../../kernel/types.ts';
import type { FormedCluster } from '../controller/formCluster.ts';
import { configKey, type MetadataImage } from '../metadata/image.ts';
import type { ClusterSpec } from '../spec.ts';
import type { BrokerId } from '../types.ts';
import type { ZkSession, ZkSnapshot } from '../protocol/zookeeper.ts';
import { databaseOf } from './database.ts';
import { freshMember, type ZooKeeperNode } from './ensembleState.ts';
import { zxidOf } from './leader.ts';
import { bucketOf } from './sessions.ts';
import {
  BROKER_IDS,
  brokerPath,
  configPath,
  CONTROLLER,
  CONTROLLER_EPOCH,
  NOTHING,
  PARENTS,
  PRODUCER_IDS,
  statePath,
  topicPath,
  type Znode,
  type ZnodeData,
} from './znode.ts';

/** A cluster with ZooKeeper that has been running for a while: what the znodes say, and whose sessions there are. Immutable. */
export interface FormedEnsemble {
  readonly snapshot: ZkSnapshot;
  readonly leader: number;
  readonly epoch: number;
  readonly sessions: ReadonlyMap<BrokerId, number>;
  readonly controller: BrokerId;
  readonly controllerEpoch: number;
}

const EPOCH = 1;
const FORMED_CONTROLLER_EPOCH = 1;

/** The same cluster as with KRaft, in znodes: the broker that came first is the controller, the largest server id leads. */
export function formEnsemble(spec: ClusterSpec, formed: FormedCluster, sessionTimeoutUs: number): FormedEnsemble {
  const znodes = new Map<string, Znode>();
  let counter = 0;
  const create = (path: string, data: ZnodeData, ephemeralOwner = 0): number => {
    counter += 1;
    const zxid = zxidOf(EPOCH, counter);
    znodes.set(path, { data, czxid: zxid, mzxid: zxid, pzxid: zxid, version: 0, ephemeralOwner });
    return zxid;
  };
  for (const path of PARENTS) create(path, NOTHING);
  const sessions = new Map<BrokerId, number>();
  const open = new Map<number, ZkSession>();
  for (const { id } of spec.brokers) {
    counter += 1;
    sessions.set(id, zxidOf(EPOCH, counter));
    open.set(zxidOf(EPOCH, counter), { timeoutUs: sessionTimeoutUs, broker: id });
  }
  const first = spec.brokers[0]?.id ?? unreachable('a cluster has a broker');
  for (const { id, node, rack } of formed.image.brokers.values()) {
    create(brokerPath(id), { kind: 'broker', node, rack }, sessions.get(id) ?? 0);
    if (id !== first) continue;
    create(CONTROLLER_EPOCH, { kind: 'number', value: FORMED_CONTROLLER_EPOCH });
    create(CONTROLLER, { kind: 'controller', broker: id }, sessions.get(id) ?? 0);
  }
  create(PRODUCER_IDS, { kind: 'number', value: 0 });
  addTopics(formed.image, create);
  const zxid = zxidOf(EPOCH, counter);
  const children = znodes.get(BROKER_IDS);
  if (children !== undefined) znodes.set(BROKER_IDS, { ...children, pzxid: zxid });
  return {
    snapshot: { zxid, count: counter, znodes, sessions: open, nextSequence: 0 },
    leader: Math.max(...spec.controllers.map(({ id }) => id)),
    epoch: EPOCH,
    sessions,
    controller: first,
    controllerEpoch: FORMED_CONTROLLER_EPOCH,
  };
}

function addTopics(image: MetadataImage, create: (path: string, data: ZnodeData) => number): void {
  for (const { name, id, partitions } of image.topics.values()) {
    create(configPath('topic', name), { kind: 'config', entries: image.configs.get(configKey('topic', name)) ?? {} });
    create(topicPath(name), { kind: 'topic', id, assignment: partitions.map(({ replicas }) => replicas) });
    partitions.forEach(({ leader, leaderEpoch, isr, leaderRecoveryState }, partition) => {
      create(statePath(name, partition), {
        kind: 'partition',
        leader,
        leaderEpoch,
        isr,
        controllerEpoch: FORMED_CONTROLLER_EPOCH,
        leaderRecoveryState,
      });
    });
  }
}

/** One member, in the middle of its part at time 0; `start` connects followers and sets timers. */
export function formedMember(id: number, node: NodeIndex, members: ReadonlyMap<number, NodeIndex>, formed: FormedEnsemble): ZooKeeperNode {
  const { snapshot, epoch, leader } = formed;
  const database = databaseOf(snapshot);
  const member: ZooKeeperNode = {
    role: 'zookeeper',
    id,
    node,
    members,
    ...freshMember(),
    disk: { acceptedEpoch: epoch, currentEpoch: epoch, log: [], baseZxid: snapshot.zxid, database },
  };
  if (id === leader) {
    const expiry = new Map([...snapshot.sessions].map(([session, { timeoutUs }]) => [session, bucketOf(timeoutUs)]));
    const nextCounter = snapshot.count + 1;
    member.member = {
      kind: 'leading',
      round: 1,
      epoch,
      joining: new Map(),
      learners: new Map(),
      established: true,
      nextCounter,
      expiry,
      since: 0,
      timer: null,
      sessionTimer: null,
    };
  } else {
    member.member = {
      kind: 'following',
      leader,
      round: 1,
      attempts: 0,
      connection: null,
      serving: true,
      lastHeardAt: 0,
      touched: new Set(),
      timer: null,
    };
  }
  return member;
}
