import type { BrokerVitals } from '../../protocol/views.ts';
import { countParkedFetches, offsetsNotOnDisk, queuedRequests, waitsOf, type BrokerNode, type KafkaSimulation, type MetadataImage } from '../../sim/index.ts';
import { hasCells } from './replicas.ts';

const NOTHING: BrokerVitals = { queued: 0, parkedProduces: 0, parkedFetches: 0, notOnDisk: 0, waitsFor: null };

/** What each broker has to do and waits for at this moment; `status` is the node's. A process that is gone has nothing. */
export function vitalsOf(sim: KafkaSimulation, image: MetadataImage): (broker: BrokerNode, status: 'running' | 'paused' | 'dead') => BrokerVitals {
  const queued = queuedRequests(sim);
  const counted = hasCells(image);
  return (broker, status) => {
    if (status === 'dead' || broker.lifecycle.state === 'stopped') return counted ? NOTHING : { ...NOTHING, notOnDisk: null };
    return {
      queued: queued.get(broker.node) ?? 0,
      parkedProduces: broker.produces.size,
      parkedFetches: countParkedFetches(broker),
      notOnDisk: counted ? offsetsNotOnDisk(broker, sim.state.now) : null,
      waitsFor: waitsOf(sim, broker, image.brokers.get(broker.id)?.fenced ?? true)[0]?.what ?? null,
    };
  };
}
