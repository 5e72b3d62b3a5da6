import { sendRequest, type PendingRequest } from '../net/requestTable.ts';
import type {
  AlterPartitionProposal,
  AlterPartitionRequest,
  AlterPartitionResponse,
} from '../protocol/controlPlane.ts';
import { CHANNEL, partitionName } from '../types.ts';
import { controllerNode, replicaOf, type BrokerContext, type BrokerNode } from './brokerState.ts';
import { afterAlterPartitionError, proposedIsr } from './isrRules.ts';
import { maybeAdvanceHighWatermark, setPartitionState } from './partitionLeader.ts';
import type { Replica } from './replica.ts';

/** `AlterPartitionManager`'s wait after a request that failed as a whole. */
const RETRY_US = 50_000;
/** `controller.socket.timeout.ms`, which the model does not take from the configuration. */
const CONTROLLER_SOCKET_TIMEOUT_US = 30_000_000;

/**
 * Sends all proposals that wait, one request at a time a broker (`DefaultAlterPartitionManager`). They wait on until each is
 * answered, so that what is sent again is what was proposed: the replicas and incarnations of that moment.
 */
export function sendAlterPartitions(broker: BrokerNode, ctx: BrokerContext): void {
  const manager = broker.alterPartition;
  if (manager.unsent.size === 0 || manager.inFlight !== null || manager.retryTimer !== null) return;
  if (broker.lifecycle.brokerEpoch < 0) return;
  const controller = controllerNode(broker);
  if (controller === null) {
    retryLater(broker, ctx);
    return;
  }
  const request: AlterPartitionRequest = {
    api: 'AlterPartition',
    broker: broker.id,
    brokerEpoch: broker.lifecycle.brokerEpoch,
    partitions: [...manager.unsent.values()],
  };
  manager.inFlight = sendRequest(ctx, broker.requests, controller, CHANNEL.controller, request, CONTROLLER_SOCKET_TIMEOUT_US);
}

/** Adopts what the controller committed, goes back, or tries again (`Partition.handleAlterPartitionUpdate`, `...Error`). */
export function onAlterPartitionResponse(
  broker: BrokerNode,
  ctx: BrokerContext,
  pending: PendingRequest,
  response: AlterPartitionResponse,
): void {
  if (broker.alterPartition.inFlight !== pending.correlationId) return;
  broker.alterPartition.inFlight = null;
  const proposals = pending.request.api === 'AlterPartition' ? pending.request.partitions : [];
  // Another controller is the active one by now: all of it is asked again, of that one.
  if (response.error !== 'NONE' || response.partitions.some(({ error }) => error === 'NOT_CONTROLLER')) {
    retryLater(broker, ctx);
    return;
  }
  for (const answer of response.partitions) {
    const asked = proposals.find(({ topic, partition }) => topic === answer.topic && partition === answer.partition);
    if (asked !== undefined) takeAnswer(broker, ctx, asked, answer);
  }
  sendAlterPartitions(broker, ctx);
}

function takeAnswer(
  broker: BrokerNode,
  ctx: BrokerContext,
  asked: AlterPartitionProposal,
  answer: AlterPartitionResponse['partitions'][number],
): void {
  const { unsent } = broker.alterPartition;
  const name = partitionName(asked.topic, asked.partition);
  if (unsent.get(name) === asked) unsent.delete(name);
  const replica = replicaOf(broker, asked.topic, asked.partition);
  if (replica === undefined || replica.role !== 'leader' || replica.isr.kind === 'committed') return;
  // What the leader has learnt otherwise meanwhile is not what this answers.
  if (!isStillProposed(replica, asked)) return;
  if (answer.error !== 'NONE') {
    const after = afterAlterPartitionError(replica.isr, answer.error);
    setPartitionState(broker, replica, after.state);
    if (after.retry) unsent.set(name, asked);
    return;
  }
  if (answer.leaderEpoch !== replica.leaderEpoch || answer.partitionEpoch < replica.partitionEpoch) return;
  replica.partitionEpoch = answer.partitionEpoch;
  setPartitionState(broker, replica, { kind: 'committed', isr: answer.isr });
  maybeAdvanceHighWatermark(broker, ctx, replica);
}

function isStillProposed(replica: Replica, asked: AlterPartitionProposal): boolean {
  if (replica.isr.kind === 'committed' || asked.topicId !== replica.topicId || asked.leaderEpoch !== replica.leaderEpoch) return false;
  const isr = proposedIsr(replica.isr);
  return (
    asked.partitionEpoch === replica.partitionEpoch &&
    asked.isr.length === isr.length &&
    asked.isr.every((member, index) => member.broker === isr[index])
  );
}

/** The controller could not be asked; the proposals stand as they were made and are sent again. */
export function onAlterPartitionFailure(
  broker: BrokerNode,
  ctx: BrokerContext,
  pending: PendingRequest,
): void {
  if (broker.alterPartition.inFlight !== pending.correlationId) return;
  broker.alterPartition.inFlight = null;
  retryLater(broker, ctx);
}

function retryLater(broker: BrokerNode, ctx: BrokerContext): void {
  if (broker.alterPartition.retryTimer !== null) return;
  broker.alterPartition.retryTimer = ctx.setTimer(RETRY_US, { kind: 'alterPartitionRetry' });
}
