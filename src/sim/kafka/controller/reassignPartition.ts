import * as words from '../../../words/run/partitionAnswers.ts';
import { partitionIn, type MetadataImage } from '../metadata/image.ts';
import type { MetadataRecord } from '../metadata/records.ts';
import type { AlterPartitionReassignmentsRequest } from '../protocol/controlPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { BrokerId } from '../types.ts';
import type { ControllerNode } from './controllerState.ts';
import {
  buildPartitionChange,
  type PartitionChange,
  type PartitionChangeContext,
  type PartitionRegistration,
} from './partitionChange.ts';
import { changeContext, changeRecord } from './partitionRecords.ts';
import type { ControllerResult } from './quorumController.ts';
import { isReassignmentInProgress, revertReassignment, startReassignment } from './reassignment.ts';
import { wrongReplicas } from './replicaAssignment.ts';

interface Refusal {
  readonly error: ErrorCode;
  readonly message: string;
}

/** A change, null when nothing changes; or why not. */
type Outcome = { readonly change: PartitionChange | null } | Refusal;

/**
 * Begins to move a partition to other replicas, or cancels that. Kafka: `ReplicationControlManager.alterPartitionReassignments`
 * (KIP-455), whose check that the replication factor stays (KIP-860) is off by default and left out.
 */
export function reassignPartition(node: ControllerNode, request: AlterPartitionReassignmentsRequest): ControllerResult {
  const { image } = node.controller;
  const { topic, partition, replicas } = request;
  const registration = partitionIn(image, topic, partition);
  if (registration === undefined) {
    const message = image.topics.has(topic) ? words.noPartition(`${topic}-${partition}`) : words.noTopic(topic);
    return refuse({ error: 'UNKNOWN_TOPIC_OR_PARTITION', message });
  }
  const context = changeContext(node, image, topic);
  const outcome =
    replicas === null
      ? cancelReassignment(registration, context)
      : changeReassignment(image, registration, replicas, context);
  if ('error' in outcome) return refuse(outcome);
  const records: MetadataRecord[] =
    outcome.change === null ? [] : [changeRecord(topic, partition, registration, outcome.change)];
  return { records, response: { api: 'AlterPartitionReassignments', error: 'NONE', message: null } };
}

/**
 * The first step of a move: all replicas, new and old, are listed, and what is being added and removed. Where nothing has
 * to be waited for, the move ends in the same record. Over a reassignment under way, replicas on their way in count as
 * there already, and lists that come out empty leave what stands: putting back the original replicas does not end a
 * move that added some, cancelling does. Kafka: `changePartitionReassignment`.
 */
function changeReassignment(
  image: MetadataImage,
  partition: PartitionRegistration,
  target: readonly BrokerId[],
  context: PartitionChangeContext,
): Outcome {
  const wrong = wrongReplicas(image, target, null);
  if (wrong !== null) return { error: 'INVALID_REPLICA_ASSIGNMENT', message: words.replicasUnusable(wrong) };
  const { replicas, adding, removing } = startReassignment(partition.replicas, target);
  const change = buildPartitionChange(
    partition,
    {
      replicas,
      addingReplicas: adding.length > 0 ? adding : partition.addingReplicas,
      removingReplicas: removing.length > 0 ? removing : partition.removingReplicas,
    },
    context,
  );
  return { change };
}

/** Back to the replicas from before. Kafka: `cancelPartitionReassignment`. */
function cancelReassignment(
  partition: PartitionRegistration,
  context: PartitionChangeContext & { readonly uncleanLeaderElection: boolean },
): Outcome {
  if (!isReassignmentInProgress({ adding: partition.addingReplicas, removing: partition.removingReplicas })) {
    return { error: 'NO_REASSIGNMENT_IN_PROGRESS', message: words.noReassignment };
  }
  const under = { replicas: partition.replicas, adding: partition.addingReplicas, removing: partition.removingReplicas };
  const reverted = revertReassignment(under, partition.isr);
  if (reverted.unclean && !context.uncleanLeaderElection) {
    const message = words.goingBackIsUnclean;
    return { error: 'INVALID_REPLICA_ASSIGNMENT', message };
  }
  const change = buildPartitionChange(
    partition,
    {
      isr: reverted.isr,
      replicas: reverted.replicas,
      addingReplicas: [],
      removingReplicas: [],
      election: context.uncleanLeaderElection ? 'UNCLEAN' : 'ONLINE',
    },
    context,
  );
  return { change };
}

function refuse({ error, message }: Refusal): ControllerResult {
  return { records: [], response: { api: 'AlterPartitionReassignments', error, message } };
}
