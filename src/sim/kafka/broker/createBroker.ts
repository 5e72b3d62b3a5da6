import { assert } from '../../../base/assert.ts';
import type { NodeIndex } from '../../kernel/types.ts';
import { resolveTopicConfig } from '../config/resolve.ts';
import type { FormedCluster } from '../controller/formCluster.ts';
import { createObserver, formedObserver } from '../controller/raft/observer.ts';
import { EMPTY_IMAGE } from '../metadata/image.ts';
import type { BrokerSpec, ClusterSpec } from '../spec.ts';
import { freshLifecycle, freshVolatile, type BrokerNode } from './brokerState.ts';

/**
 * A broker's process and disk. With `formed` it belongs to the cluster since before the run began and is running;
 * without, it is new: its disk is empty and it registers when it starts. A controller of the same id is in the same process.
 */
export function createBroker(
  spec: ClusterSpec,
  broker: BrokerSpec,
  node: NodeIndex,
  controllers: ReadonlyMap<number, NodeIndex>,
  formed: FormedCluster | null,
): BrokerNode {
  const local = controllers.get(broker.id) ?? null;
  const overrides = { ...spec.clusterOverrides, ...broker.overrides };
  const topicDefaults = resolveTopicConfig({}, overrides);
  assert(topicDefaults.ok, 'the document was checked before it became a cluster');
  const registered = formed?.image.brokers.get(broker.id);
  return {
    role: 'broker',
    id: broker.id,
    node,
    rack: broker.rack,
    config: broker.config,
    topicDefaults: topicDefaults.config,
    overrides,
    remoteStorage: null,
    ...freshVolatile(),
    lifecycle: {
      state: registered === undefined ? 'stopped' : 'running',
      incarnation: registered?.incarnation ?? 0,
      cleanShutdownEpoch: -1,
      ...freshLifecycle(),
      brokerEpoch: registered?.brokerEpoch ?? -1,
      readyToUnfence: registered !== undefined,
      fenced: registered === undefined,
    },
    observer:
      formed === null
        ? createObserver(controllers, broker.config, local)
        : formedObserver(controllers, broker.config, formed, local),
    zk: null,
    image: formed?.image ?? EMPTY_IMAGE,
    replicas: new Map(),
    logTasks: { checkpointsFromUs: 0, checkpointTimer: null, writebackPhaseUs: -1 },
    nextSession: 1,
    nextProduce: 1,
    nextDelete: 1,
  };
}

/** An empty disk instead of the old one: logs, checkpoints and metadata are gone. */
export function wipeBroker(broker: BrokerNode): void {
  broker.replicas = new Map();
  broker.lifecycle.cleanShutdownEpoch = -1;
  const { controllers, local } = broker.observer;
  broker.observer = createObserver(controllers, broker.config, local);
}
