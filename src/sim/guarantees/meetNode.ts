import { NO_ELECTION } from '../kafka/controller/raft/raftState.ts';
import type { BrokerNode } from '../kafka/broker/brokerState.ts';
import type { ControllerNode } from '../kafka/controller/controllerState.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import { EMPTY_IMAGE } from '../kafka/metadata/image.ts';
import type { NodeIndex } from '../kernel/types.ts';
import { viewOf } from './access.ts';
import { noteTruth } from './partitionChecks.ts';
import { isAlone, lookAtController } from './quorumChecks.ts';
import { remember } from './replicaChecks.ts';
import type { BrokerGhost, ControllerGhost, Guarantees } from './state.ts';

/** Begins to watch a node: what it is now counts as its beginning. */
export function meetNode(guarantees: Guarantees, sim: KafkaSimulation, index: NodeIndex): BrokerGhost | ControllerGhost | null {
  const node = sim.world.nodes[index];
  if (node?.role === 'broker') return meetBroker(guarantees, sim, node);
  if (node?.role === 'controller') return meetController(guarantees, sim, node);
  return null;
}

function meetBroker(guarantees: Guarantees, sim: KafkaSimulation, node: BrokerNode): BrokerGhost {
  const incarnation = sim.state.nodes[node.node]?.incarnation ?? 0;
  const ghost: BrokerGhost = { kind: 'broker', incarnation, beganAt: sim.state.now, image: node.image, views: new Map() };
  for (const partitions of node.replicas.values()) {
    for (const replica of partitions.values()) remember({ broker: node, replica, view: viewOf(guarantees, ghost, replica) });
  }
  return ghost;
}

function meetController(guarantees: Guarantees, sim: KafkaSimulation, node: ControllerNode): ControllerGhost {
  const ghost: ControllerGhost = {
    kind: 'controller',
    incarnation: sim.state.nodes[node.node]?.incarnation ?? 0,
    election: NO_ELECTION,
    endOffset: 0,
    lastEpoch: 0,
    highWatermark: null,
    verified: 0,
    committed: EMPTY_IMAGE,
    ledEpoch: -1,
    directoryId: node.disk.directoryId,
    isAlone: isAlone(node),
    isForgetful: false,
  };
  lookAtController(guarantees, sim, node, ghost);
  ghost.committed = node.controller.committed;
  noteTruth(guarantees, sim, ghost.committed);
  return ghost;
}
