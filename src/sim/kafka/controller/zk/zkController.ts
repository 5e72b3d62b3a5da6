import type { BrokerContext, BrokerNode } from '../../broker/brokerState.ts';
import type { ZkBroker } from '../../broker/zk/zkBrokerState.ts';
import type { ZkResult } from '../../protocol/zookeeper.ts';
import { beginStep } from './begin.ts';
import { isActiveController, refuseSteps, resign } from './controllership.ts';
import { stepsFor } from './events.ts';
import { finishStep } from './finish.ts';
import type { ControllerEvent, ControllerStep } from './zkControllerState.ts';

/** Something the controller has to see to, after all that came before it (`ControllerEventManager`). */
export function enqueueEvent(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, event: ControllerEvent): void {
  zk.controller.queue.push(event);
  runController(broker, zk, ctx);
}

/** One event after the other, each step by step. What waits for ZooKeeper holds up everything behind it, as Kafka's one thread does. */
function runController(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { controller } = zk;
  while (!controller.waiting) {
    const step = controller.steps.shift();
    if (step !== undefined) {
      beginStep(broker, zk, ctx, step);
      continue;
    }
    const event = controller.queue.shift();
    if (event === undefined) return;
    controller.steps = stepsFor(broker, zk, ctx, event);
  }
}

/** ZooKeeper has answered what a step asked. */
export function onStepAnswered(
  broker: BrokerNode,
  zk: ZkBroker,
  ctx: BrokerContext,
  step: ControllerStep,
  results: readonly ZkResult[],
): void {
  zk.controller.waiting = false;
  finishStep(broker, zk, ctx, step, results);
  runController(broker, zk, ctx);
}

/** The session is over, and with it the claim to be the controller: all that was under way or waits is dropped. */
export function onControllerExpired(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { controller } = zk;
  const wasActive = isActiveController(broker, zk);
  controller.waiting = false;
  refuseSteps(ctx, controller.steps);
  controller.steps = [];
  const dropped = controller.queue;
  controller.queue = [];
  controller.activeId = -1;
  if (wasActive) resign(broker, zk, ctx);
  for (const event of dropped) if ('replyTo' in event) controller.queue.push(event);
}
