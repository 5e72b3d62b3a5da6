import type { TimeUs } from '../../../base/flavor.ts';
import type { ConnectionId } from '../../kernel/networkTypes.ts';
import type { NodeIndex, TimerId } from '../../kernel/types.ts';
import { planted } from '../config/modelSwitches.ts';
import type { ConfigOverrides, ControllerConfig } from '../config/types.ts';
import { EMPTY_IMAGE, type MetadataImage } from '../metadata/image.ts';
import {
  cloneRequestTable,
  emptyRequestTable,
  type ReplyTo,
  type RequestTable,
} from '../net/requestTable.ts';
import type { LocalMetadataRequest } from '../protocol/controlPlane.ts';
import type { RoleContext } from '../role.ts';
import type { BrokerId, Offset } from '../types.ts';
import type { ControllerResponse } from './errorResponses.ts';
import { freshSnapshotGenerator, type SnapshotGenerator } from './raft/snapshotGenerator.ts';
import type { Voter } from './raft/voterSet.ts';
import { losePower } from './raft/powerLoss.ts';
import {
  cloneControllerDisk,
  cloneRaftState,
  freshRaftState,
  type ControllerDisk,
  type RaftNode,
  type RaftState,
  type RaftTimer,
} from './raft/raftState.ts';

export type ControllerTimer = RaftTimer | { readonly kind: keyof ControllerTimers };

export type ControllerContext = RoleContext<ControllerTimer>;

/** The active controller's periodic tasks; null when not scheduled. */
export interface ControllerTimers {
  fenceStaleBrokers: TimerId | null;
  writeNoOp: TimerId | null;
  electPreferred: TimerId | null;
  electUnclean: TimerId | null;
}

/** An answer that waits until everything up to `offset` is committed. */
export interface DeferredReply {
  /** Exclusive: the high watermark that must be reached. */
  readonly offset: Offset;
  readonly replyTo: ReplyTo;
  readonly response: ControllerResponse;
}

/** What the active controller remembers of a broker and does not write down. Immutable. Offsets are inclusive, as Kafka's. */
export interface BrokerContact {
  readonly brokerEpoch: number;
  /** Null before the first heartbeat, and once the session has ended. */
  readonly lastContactAt: TimeUs | null;
  /** Last metadata offset that the broker had applied at its last heartbeat; -1 before the first. */
  readonly metadataOffset: Offset;
  /** While it shuts down: the offset that all active brokers have to apply before it may stop. */
  readonly controlledShutdownOffset: Offset | null;
}

/** Memory of the QuorumController. */
export interface QuorumControllerState {
  /** Epoch in which this node is the active controller; null on a standby. */
  activeEpoch: number | null;
  /** Everything committed, as far as this node knows. */
  committed: MetadataImage;
  /** On the active controller: everything written, committed or not. The same as `committed` on a standby. */
  image: MetadataImage;
  deferred: DeferredReply[];
  readonly contacts: Map<BrokerId, BrokerContact>;
  readonly timers: ControllerTimers;
  readonly generator: SnapshotGenerator;
  readonly local: LocalBroker;
}

/** The broker in the same process, on a combined node. */
export interface LocalBroker {
  /** The connection it speaks on; null when there is no such broker, or it has not spoken yet. */
  connection: ConnectionId | null;
  /** Waits for something new to be committed. */
  waiting: { readonly replyTo: ReplyTo; readonly request: LocalMetadataRequest } | null;
  /** It is gone without having said that it shuts down, and so is the process. */
  isGone: boolean;
}

export function freshQuorumController(): QuorumControllerState {
  return {
    activeEpoch: null,
    committed: EMPTY_IMAGE,
    image: EMPTY_IMAGE,
    deferred: [],
    contacts: new Map(),
    timers: { fenceStaleBrokers: null, writeNoOp: null, electPreferred: null, electUnclean: null },
    generator: freshSnapshotGenerator(0),
    local: { connection: null, waiting: null, isGone: false },
  };
}

/** A KRaft controller: a voter of the quorum, or an observer that may become one. */
export interface ControllerNode extends RaftNode {
  readonly role: 'controller';
  /** Kafka's node.id. */
  readonly id: number;
  readonly node: NodeIndex;
  readonly config: ControllerConfig;
  /** Server defaults of topic settings such as `min.insync.replicas`. */
  readonly clusterOverrides: ConfigOverrides;
  bootstrap: ReadonlyMap<number, NodeIndex>;
  readonly staticVoters: readonly Voter[];
  requests: RequestTable;
  /** Survives a crash; the rest does not. */
  disk: ControllerDisk;
  raft: RaftState;
  controller: QuorumControllerState;
}

/** Whether this node is the active controller. */
export function isActive(node: ControllerNode): boolean {
  return node.controller.activeEpoch !== null;
}

/**
 * The power fails before the process dies: what the leader has not flushed may be gone (see `losePower`), even if it was
 * alone in its quorum and has committed it.
 */
export function losePowerOfController(node: ControllerNode, now: TimeUs, pick: (bound: number) => number): void {
  const { disk } = node;
  losePower(disk.log, now, pick);
  disk.toldUpTo = Math.min(disk.toldUpTo, disk.log.endOffset);
}

/** The process died; what is on disk stays. */
export function crashController(node: ControllerNode): void {
  const { election } = node.disk;
  if (election.votedFor !== null && planted(node.config.model, 'VOTE_NOT_PERSISTED')) node.disk.election = { ...election, votedFor: null };
  node.requests = emptyRequestTable();
  node.raft = freshRaftState();
  node.controller = freshQuorumController();
}

export function cloneController(node: ControllerNode): ControllerNode {
  const { controller } = node;
  return {
    role: 'controller',
    id: node.id,
    node: node.node,
    config: node.config,
    clusterOverrides: node.clusterOverrides,
    bootstrap: node.bootstrap,
    staticVoters: node.staticVoters,
    requests: cloneRequestTable(node.requests),
    disk: cloneControllerDisk(node.disk),
    raft: cloneRaftState(node.raft),
    controller: {
      activeEpoch: controller.activeEpoch,
      committed: controller.committed,
      image: controller.image,
      deferred: controller.deferred.slice(),
      contacts: new Map(controller.contacts),
      timers: { ...controller.timers },
      generator: { ...controller.generator },
      local: { ...controller.local },
    },
  };
}
