/** A small valid document; `change` may do to it what it likes. */
export function documentWith(change: (document: SampleDocument) => void): SampleDocument {
  const document: SampleDocument = {
    v: 1,
    id: 'sample',
    title: 'A sample',
    seed: 7,
    cluster: {
      brokers: 3,
      controllers: 3,
      config: {},
      topics: [{ name: 'orders', partitions: 3, replicationFactor: 3, config: { 'min.insync.replicas': 2 } }],
      network: { latency: '1ms' },
    },
    producers: [{ id: 'checkout', topic: 'orders', rate: 10, keys: ['a', 'b'], config: {} }],
    consumers: [{ id: 'c1', group: 'analytics', topics: ['orders'], config: {} }],
    script: [],
  };
  change(document);
  return document;
}

/** What JSON.parse gives, so that tests can put wrong things into it. */
export type SampleDocument = ReturnType<typeof JSON.parse>;
