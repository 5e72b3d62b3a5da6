import type { TimeUs } from '../../../../base/flavor.ts';
import type { ConnectionId } from '../../../kernel/networkTypes.ts';
import type { NodeIndex, TimerId } from '../../../kernel/types.ts';
import type { ControllerConfig, ZooKeeperConfig } from '../../config/types.ts';
import {
  cloneZkController,
  freshZkController,
  type ControllerStep,
  type ZkControllerState,
} from '../../controller/zk/zkControllerState.ts';
import type { ReplyTo } from '../../net/requestTable.ts';
import type { ZkOp, ZkResult } from '../../protocol/zookeeper.ts';
import type { BrokerId } from '../../types.ts';
import type { AdminTask } from './zkAdminState.ts';

export type ZkTimer =
  | { readonly kind: 'zkReconnect' | 'zkPing' | 'zkRegister' | 'zkRebalance' | 'zkShutdownRetry' }
  | { readonly kind: 'zkChannel'; readonly broker: BrokerId };

/** What goes on when a group of requests to ZooKeeper has been answered. */
export type ZkContinuation =
  | { readonly kind: 'controller'; readonly step: ControllerStep }
  /** A starting broker reads settings, then registers. */
  | { readonly kind: 'configNames' | 'registered' }
  | { readonly kind: 'configs'; readonly paths: readonly string[]; readonly next: 'register' | 'none' }
  | { readonly kind: 'changeNames' }
  | { readonly kind: 'changes' }
  | { readonly kind: 'admin'; readonly task: AdminTask };

export interface ZkBatch {
  readonly next: ZkContinuation;
  results: (ZkResult | null)[];
  left: number;
}

export interface PendingOp {
  readonly batch: number;
  readonly index: number;
  readonly op: ZkOp;
  /** Null while it is not on its way. */
  readonly correlationId: number | null;
}

/** A client of ZooKeeper with its session (`ZooKeeperClient`, and ZooKeeper's own `ClientCnxn` below it). */
export interface ZkClient {
  session: number;
  /** Index into the list of servers. */
  server: number;
  state: 'connecting' | 'connected' | 'closing';
  connection: ConnectionId | null;
  /** Servers tried in vain since the last one that worked. */
  failures: number;
  lastZxid: number;
  unsent: PendingOp[];
  /** In the order sent; at most `zookeeper.max.in.flight.requests`. */
  inFlight: PendingOp[];
  batches: Map<number, ZkBatch>;
  nextBatch: number;
  /** Watches that are set: whether the znode was there, and paths whose children are watched. */
  watchedData: Map<string, 'present' | 'absent'>;
  watchedChildren: Set<string>;
  lastSentAt: TimeUs;
  timer: TimerId | null;
  pingTimer: TimerId | null;
}

export interface ZkSettings extends ZooKeeperConfig {
  /** What the controller goes by: settings that KRaft's controllers have, too. */
  readonly controller: ControllerConfig;
}

/** What a broker of the ZooKeeper era has in place of KRaft's lifecycle and metadata log. */
export interface ZkBroker {
  readonly servers: readonly NodeIndex[];
  readonly settings: ZkSettings;
  client: ZkClient;
  /** The latest of a controller that has sent orders; older ones are ignored. */
  controllerEpoch: number;
  /** The controller by whose orders this broker goes; -1 before any. */
  controllerId: BrokerId;
  controller: ZkControllerState;
  /** Changes of settings up to this one have been taken in. */
  lastConfigChange: string;
  shutdownAttempts: number;
  /** Requests about topics that wait until this broker has heard of them from the controller. */
  waitingTopics: {
    readonly replyTo: ReplyTo;
    readonly api: 'CreateTopics' | 'CreatePartitions' | 'DeleteTopics';
    readonly topic: string;
    /** How many there are to be: 0 when it is to be gone. */
    readonly partitions: number;
  }[];
}

export function freshZkClient(server: number): ZkClient {
  return {
    session: 0,
    server,
    state: 'connecting',
    connection: null,
    failures: 0,
    lastZxid: 0,
    unsent: [],
    inFlight: [],
    batches: new Map(),
    nextBatch: 1,
    watchedData: new Map(),
    watchedChildren: new Set(),
    lastSentAt: 0,
    timer: null,
    pingTimer: null,
  };
}

export function freshZkBroker(servers: readonly NodeIndex[], settings: ZkSettings, server: number): ZkBroker {
  return {
    servers,
    settings,
    client: freshZkClient(server),
    controllerEpoch: 0,
    controllerId: -1,
    controller: freshZkController(),
    lastConfigChange: '',
    shutdownAttempts: 0,
    waitingTopics: [],
  };
}

/** The process died; nothing of this is on disk. */
export function crashZkBroker(zk: ZkBroker): ZkBroker {
  return freshZkBroker(zk.servers, zk.settings, zk.client.server);
}

export function cloneZkBroker(zk: ZkBroker): ZkBroker {
  const { client } = zk;
  return {
    ...zk,
    client: {
      ...client,
      unsent: client.unsent.slice(),
      inFlight: client.inFlight.slice(),
      batches: new Map(
        [...client.batches].map(([id, { next, results, left }]) => [id, { next, results: results.slice(), left }]),
      ),
      watchedData: new Map(client.watchedData),
      watchedChildren: new Set(client.watchedChildren),
    },
    controller: cloneZkController(zk.controller),
    waitingTopics: zk.waitingTopics.slice(),
  };
}
