import { assertNever } from '../../../base/assert.ts';
import * as words from '../../../words/run/refusals.ts';
import type { NodeIndex } from '../../kernel/types.ts';
import { shutDownBroker } from '../broker/brokerRole.ts';
import { createBroker, wipeBroker } from '../broker/createBroker.ts';
import { REMOTE_STORAGE_NAME } from '../tier/remoteStorageNode.ts';
import { createZkBroker } from '../broker/zk/formZkBroker.ts';
import { loseUnflushed } from '../broker/logManager.ts';
import { brokerName, controllerName, controllersOf, processOf, zooKeeperName, zooKeepersOf } from '../cluster.ts';
import type { BrokerCommand, ControllerCommand, NodeCommand } from '../commands.ts';
import { createController, wipeController } from '../controller/formCluster.ts';
import type { ControllerSpec } from '../spec.ts';
import { losePowerOfController } from '../controller/controllerState.ts';
import { losePowerOfObserver } from '../controller/raft/observer.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import { wipeMember } from '../zookeeper/follower.ts';
import { join } from './joinNode.ts';
import type { Execution } from './executeCommand.ts';

/** Commands about machines and processes. Returns why it could not be done, or null. */
export function executeNodeCommand(
  execution: Execution,
  command: BrokerCommand | ControllerCommand | NodeCommand,
): string | null {
  switch (command.kind) {
    case 'killBroker':
      return killServer(execution, brokerName(command.broker), command.powerLoss);
    case 'killController':
      return killServer(execution, metadataServerName(execution, command.controller), command.powerLoss);
    case 'restartBroker':
      return restart(execution, brokerName(command.broker), command.wipe);
    case 'restartController':
      return restart(execution, metadataServerName(execution, command.controller), command.wipe);
    case 'addController':
      return addController(execution, command.controller);
    case 'shutdownBroker':
      return shutDown(execution, brokerName(command.broker));
    case 'addBroker': {
      const { cluster } = execution;
      if (cluster.byName.has(brokerName(command.broker.id))) return words.brokerExists(command.broker.id);
      const voters = new Map(controllersOf(cluster).map((controller) => [controller.id, controller.node]));
      const servers = zooKeepersOf(cluster).map(({ node }) => node);
      const { spec } = cluster;
      join(execution, brokerName(command.broker.id), (node) => {
        const broker =
          spec.metadata === 'zookeeper'
            ? createZkBroker(spec, command.broker, node, servers, null)
            : createBroker(spec, command.broker, node, voters, null);
        if (broker.config.remoteLogStorageSystemEnable) broker.remoteStorage = cluster.byName.get(REMOTE_STORAGE_NAME) ?? null;
        return broker;
      });
      return null;
    }
    case 'pauseNode':
      return pause(execution, command.node, command.forUs);
    case 'resumeNode':
      return resume(execution, command.node);
    case 'slowNode': {
      const slowness = { cpu: command.cpuFactor, disk: command.diskFactor, network: command.networkFactor };
      return forProcess(execution, command.node, (index) => {
        execution.world.slowNode(index, slowness);
        execution.ctxFor(index).emit({ type: 'NodeSlowed', ...slowness });
      });
    }
    default:
      return assertNever(command);
  }
}

function addController(execution: Execution, controller: ControllerSpec): string | null {
  const { cluster } = execution;
  if (cluster.spec.metadata === 'zookeeper') return words.ensembleIsFixed;
  const name = controllerName(controller.id);
  if (cluster.byName.has(name)) return words.controllerExists(controller.id);
  const others = new Map(controllersOf(cluster).map(({ id, node }) => [id, node]));
  const index = join(execution, name, (node) => createController(cluster.spec, controller, node, others));
  // Servers look for the quorum under one name that stands for all controllers, as a name server would have it.
  for (const node of cluster.nodes) {
    if (node.role === 'controller') node.bootstrap = new Map(node.bootstrap).set(controller.id, index);
    if (node.role === 'broker') node.observer.controllers = new Map(node.observer.controllers).set(controller.id, index);
  }
  return null;
}

