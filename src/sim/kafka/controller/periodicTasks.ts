import type { DurationUs } from '../../../base/flavor.ts';
import type { ControllerContext, ControllerNode, ControllerTimers } from './controllerState.ts';

export type PeriodicTask = keyof ControllerTimers;

const TASKS: readonly PeriodicTask[] = ['writeNoOp', 'fenceStaleBrokers', 'electPreferred', 'electUnclean'];

/** A task that has not finished goes on after this. */
const IMMEDIATE_PERIOD_US = 10_000;

/** The node is the active controller now (`PeriodicTaskControlManager.activate`). */
export function startPeriodicTasks(node: ControllerNode, ctx: ControllerContext): void {
  for (const task of TASKS) schedulePeriodicTask(node, ctx, task, false);
}

export function stopPeriodicTasks(node: ControllerNode, ctx: ControllerContext): void {
  const { timers } = node.controller;
  for (const task of TASKS) {
    const timer = timers[task];
    if (timer !== null) ctx.cancelTimer(timer);
    timers[task] = null;
  }
}

/** Sets the timer for a task's next run; `unfinished` runs it again almost at once. */
export function schedulePeriodicTask(
  node: ControllerNode,
  ctx: ControllerContext,
  task: PeriodicTask,
  unfinished: boolean,
): void {
  const periodUs = unfinished ? IMMEDIATE_PERIOD_US : taskPeriodUs(node, task);
  node.controller.timers[task] = periodUs === null ? null : ctx.setTimer(periodUs, { kind: task });
}

/** Null for a task that is switched off. */
function taskPeriodUs(node: ControllerNode, task: PeriodicTask): DurationUs | null {
  const { config } = node;
  switch (task) {
    case 'writeNoOp':
      return config.metadataMaxIdleIntervalUs;
    case 'fenceStaleBrokers':
      // So a broker is fenced at most an eighth later than its session ends.
      return Math.max(1_000, Math.floor(config.brokerSessionTimeoutUs / 8));
    case 'electPreferred':
      return config.autoLeaderRebalanceEnable ? config.leaderImbalanceCheckIntervalUs : null;
    case 'electUnclean':
      return config.uncleanLeaderElectionIntervalUs;
  }
}
