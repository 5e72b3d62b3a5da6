import type { BrokerContext, BrokerNode } from '../../broker/brokerState.ts';
import { submitOps } from '../../broker/zk/zkClient.ts';
import type { ZkBroker } from '../../broker/zk/zkBrokerState.ts';
import { reply } from '../../net/requestTable.ts';
import type { ZkOp, ZkResult, ZkWrite } from '../../protocol/zookeeper.ts';
import { CONTROLLER_EPOCH } from '../../zookeeper/znode.ts';
import { errorResponse } from '../errorResponses.ts';
import { removeAllChannels } from './channels.ts';
import { emptyBatch, type ControllerStep } from './zkControllerState.ts';

export function isActiveController(broker: BrokerNode, zk: ZkBroker): boolean {
  return zk.controller.activeId === broker.id;
}

/** Asks ZooKeeper; the step goes on with the answers. */
export function askZk(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, ops: readonly ZkOp[], step: ControllerStep): void {
  zk.controller.waiting = true;
  submitOps(broker, zk, ctx, ops, { kind: 'controller', step });
}

/** A write that fails when there is a newer controller (`retryRequestsUntilConnected` with the epoch's version). */
export function asController({ controller }: ZkBroker, ...writes: readonly ZkWrite[]): ZkOp {
  return { op: 'multi', writes: [{ op: 'check', path: CONTROLLER_EPOCH, version: controller.epochVersion }, ...writes] };
}

/** Whether such a write failed because another broker is the controller now (`ControllerMovedException`). */
export function hasMoved(results: readonly ZkResult[]): boolean {
  return results.some(({ code, failedAt }) => failedAt === 0 && code !== 'OK');
}

/** Drops what was to be done and finds out who is the controller. */
export function onMoved({ controller }: ZkBroker, ctx: BrokerContext, step: ControllerStep): void {
  refuseSteps(ctx, [step, ...controller.steps]);
  controller.batch = emptyBatch();
  controller.steps = [{ kind: 'readController', next: 'resign' }];
}

/** Whoever waits for what is not done is told to look for the controller. */
export function refuseSteps(ctx: BrokerContext, steps: readonly ControllerStep[]): void {
  for (const step of steps) {
    switch (step.kind) {
      case 'writeIsrs':
        reply(ctx, step.replyTo, errorResponse('AlterPartition', 'NOT_CONTROLLER'));
        break;
      case 'answerShutdown':
        reply(ctx, step.replyTo, { api: 'ControlledShutdown', error: 'NOT_CONTROLLER', remaining: [] });
        break;
      case 'answerElection':
        reply(ctx, step.replyTo, errorResponse('ElectLeaders', 'NOT_CONTROLLER'));
        break;
      case 'readProducerIds':
      case 'writeProducerIds':
        reply(ctx, step.replyTo, errorResponse('AllocateProducerIds', 'NOT_CONTROLLER'));
        break;
      default:
    }
  }
}

/** Forgets all a controller knows (`onControllerResignation`). */
export function resign(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { controller } = zk;
  ctx.emit({ type: 'ControllerResigned', broker: broker.id, epoch: controller.epoch });
  removeAllChannels(zk, ctx);
  if (controller.rebalanceTimer !== null) ctx.cancelTimer(controller.rebalanceTimer);
  controller.rebalanceTimer = null;
  controller.batch = emptyBatch();
  controller.live = new Map();
  controller.shuttingDown = new Set();
  controller.topics = new Map();
  controller.deleting = new Map();
}
