import type { BrokerContext, BrokerNode } from '../../broker/brokerState.ts';
import type { ZkBroker } from '../../broker/zk/zkBrokerState.ts';
import type { ZkResult } from '../../protocol/zookeeper.ts';
import type { BrokerId, TopicPartition } from '../../types.ts';
import { isActiveController, resign } from './controllership.ts';
import {
  forEachPartition,
  isOnline,
  type ControllerStep,
  type IsrWrite,
  type LiveBroker,
  type ReadPurpose,
} from './zkControllerState.ts';
import { initialZkState } from './zkLeaderElection.ts';

/** Whose znode `/controller` is. Nobody's: this broker may try to be it (`maybeResign`, `elect`). */
export function onControllerRead(
  broker: BrokerNode,
  zk: ZkBroker,
  ctx: BrokerContext,
  next: 'elect' | 'resign',
  { data }: ZkResult,
): void {
  const { controller } = zk;
  const wasActive = isActiveController(broker, zk);
  controller.activeId = data.kind === 'controller' ? data.broker : -1;
  if (wasActive && !isActiveController(broker, zk)) resign(broker, zk, ctx);
  if (next === 'elect' && controller.activeId === -1) controller.steps.unshift({ kind: 'readEpoch' });
}

/** Whoever creates the znode is the controller; the epoch goes up in the same transaction. */
export function onClaimAnswered(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, epoch: number, result: ZkResult): void {
  if (result.code === 'OK') become(broker, zk, ctx, epoch, result.stat?.version ?? 0);
  // Somebody was faster, or this broker's own claim went through and its answer was lost.
  else zk.controller.steps.unshift({ kind: 'verifyClaim', epoch });
}

export function onClaimVerified(
  broker: BrokerNode,
  zk: ZkBroker,
  ctx: BrokerContext,
  epoch: number,
  [owner, written]: readonly ZkResult[],
): void {
  const { controller } = zk;
  const isMine = owner?.data.kind === 'controller' && owner.data.broker === broker.id;
  if (isMine && written?.data.kind === 'number' && written.data.value === epoch) {
    become(broker, zk, ctx, epoch, written.stat?.version ?? 0);
  } else {
    controller.activeId = owner?.data.kind === 'controller' ? owner.data.broker : -1;
  }
}

/**
 * A new controller knows nothing: it reads all brokers, all topics, and the state of every single partition, and tells every
 * broker of all of it. This is why its time grows with the number of partitions (`onControllerFailover`).
 */
function become(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, epoch: number, version: number): void {
  const { controller } = zk;
  controller.activeId = broker.id;
  controller.epoch = epoch;
  controller.epochVersion = version;
  controller.electedAt = ctx.now;
  controller.live = new Map();
  controller.shuttingDown = new Set();
  controller.topics = new Map();
  controller.deleting = new Map();
  ctx.emit({ type: 'ControllerElected', controller: broker.id, epoch, mode: 'zookeeper' });
  controller.steps.unshift({ kind: 'readBrokerIds', purpose: 'failover' });
}

export function onBrokersRead(
  zk: ZkBroker,
  purpose: ReadPurpose,
  ids: readonly BrokerId[],
  results: readonly ZkResult[],
): void {
  const { controller } = zk;
  const current = new Map<BrokerId, LiveBroker>();
  ids.forEach((id, index) => {
    const result = results[index];
    if (result?.data.kind !== 'broker' || result.stat === null) return;
    current.set(id, { epoch: result.stat.czxid, node: result.data.node, rack: result.data.rack });
  });
  if (purpose === 'failover') {
    controller.live = current;
    controller.steps.unshift({ kind: 'readTopicNames', purpose });
    return;
  }
  controller.steps.unshift(...brokerChangeSteps(zk, current));
}

/** New, bounced (back so fast that its absence was not seen) and dead ones, in this order (`processBrokerChange`). */
function brokerChangeSteps({ controller }: ZkBroker, current: ReadonlyMap<BrokerId, LiveBroker>): ControllerStep[] {
  const fresh: (LiveBroker & { id: BrokerId })[] = [];
  const bounced: (LiveBroker & { id: BrokerId })[] = [];
  for (const [id, live] of current) {
    const known = controller.live.get(id);
    if (known === undefined) fresh.push({ id, ...live });
    else if (live.epoch > known.epoch) bounced.push({ id, ...live });
  }
  const dead = [...controller.live.keys()].filter((id) => !current.has(id));
  const steps: ControllerStep[] = [];
  if (fresh.length > 0) steps.push({ kind: 'brokersUp', brokers: fresh });
  if (bounced.length > 0) steps.push({ kind: 'brokersDown', brokers: bounced.map(({ id }) => id) }, { kind: 'brokersUp', brokers: bounced });
  if (dead.length > 0) steps.push({ kind: 'brokersDown', brokers: dead });
  return steps;
}

export function onTopicNames(zk: ZkBroker, purpose: ReadPurpose, children: readonly string[]): void {
  const { controller } = zk;
  const names = purpose === 'failover' ? children : children.filter((name) => !controller.topics.has(name));
  if (names.length > 0) controller.steps.unshift({ kind: 'readTopics', purpose, names });
  else if (purpose === 'failover') controller.steps.unshift({ kind: 'startMachines' });
}

/** Assignments of topics: of all, or of new ones and those that have got more partitions. */
export function onTopicsRead(zk: ZkBroker, purpose: ReadPurpose, names: readonly string[], results: readonly ZkResult[]): void {
  const { controller } = zk;
  const added: TopicPartition[] = [];
  names.forEach((topic, index) => {
    const data = results[index]?.data;
    if (data?.kind !== 'topic') return;
    const known = controller.topics.get(topic) ?? { id: data.id, partitions: [] };
    controller.topics.set(topic, known);
    for (let partition = known.partitions.length; partition < data.assignment.length; partition += 1) {
      known.partitions.push({ replicas: data.assignment[partition] ?? [], state: 'new', info: null });
      added.push({ topic, partition });
    }
  });
  if (purpose === 'failover') {
    const all: TopicPartition[] = [];
    forEachPartition(controller, (_, name) => all.push(name));
    controller.steps.unshift({ kind: 'readStates', partitions: all }, { kind: 'startMachines' });
    return;
  }
  const writes: IsrWrite[] = [];
  for (const name of added) {
    const replicas = controller.topics.get(name.topic)?.partitions[name.partition]?.replicas ?? [];
    const data = initialZkState(replicas, (id) => isOnline(controller, id), controller.epoch);
    if (data !== null) writes.push({ ...name, data });
  }
  if (writes.length > 0) controller.steps.unshift({ kind: 'initialize', writes });
}
