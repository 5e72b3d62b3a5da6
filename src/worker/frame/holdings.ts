import type { BrokerView, Holding } from '../../protocol/views.ts';
import { CONSUMER_OFFSETS_TOPIC, effectiveMinIsr, type MetadataImage, type TopicImage } from '../../sim/index.ts';

export type Holds = BrokerView['holds'];

/** What was counted of each topic last, by broker; a topic whose metadata is another object is counted again. */
export interface HoldingsCache {
  readonly topics: Map<string, CountedTopic>;
  /** Of all topics, and what it was made of. */
  whole: { readonly counted: readonly CountedTopic[]; readonly holds: ReadonlyMap<number, Holds> };
}

interface CountedTopic {
  readonly topic: TopicImage;
  readonly minIsr: number;
  readonly byBroker: ReadonlyMap<number, Holding>;
}

const NOTHING: Holding = { replicas: 0, leads: 0, underMinIsr: 0 };
const NOTHING_AT_ALL: Holds = { own: NOTHING, internal: NOTHING };

export function createHoldingsCache(): HoldingsCache {
  return { topics: new Map(), whole: { counted: [], holds: new Map() } };
}

/** How many replicas each broker has, and how many partitions it leads, by the committed metadata. What is the same is the same object again. */
export function holdingsOf(image: MetadataImage, minIsrOf: (topic: string) => number, cache: HoldingsCache): (broker: number) => Holds {
  const counted = [...image.topics.values()].map((topic) => {
    const known = cache.topics.get(topic.name);
    const minIsr = minIsrOf(topic.name);
    if (known?.topic === topic && known.minIsr === minIsr) return known;
    const fresh: CountedTopic = { topic, minIsr, byBroker: countTopic(topic, minIsr) };
    cache.topics.set(topic.name, fresh);
    return fresh;
  });
  const before = cache.whole.counted;
  if (counted.length !== before.length || counted.some((each, index) => each !== before[index])) cache.whole = { counted, holds: sumOf(counted) };
  const { holds } = cache.whole;
  return (broker) => holds.get(broker) ?? NOTHING_AT_ALL;
}

function countTopic({ partitions }: TopicImage, minIsr: number): Map<number, Holding> {
  const byBroker = new Map<number, Holding>();
  for (const { leader, replicas, isr } of partitions) {
    const isUnder = isr.length < effectiveMinIsr(minIsr, replicas.length);
    for (const id of replicas) {
      const leads = Number(id === leader);
      byBroker.set(id, plus(byBroker.get(id) ?? NOTHING, { replicas: 1, leads, underMinIsr: isUnder ? leads : 0 }));
    }
  }
  return byBroker;
}

function sumOf(counted: readonly CountedTopic[]): Map<number, Holds> {
  const holds = new Map<number, Holds>();
  for (const { topic, byBroker } of counted) {
    for (const [id, each] of byBroker) {
      const { own, internal } = holds.get(id) ?? NOTHING_AT_ALL;
      holds.set(id, topic.name === CONSUMER_OFFSETS_TOPIC ? { own, internal: plus(internal, each) } : { own: plus(own, each), internal });
    }
  }
  return holds;
}

function plus(a: Holding, b: Holding): Holding {
  return { replicas: a.replicas + b.replicas, leads: a.leads + b.leads, underMinIsr: a.underMinIsr + b.underMinIsr };
}