/** A KRaft controller, or in ZooKeeper mode a server of the ensemble. */
function metadataServerName({ cluster }: Execution, id: number): string {
  return cluster.spec.metadata === 'zookeeper' ? zooKeeperName(id) : controllerName(id);
}

function find({ cluster }: Execution, name: string): NodeIndex | string {
  return cluster.byName.get(name) ?? words.nothingCalled(name);
}

/** Does it to all of the process that the node belongs to: broker and controller of a combined node share their fate. */
function forProcess(execution: Execution, name: string, act: (index: NodeIndex) => void): string | null {
  const node = find(execution, name);
  if (typeof node === 'string') return node;
  for (const index of processOf(execution.cluster, node)) act(index);
  return null;
}

function pause(execution: Execution, name: string, forUs: number | null): string | null {
  const node = find(execution, name);
  if (typeof node === 'string') return node;
  const status = execution.world.statusOf(node);
  if (status !== 'running') return status === 'paused' ? words.pausedAlready(name) : words.notRunning(name);
  return forProcess(execution, name, (index) => {
    execution.world.pauseNode(index, forUs);
    execution.ctxFor(index).emit({ type: 'NodePaused', forUs });
  });
}

function resume(execution: Execution, name: string): string | null {
  const node = find(execution, name);
  if (typeof node === 'string') return node;
  if (execution.world.statusOf(node) !== 'paused') return words.notPaused(name);
  return forProcess(execution, name, (index) => {
    execution.world.resumeNode(index);
    execution.ctxFor(index).emit({ type: 'NodeResumed' });
  });
}

/** The process dies. Also for producers and consumers. */
export function kill(execution: Execution, name: string): string | null {
  const node = find(execution, name);
  if (typeof node === 'string') return node;
  if (execution.world.statusOf(node) === 'dead') return words.notRunning(name);
  return forProcess(execution, name, (index) => {
    execution.ctxFor(index).emit({ type: 'NodeKilled' });
    execution.world.crashNode(index);
  });
}

/** A server dies, with `powerLoss` together with its machine: what is not on the disk then may be gone. */
function killServer(execution: Execution, name: string, powerLoss: boolean): string | null {
  const node = find(execution, name);
  if (powerLoss && typeof node !== 'string' && execution.world.statusOf(node) !== 'dead') {
    for (const index of processOf(execution.cluster, node)) losePower(execution, index);
  }
  return kill(execution, name);
}

function losePower({ cluster, ctxFor }: Execution, index: NodeIndex): void {
  const node = cluster.nodes[index];
  const ctx = ctxFor(index);
  const pick = (bound: number): number => scaleToBound(ctx.random('powerLoss'), bound);
  if (node?.role === 'controller') losePowerOfController(node, ctx.now, pick);
  if (node?.role === 'broker') {
    losePowerOfObserver(node.observer, ctx.now, pick);
    loseUnflushed(node, ctx);
  }
}

function restart(execution: Execution, name: string, wipe: boolean): string | null {
  const node = find(execution, name);
  if (typeof node === 'string') return node;
  if (processOf(execution.cluster, node).some((index) => execution.world.statusOf(index) !== 'dead')) return words.isRunning(name);
  return forProcess(execution, name, (index) => start(execution, index, wipe));
}

function start({ cluster, ctxFor, world }: Execution, index: NodeIndex, wipe: boolean): void {
  const ctx = ctxFor(index);
  const node = cluster.nodes[index];
  if (wipe) {
    if (node?.role === 'broker') wipeBroker(node);
    if (node?.role === 'controller') wipeController(node);
    if (node?.role === 'zookeeper') wipeMember(node);
    ctx.emit({ type: 'DiskWiped' });
  }
  ctx.emit({ type: 'NodeStarted' });
  world.startNode(index);
}

function shutDown(execution: Execution, name: string): string | null {
  const index = find(execution, name);
  if (typeof index === 'string') return index;
  const node = execution.cluster.nodes[index];
  const status = execution.world.statusOf(index);
  if (node?.role !== 'broker' || status === 'dead') return words.notRunning(name);
  if (status === 'paused') return words.pausedSoCannotStop(name);
  if (node.lifecycle.state === 'shutting-down') return words.shuttingDownAlready(name);
  shutDownBroker(node, execution.ctxFor(index));
  return null;
}
