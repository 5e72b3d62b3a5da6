import { assertNever } from '../../../base/assert.ts';
import type { NodeIndex } from '../../kernel/types.ts';
import { shutDownBroker } from '../broker/brokerRole.ts';
import { createBroker, wipeBroker } from '../broker/createBroker.ts';
import { REMOTE_STORAGE_NAME } from '../tier/remoteStorageNode.ts';
import { createZkBroker } from '../broker/zk/formZkBroker.ts';
import { brokerName, controllerName, controllersOf, zooKeeperName, zooKeepersOf } from '../cluster.ts';
import type { BrokerCommand, ControllerCommand, NodeCommand } from '../commands.ts';
import { wipeController } from '../controller/formCluster.ts';
import { losePowerOfController } from '../controller/controllerState.ts';
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
      return kill(execution, brokerName(command.broker));
    case 'killController':
      return killServer(execution, metadataServerName(execution, command.controller), command.powerLoss);
    case 'restartBroker':
      return restart(execution, brokerName(command.broker), command.wipe);
    case 'restartController':
      return restart(execution, metadataServerName(execution, command.controller), command.wipe);
    case 'shutdownBroker':
      return shutDown(execution, brokerName(command.broker));
    case 'addBroker': {
      const { cluster } = execution;
      if (cluster.byName.has(brokerName(command.broker.id))) return `Broker ${command.broker.id} exists already.`;
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
    case 'pauseNode': {
      const node = find(execution, command.node);
      if (typeof node === 'string') return node;
      const status = execution.world.statusOf(node);
      if (status !== 'running') return `${command.node} is ${status === 'paused' ? 'paused already' : 'not running'}.`;
      execution.world.pauseNode(node, command.forUs);
      execution.ctxFor(node).emit({ type: 'NodePaused', forUs: command.forUs });
      return null;
    }
    case 'resumeNode': {
      const node = find(execution, command.node);
      if (typeof node === 'string') return node;
      if (execution.world.statusOf(node) !== 'paused') return `${command.node} is not paused.`;
      execution.world.resumeNode(node);
      execution.ctxFor(node).emit({ type: 'NodeResumed' });
      return null;
    }
    case 'slowNode': {
      const node = find(execution, command.node);
      if (typeof node === 'string') return node;
      const slowness = { cpu: command.cpuFactor, disk: command.diskFactor, network: command.networkFactor };
      execution.world.slowNode(node, slowness);
      execution.ctxFor(node).emit({ type: 'NodeSlowed', ...slowness });
      return null;
    }
    default:
      return assertNever(command);
  }
}

/** A KRaft controller, or in ZooKeeper mode a server of the ensemble. */
function metadataServerName({ cluster }: Execution, id: number): string {
  return cluster.spec.metadata === 'zookeeper' ? zooKeeperName(id) : controllerName(id);
}

function find({ cluster }: Execution, name: string): NodeIndex | string {
  return cluster.byName.get(name) ?? `Nothing is called ${name}.`;
}

/** The process dies. Also for producers and consumers. */
export function kill(execution: Execution, name: string): string | null {
  const node = find(execution, name);
  if (typeof node === 'string') return node;
  if (execution.world.statusOf(node) === 'dead') return `${name} is not running.`;
  execution.ctxFor(node).emit({ type: 'NodeKilled' });
  execution.world.crashNode(node);
  return null;
}

/** A server dies, with `powerLoss` together with its machine. */
function killServer(execution: Execution, name: string, powerLoss: boolean): string | null {
  const index = execution.cluster.byName.get(name);
  const node = index === undefined ? undefined : execution.cluster.nodes[index];
  if (powerLoss && index !== undefined && node?.role === 'controller' && execution.world.statusOf(index) !== 'dead') {
    const ctx = execution.ctxFor(index);
    losePowerOfController(node, ctx.now, (bound) => scaleToBound(ctx.random('powerLoss'), bound));
  }
  return kill(execution, name);
}

function restart(execution: Execution, name: string, wipe: boolean): string | null {
  const index = find(execution, name);
  if (typeof index === 'string') return index;
  if (execution.world.statusOf(index) !== 'dead') return `${name} is running.`;
  const ctx = execution.ctxFor(index);
  const node = execution.cluster.nodes[index];
  if (wipe) {
    if (node?.role === 'broker') wipeBroker(node);
    if (node?.role === 'controller') wipeController(node);
    if (node?.role === 'zookeeper') wipeMember(node);
    ctx.emit({ type: 'DiskWiped' });
  }
  ctx.emit({ type: 'NodeStarted' });
  execution.world.startNode(index);
  return null;
}

function shutDown(execution: Execution, name: string): string | null {
  const index = find(execution, name);
  if (typeof index === 'string') return index;
  const node = execution.cluster.nodes[index];
  const status = execution.world.statusOf(index);
  if (node?.role !== 'broker' || status === 'dead') return `${name} is not running.`;
  if (status === 'paused') return `${name} is paused and cannot begin to shut down.`;
  if (node.lifecycle.state === 'shutting-down') return `${name} is shutting down already.`;
  shutDownBroker(node, execution.ctxFor(index));
  return null;
}
