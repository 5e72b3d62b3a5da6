import { describe, expect, it } from 'vitest';
import { configKey, type MetadataImage } from '../../sim/index.ts';
import { atStart, brokerLayers, configRows, topicLayers } from './configRows.ts';

/** Of an image only its configuration is looked at. */
function imageWith(configs: readonly (readonly [type: 'topic' | 'broker', name: string, values: Record<string, string>])[]): MetadataImage {
  return { configs: new Map(configs.map(([type, name, values]) => [configKey(type, name), values])) } as unknown as MetadataImage;
}

function rowOf(rows: ReturnType<typeof configRows>, name: string): unknown {
  const { value, isDefault, source, defaultValue, edit } = rows.find((row) => row.name === name) ?? { value: 'no row' };
  return { value, isDefault, source, defaultValue, edit };
}

describe('the configuration of something', () => {
  it('of a topic: its own value, else that of all brokers under the broker’s name for it, else that of their files', () => {
    // Kafka: log.retention.ms is the brokers' default for retention.ms; a topic's own wins over a dynamic default, and that over a file.
    const image = imageWith([
      ['topic', 'orders', { 'min.insync.replicas': '2' }],
      ['broker', '', { 'log.retention.ms': '1000', 'min.insync.replicas': '3' }],
    ]);
    const rows = configRows('topic', topicLayers(image, 'orders', { 'log.retention.ms': 5000, 'log.segment.bytes': 2048 }));
    expect(rowOf(rows, 'min.insync.replicas')).toMatchObject({ value: '2', source: 'set for this topic', isDefault: false, defaultValue: '1', edit: { isSet: true } });
    expect(rowOf(rows, 'retention.ms')).toMatchObject({ value: '1000', source: 'set for all brokers', edit: { isSet: false } });
    expect(rowOf(rows, 'segment.bytes')).toMatchObject({ value: '2048', source: "the brokers' own" });
    expect(rowOf(rows, 'unclean.leader.election.enable')).toMatchObject({ value: 'false', source: null, isDefault: true, edit: { choices: ['true', 'false'] } });
  });

  it('of a broker: what was set for it, then for all, then in its files; what Kafka takes at the start only cannot be changed', () => {
    const image = imageWith([
      ['broker', '1', { 'log.retention.ms': '1000' }],
      ['broker', '', { 'log.retention.ms': '2000', 'log.segment.bytes': '4096' }],
    ]);
    const rows = configRows('broker', brokerLayers(image, 1, { 'broker.session.timeout.ms': 6000 }));
    expect(rowOf(rows, 'log.retention.ms')).toMatchObject({ value: '1000', source: 'set for this broker' });
    expect(rowOf(rows, 'log.segment.bytes')).toMatchObject({ value: '4096', source: 'set for all brokers', edit: { isSet: false } });
    expect(rowOf(rows, 'broker.session.timeout.ms')).toMatchObject({ value: '6000', source: 'set at the start', edit: null });
  });
});

it('tells of ZooKeeper where there is one, and of the quorum where there is one', () => {
  const named = (metadata: 'kraft' | 'zookeeper') => configRows('broker', [], metadata).map(({ name }) => name);
  expect(named('kraft')).toContain('broker.session.timeout.ms');
  expect(named('kraft')).not.toContain('zookeeper.session.timeout.ms');
  expect(named('zookeeper')).toContain('zookeeper.session.timeout.ms');
  expect(named('zookeeper')).not.toContain('broker.session.timeout.ms');
  // What somebody has set is told, though it means nothing here.
  expect(configRows('broker', atStart({ 'broker.session.timeout.ms': 6000 }), 'zookeeper').map(({ name }) => name)).toContain('broker.session.timeout.ms');
});
