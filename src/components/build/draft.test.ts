import { describe, expect, it } from 'vitest';
import { documentOf, settledDraft, summaryOf, TEACHING_TIMES, type Draft } from './draft.ts';
import { PRESETS } from './presets.ts';

function preset(name: string): Draft {
  const found = PRESETS.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found.draft;
}

interface Document {
  readonly cluster: { readonly brokers: unknown; readonly config?: Record<string, number>; readonly network: { readonly links?: readonly { readonly from: string; readonly to: string; readonly latency: string }[] } };
  readonly consumers: readonly { readonly id: string; readonly config: Record<string, unknown> }[];
}

describe('a cluster that is put together', () => {
  it('has its brokers in racks by turns, and the links between racks are longer', () => {
    const { cluster } = documentOf(preset('Stretched')) as Document;
    expect(cluster.brokers).toEqual([
      { id: 1, rack: 'rack-a' },
      { id: 2, rack: 'rack-b' },
      { id: 3, rack: 'rack-a' },
      { id: 4, rack: 'rack-b' },
    ]);
    expect(cluster.network.links?.map(({ from, to, latency }) => `${from} ${to} ${latency}`)).toEqual([
      'broker-1 broker-2 20ms',
      'broker-1 broker-4 20ms',
      'broker-2 broker-3 20ms',
      'broker-3 broker-4 20ms',
    ]);
  });

  it.each([
    ['My cluster', 'my-cluster'],
    ['  Zwei Räume, 3 Broker! ', 'zwei-r-ume-3-broker'],
    ['3', 'my-cluster'],
    ['', 'my-cluster'],
  ])('called %j has the id %s', (title, id) => {
    expect(documentOf({ ...preset('Small'), title })).toMatchObject({ id });
  });

  it('has shorter times only where they are asked for', () => {
    const teaching = documentOf(preset('Small')) as Document;
    expect(teaching.cluster.config?.['broker.session.timeout.ms']).toBe(3_000);
    expect(teaching.consumers[0]?.config['session.timeout.ms']).toBe(6_000);
    const production = documentOf({ ...preset('Small'), times: 'production' }) as Document;
    expect(production.cluster.config).toEqual({});
    expect(production.consumers[0]?.config).toEqual({ 'auto.offset.reset': 'earliest' });
    // A session outlasts several heartbeats, and a classic group takes none below 6 s (group.min.session.timeout.ms).
    expect(TEACHING_TIMES.every(({ ms, defaultMs }) => ms < defaultMs)).toBe(true);
  });

  it('is brought together where its numbers do not fit', () => {
    const settled = settledDraft({ ...preset('Three racks'), brokers: 2, combined: true });
    expect([settled.racks, settled.controllers, settled.topics[0]?.replicationFactor, settled.topics[0]?.minInsyncReplicas]).toEqual([2, 1, 2, 2]);
  });

  it('is told in words', () => {
    expect(summaryOf(preset('Three racks'))).toBe(
      '6 brokers in 3 racks, 3 controllers. 1 topic of 6 partitions, 18 replicas in all. 1 producer, 3 consumers in 1 group. Teaching times: waits are shorter than Kafka’s.',
    );
    expect(summaryOf(preset('Empty'))).toBe('1 broker, 1 controller. No topics yet. 0 producers, 0 consumers in 0 groups. Kafka’s own times.');
  });
});
