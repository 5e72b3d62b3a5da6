import { describe, expect, it } from 'vitest';
import { clusterRun, manualProducer, send } from '../testing/clusterRun.ts';

const ZOOKEEPER = { metadata: 'zookeeper', controllers: 3 };

describe('a cluster with ZooKeeper', () => {
  it('serves clients', () => {
    const run = clusterRun({ cluster: ZOOKEEPER, producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 1);
    run.until(2);
    expect(run.state().producers['p']?.acked).toBe(1);
    expect(run.values(3, 'orders-0')).toEqual(['a']);
  });
});
