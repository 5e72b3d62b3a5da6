import { assert } from '../../../../base/assert.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import { resolveZooKeeperConfig } from '../../config/resolve.ts';
import type { ControllerConfig } from '../../config/types.ts';
import { addChannel } from '../../controller/zk/channels.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import type { BrokerSpec, ClusterSpec } from '../../spec.ts';
import { imageOf } from '../../zookeeper/zkImage.ts';
import { negotiatedSessionUs } from '../../zookeeper/sessions.ts';
import type { FormedEnsemble } from '../../zookeeper/formEnsemble.ts';
import {
  BROKER_IDS,
  BROKER_TOPICS,
  brokerPath,
  CONFIG_CHANGES,
  CONTROLLER,
  DELETE_TOPICS,
  partitionOfPath,
  topicPath,
} from '../../zookeeper/znode.ts';
import type { BrokerNode } from '../brokerState.ts';
import { createBroker } from '../createBroker.ts';
import { aliveBroker } from './stateChange.ts';
import { freshZkBroker, type ZkBroker, type ZkSettings } from './zkBrokerState.ts';

/** What a cluster with ZooKeeper is configured with, beside what every broker is. ELR is KRaft's. */
export function zkSettings(spec: ClusterSpec): ZkSettings {
  const resolved = resolveZooKeeperConfig(spec.clusterOverrides);
  const config = spec.controllers[0]?.config;
  assert(resolved.ok && config !== undefined, 'the document was checked before it became a cluster');
  const controller: ControllerConfig = { ...config, model: { ...config.model, elrOff: true } };
  const sessionTimeoutUs = negotiatedSessionUs(resolved.config.sessionTimeoutUs);
  return { ...resolved.config, sessionTimeoutUs, controller };
}

/** A broker of the ZooKeeper era: one of a formed cluster is in the middle of its work, a new one has yet to register. */
export function createZkBroker(
  spec: ClusterSpec,
  broker: BrokerSpec,
  node: NodeIndex,
  servers: readonly NodeIndex[],
  formed: FormedEnsemble | null,
): BrokerNode {
  // Clients spread over the servers.
  const zk = freshZkBroker(servers, zkSettings(spec), broker.id);
  const brokerEpoch = formed?.snapshot.znodes.get(brokerPath(broker.id))?.czxid ?? -1;
  const fresh = createBroker(spec, broker, node, new Map(), null);
  const config = { ...fresh.config, model: { ...fresh.config.model, elrOff: true } };
  if (formed === null || brokerEpoch < 0) return { ...fresh, config, zk };
  takeUp(zk, broker.id, formed);
  const lifecycle = { ...fresh.lifecycle, state: 'running', incarnation: 1, brokerEpoch, fenced: false } as const;
  return { ...fresh, config, zk, lifecycle, image: metadataCache(formed) };
}

/** As if the controller had told it everything: what UpdateMetadata says, and the settings. */
function metadataCache({ snapshot }: FormedEnsemble): MetadataImage {
  const image = imageOf(snapshot.znodes, snapshot.count);
  const brokers = [...image.brokers.values()].map(({ id, node, rack }) => [id, aliveBroker(id, node, rack)] as const);
  return { ...image, brokers: new Map(brokers) };
}

function takeUp(zk: ZkBroker, id: number, formed: FormedEnsemble): void {
  const { client, controller } = zk;
  client.session = formed.sessions.get(id) ?? 0;
  client.lastZxid = formed.snapshot.zxid;
  client.watchedData.set(CONTROLLER, 'present');
  client.watchedChildren.add(CONFIG_CHANGES);
  zk.controllerEpoch = formed.controllerEpoch;
  zk.controllerId = formed.controller;
  controller.activeId = formed.controller;
  if (id !== formed.controller) return;
  client.watchedChildren.add(BROKER_IDS).add(BROKER_TOPICS).add(DELETE_TOPICS);
  controller.epoch = formed.controllerEpoch;
  controller.epochVersion = 0;
  for (const [path, { data, czxid, version }] of formed.snapshot.znodes) {
    if (data.kind === 'broker') {
      const broker = Number(path.slice(BROKER_IDS.length + 1));
      controller.live.set(broker, { epoch: czxid, node: data.node, rack: data.rack });
      addChannel(zk, broker, data.node);
    } else if (data.kind === 'topic') {
      const topic = path.slice(BROKER_TOPICS.length + 1);
      client.watchedData.set(topicPath(topic), 'present');
      const partitions = data.assignment.map((replicas) => ({ replicas, state: 'online', info: null }) as const);
      controller.topics.set(topic, { id: data.id, partitions: partitions.map((partition) => ({ ...partition })) });
    } else if (data.kind === 'partition') {
      const name = partitionOfPath(path);
      const known = name === null ? undefined : controller.topics.get(name.topic)?.partitions[name.partition];
      const { kind: _, ...state } = data;
      if (known !== undefined) known.info = { data: state, version };
    }
  }
}
