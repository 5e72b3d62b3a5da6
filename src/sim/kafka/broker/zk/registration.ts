import type { ZkOp, ZkResult } from '../../protocol/zookeeper.ts';
import { brokerPath, CONFIG_BROKERS, CONFIG_CHANGES, CONFIG_TOPICS } from '../../zookeeper/znode.ts';
import { setLifecycleState } from '../brokerLifecycle.ts';
import type { BrokerContext, BrokerNode } from '../brokerState.ts';
import { submitOps } from './zkClient.ts';
import type { ZkBroker } from './zkBrokerState.ts';

/**
 * Kafka's process ends when its znode is still there, as after a restart within the session of its predecessor; here it
 * tries again after this, as whoever supervises it would have it do.
 */
const REGISTER_RETRY_US = 1_000_000;

/** A starting broker: settings first, then `/brokers/ids/N`, then it looks who is the controller (`KafkaServer.startup`). */
export function readConfigs(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const children = (path: string, watch: boolean) => ({ op: 'getChildren', path, watch }) as const;
  submitOps(broker, zk, ctx, [children(CONFIG_CHANGES, true), children(CONFIG_TOPICS, false), children(CONFIG_BROKERS, false)], {
    kind: 'configNames',
  });
}

export function register(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  submitOps(broker, zk, ctx, [registration(broker)], { kind: 'registered' });
}

export function registration({ id, node, rack }: BrokerNode): ZkOp {
  return { op: 'multi', writes: [{ op: 'create', path: brokerPath(id), data: { kind: 'broker', node, rack }, mode: 'ephemeral' }] };
}

/** The broker epoch is the transaction that created the znode. True when the broker runs from now on. */
export function noteRegistered(broker: BrokerNode, ctx: BrokerContext, result: ZkResult): boolean {
  const { lifecycle } = broker;
  if (result.code !== 'OK' || result.stat === null) {
    ctx.emit({ type: 'RegistrationRefused', broker: broker.id });
    ctx.setTimer(REGISTER_RETRY_US, { kind: 'zkRegister' });
    return false;
  }
  lifecycle.brokerEpoch = result.stat.czxid;
  lifecycle.cleanShutdownEpoch = -1;
  lifecycle.fenced = false;
  if (lifecycle.state !== 'starting') return false;
  setLifecycleState(broker, ctx, 'running');
  return true;
}
