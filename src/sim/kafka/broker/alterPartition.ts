import { activeController } from '../controller/raft/observer.ts';
import { sendRequest, type PendingRequest } from '../net/requestTable.ts';
import type {
  AlterPartitionProposal,
  AlterPartitionRequest,
  AlterPartitionResponse,
} from '../protocol/controlPlane.ts';
import { CHANNEL, type BrokerId } from '../types.ts';
import { replicaOf, type BrokerContext, type BrokerNode } from './brokerState.ts';
import { afterAlterPartitionError, proposedIsr } from './isrRules.ts';
import { maybeAdvanceHighWatermark, setPartitionState } from './partitionLeader.ts';
import { followerOf, type Replica } from './replica.ts';

/** `AlterPartitionManager`'s wait after a request that failed as a whole. */
const RETRY_US = 50_000;
/** `controller.socket.timeout.ms`, which the model does not take from the configuration. */
const CONTROLLER_SOCKET_TIMEOUT_US = 30_000_000;

/** Sends all proposals that wait, one request at a time a broker (`DefaultAlterPartitionManager`). */
export function sendAlterPartitions(broker: BrokerNode, ctx: BrokerContext): void {
  const manager = broker.alterPartition;
  if (manager.unsent.size === 0 || manager.inFlight !== null || manager.retryTimer !== null) return;
  if (broker.lifecycle.brokerEpoch < 0) return;
  const controller = activeController(broker.observer);
  if (controller === null) {
    retryLater(broker, ctx);
    return;
  }
  const partitions: AlterPartitionProposal[] = [];
  for (const name of manager.unsent) {
    const replica = byName(broker, name);
    if (replica?.role === 'leader' && replica.isr.kind !== 'committed') {
      partitions.push(proposalOf(broker, replica, proposedIsr(replica.isr)));
    }
  }
  manager.unsent.clear();
  if (partitions.length === 0) return;
  const request: AlterPartitionRequest = {
    api: 'AlterPartition',
    broker: broker.id,
    brokerEpoch: broker.lifecycle.brokerEpoch,
    partitions,
  };
  manager.inFlight = sendRequest(ctx, broker.requests, controller, CHANNEL.controller, request, CONTROLLER_SOCKET_TIMEOUT_US);
}

function byName(broker: BrokerNode, name: string): Replica | undefined {
  const dash = name.lastIndexOf('-');
  return replicaOf(broker, name.slice(0, dash), Number(name.slice(dash + 1)));
}

function proposalOf(
  broker: BrokerNode,
  replica: Replica,
  isr: readonly BrokerId[],
): AlterPartitionProposal {
  return {
    topic: replica.topic,
    partition: replica.partition,
    leaderEpoch: replica.leaderEpoch,
    partitionEpoch: replica.partitionEpoch,
    isr: isr.map((id) => ({ broker: id, brokerEpoch: epochOf(broker, replica, id) })),
    leaderRecoveryState: 'RECOVERED',
  };
}

/** The epoch of the incarnation that fetched; -1, which is not checked, before the first fetch (KIP-903). */
function epochOf(broker: BrokerNode, replica: Replica, id: BrokerId): number {
  if (broker.config.model.noBrokerEpochCheck) return -1;
  if (id === broker.id) return broker.lifecycle.brokerEpoch;
  return Math.max(-1, followerOf(replica, id)?.brokerEpoch ?? -1);
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
  if (response.error !== 'NONE') {
    putBack(broker, pending);
    retryLater(broker, ctx);
    return;
  }
  const proposals = pending.request.api === 'AlterPartition' ? pending.request.partitions : [];
  for (const answer of response.partitions) {
    const replica = replicaOf(broker, answer.topic, answer.partition);
    if (replica === undefined || replica.role !== 'leader' || replica.isr.kind === 'committed') continue;
    // What the leader has learnt otherwise meanwhile, or wants by now, is not what this answers.
    const asked = proposals.find(({ topic, partition }) => topic === answer.topic && partition === answer.partition);
    if (asked === undefined || !isStillProposed(replica, asked)) continue;
    if (answer.error !== 'NONE') {
      const after = afterAlterPartitionError(replica.isr, answer.error);
      setPartitionState(broker, replica, after.state);
      if (after.retry) broker.alterPartition.unsent.add(replica.name);
      continue;
    }
    if (answer.leaderEpoch !== replica.leaderEpoch || answer.partitionEpoch < replica.partitionEpoch) continue;
    replica.partitionEpoch = answer.partitionEpoch;
    setPartitionState(broker, replica, { kind: 'committed', isr: answer.isr });
    maybeAdvanceHighWatermark(broker, ctx, replica);
  }
  sendAlterPartitions(broker, ctx);
}

function isStillProposed(replica: Replica, asked: AlterPartitionProposal): boolean {
  if (replica.isr.kind === 'committed' || asked.leaderEpoch !== replica.leaderEpoch) return false;
  const isr = proposedIsr(replica.isr);
  return (
    asked.partitionEpoch === replica.partitionEpoch &&
    asked.isr.length === isr.length &&
    asked.isr.every((member, index) => member.broker === isr[index])
  );
}

/** The controller could not be asked; the proposals stand and are sent again. */
export function onAlterPartitionFailure(
  broker: BrokerNode,
  ctx: BrokerContext,
  pending: PendingRequest,
): void {
  if (broker.alterPartition.inFlight !== pending.correlationId) return;
  broker.alterPartition.inFlight = null;
  putBack(broker, pending);
  retryLater(broker, ctx);
}

function putBack(broker: BrokerNode, pending: PendingRequest): void {
  if (pending.request.api !== 'AlterPartition') return;
  for (const { topic, partition } of pending.request.partitions) {
    const replica = replicaOf(broker, topic, partition);
    if (replica !== undefined) broker.alterPartition.unsent.add(replica.name);
  }
}

function retryLater(broker: BrokerNode, ctx: BrokerContext): void {
  if (broker.alterPartition.retryTimer !== null) return;
  broker.alterPartition.retryTimer = ctx.setTimer(RETRY_US, { kind: 'alterPartitionRetry' });
}
