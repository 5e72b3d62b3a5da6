import type { TimeUs } from '../../../../base/flavor.ts';
import type { NodeIndex, TimerId } from '../../../kernel/types.ts';
import type { AdminCommand, ConsumerCommand, TopicCommand } from '../../commands.ts';
import type { ReplicaKey, Voter } from '../../controller/raft/voterSet.ts';
import { cloneRequestTable, emptyRequestTable, type RequestTable } from '../../net/requestTable.ts';
import type { RoleContext } from '../../role.ts';
import type { Offset } from '../../types.ts';
import { cloneClientMetadata, emptyClientMetadata, type ClientMetadata } from '../clientMetadata.ts';

export type AdminTimer =
  | { readonly kind: 'adminRetry'; readonly task: number }
  | { readonly kind: 'adminDeadline'; readonly task: number };

export type AdminContext = RoleContext<AdminTimer>;

export type ElectLeadersCommand = Extract<AdminCommand, { readonly kind: 'electLeaders' }>;
export type ReassignCommand = Extract<AdminCommand, { readonly kind: 'reassignPartitions' }>;
export type DeleteRecordsCommand = Extract<AdminCommand, { readonly kind: 'deleteRecords' }>;
export type SeekCommand = Extract<ConsumerCommand, { readonly kind: 'seek' }>;

/** What the admin client can be asked to do. A `seek` has to be one of a group. */
export type AdminTaskCommand = TopicCommand | ElectLeadersCommand | ReassignCommand | DeleteRecordsCommand | SeekCommand | VoterTask;

/** `kafka-metadata-quorum add-controller` and `remove-controller`. */
export type VoterTask =
  | { readonly kind: 'addVoter'; readonly voter: Voter }
  | { readonly kind: 'removeVoter'; readonly voter: ReplicaKey };

/** What the steps of moving a group's offsets have found out so far, by partition. */
export interface SeekProgress {
  partitions: readonly number[];
  earliest: Map<number, Offset>;
  latest: Map<number, Offset>;
  /** -1: no record is that young. */
  byTime: Map<number, Offset>;
}

/** A call of the admin client: one request, or several one after the other, tried again as a whole. */
export interface AdminTask {
  readonly id: number;
  readonly command: AdminTaskCommand;
  readonly deadlineAt: TimeUs;
  readonly deadlineTimer: TimerId;
  attempts: number;
  retryTimer: TimerId | null;
  /** Correlation ids of its unanswered requests. */
  awaiting: Set<number>;
  seek: SeekProgress;
}

/** The tools (`kafka-topics` and its kin) of whoever runs the cluster, as one process with one admin client. */
export interface AdminNode {
  readonly role: 'admin';
  readonly id: string;
  readonly node: NodeIndex;
  requests: RequestTable;
  metadata: ClientMetadata;
  /** In the order in which they were given. */
  tasks: Map<number, AdminTask>;
  nextTask: number;
}

/** `bootstrap`: nodes of the cluster to learn the others from. */
export function createAdmin(node: NodeIndex, bootstrap: readonly NodeIndex[]): AdminNode {
  return {
    role: 'admin',
    id: 'admin',
    node,
    requests: emptyRequestTable(),
    metadata: emptyClientMetadata(bootstrap),
    tasks: new Map(),
    nextTask: 1,
  };
}

export function emptySeekProgress(): SeekProgress {
  return { partitions: [], earliest: new Map(), latest: new Map(), byTime: new Map() };
}

export function cloneAdmin(node: AdminNode): AdminNode {
  const tasks = new Map<number, AdminTask>();
  for (const [id, task] of node.tasks) tasks.set(id, cloneTask(task));
  return { ...node, requests: cloneRequestTable(node.requests), metadata: cloneClientMetadata(node.metadata), tasks };
}

function cloneTask(task: AdminTask): AdminTask {
  const { seek } = task;
  return {
    ...task,
    awaiting: new Set(task.awaiting),
    seek: {
      partitions: seek.partitions,
      earliest: new Map(seek.earliest),
      latest: new Map(seek.latest),
      byTime: new Map(seek.byTime),
    },
  };
}
