import type { BrokerView, ControllerView, Frame } from '../../protocol/views.ts';
import { describeController, describeEnsemble, ensembleView, hasSession, sessionEndOf, type KafkaSimulation, type MetadataImage } from '../../sim/index.ts';

/** Kafka before 4.0: what stands where KRaft has its controllers. */
export function ensembleViews(sim: KafkaSimulation): ControllerView[] {
  return describeEnsemble(sim).map(({ id, status, role, epoch, logged, applied }) => {
    const node = `zookeeper-${id}`;
    return { key: node, id, node, state: status, role, epoch, endOffset: logged, highWatermark: applied };
  });
}

export function ensembleSummary(sim: KafkaSimulation, image: MetadataImage): Frame['metadata'] {
  const { leader } = ensembleView(sim.world);
  return {
    epoch: leader?.disk.currentEpoch ?? -1,
    offset: image.offset,
    leader: leader?.id ?? -1,
    mode: 'zookeeper',
    controller: describeController(sim.world).broker,
  };
}

/** Brokers have sessions with ZooKeeper in place of heartbeats to a controller; the broker whose znode says so is the controller. */
export function sessionViews(sim: KafkaSimulation, brokers: readonly BrokerView[]): BrokerView[] {
  const { leader, controller, furthest } = ensembleView(sim.world);
  return brokers.map((broker) => ({
    ...broker,
    fenced: furthest === null || !hasSession(furthest, broker.id),
    lastHeartbeatAt: null,
    sessionExpiresAt: sessionEndOf(leader, broker.id),
    zookeeper: broker.id === controller?.id ? ('controller' as const) : ('broker' as const),
  }));
}
