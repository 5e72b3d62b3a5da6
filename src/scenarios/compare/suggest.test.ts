import { describe, expect, it } from 'vitest';
import { parseScenario, type ParsedScenario } from '../parse.ts';
import { settingNames, suggestTwins, twinTitles, type TwinSuggestion } from './suggest.ts';
import { twinOf } from './twin.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;

function scenario(producers: readonly Record<string, unknown>[], topic: Record<string, unknown> = {}, cluster: Record<string, unknown> = {}): Parsed {
  const parsed = parseScenario({
    v: 1,
    id: 'some',
    title: 'Some',
    cluster: { brokers: 3, topics: [{ name: 'orders', partitions: 1, replicationFactor: 3, config: topic }], config: cluster },
    producers: producers.map((config, index) => ({ id: `p${index}`, topic: 'orders', rate: 1, config })),
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
}

const titles = (list: readonly TwinSuggestion[], name: string): readonly string[] => list.filter(({ right }) => right.startsWith(name)).map(({ left, right }) => `${left} / ${right}`);

describe('twins worth seeing', () => {
  it('change what is set, with its value in the run beside the other one', () => {
    const list = suggestTwins(scenario([{ acks: 'all' }], { 'min.insync.replicas': 2 }), 42);
    expect(titles(list, 'acks')).toEqual(['acks=all / acks=1', 'acks=all / acks=0']);
    expect(titles(list, 'min.insync')).toEqual(['min.insync.replicas=2 / min.insync.replicas=1', 'min.insync.replicas=2 / min.insync.replicas=3']);
    expect(titles(list, 'unclean')).toEqual(['unclean.leader.election.enable=false / unclean.leader.election.enable=true']);
    expect(titles(list, 'enable.idempotence')).toEqual(['enable.idempotence=true / enable.idempotence=false']);
    expect(titles(list, 'replica.lag')).toEqual(['replica.lag.time.max.ms=30000 / replica.lag.time.max.ms=10000']);
    expect(titles(list, 'seed')).toEqual(['seed 42 / seed 43']);
  });

  it('are only those that Kafka would start with', () => {
    // Idempotence that was asked for needs acks=all, and without acks=all it is off by itself.
    expect(titles(suggestTwins(scenario([{ acks: 'all', 'enable.idempotence': true }]), 1), 'acks')).toEqual([]);
    expect(titles(suggestTwins(scenario([{ acks: 1 }]), 1), 'enable.idempotence')).toEqual([]);
    expect(titles(suggestTwins(scenario([{ acks: 1 }]), 1), 'acks')).toEqual(['acks=1 / acks=all', 'acks=1 / acks=0']);
  });

  it('see the defaults of Kafka, of the cluster, and producers that differ', () => {
    const list = suggestTwins(scenario([{ acks: '-1' }, { acks: '0' }], {}, { 'min.insync.replicas': 2 }), 1);
    expect(titles(list, 'acks')).toEqual(['acks=all, 0 / acks=all', 'acks=all, 0 / acks=1', 'acks=all, 0 / acks=0']);
    expect(titles(list, 'min.insync')[0]).toBe('min.insync.replicas=2 / min.insync.replicas=1');
    expect(titles(suggestTwins(scenario([{}]), 1), 'acks')[0]).toBe('acks=all / acks=1');
  });

  it('leave out what nothing in the document would have', () => {
    expect(titles(suggestTwins(scenario([]), 1), 'acks')).toEqual([]);
  });

  it('tell what a rule of the past says', () => {
    const list = suggestTwins(scenario([{}], {}, { 'model.elr.off': true }), 1).filter(({ shelf }) => shelf === 'history');
    const back = list.find(({ right }) => right.startsWith('model.elr.off'));
    expect(back).toMatchObject({ left: 'model.elr.off=true', right: 'model.elr.off=false', meaning: null });
    const strict = list.find(({ right }) => right.startsWith('model.min.isr'));
    expect(strict?.meaning).toBe('the high watermark moves although there are too few in-sync replicas (before Kafka 3.7).');
    expect(list.filter(({ right }) => right.startsWith('model.truncation'))).toHaveLength(4);
  });

  it('can all be run', () => {
    const parsed = scenario([{ acks: 1 }], { 'min.insync.replicas': 3 });
    const list = suggestTwins(parsed, 4_294_967_295);
    expect(list.length).toBeGreaterThan(10);
    for (const { change } of list) expect(twinOf(parsed, 7, [], change).ok).toBe(true);
  });
});

it('a change by hand has titles, too, of what is not set as well', () => {
  const parsed = scenario([{}]);
  expect(twinTitles(parsed, 1, { kind: 'config', scope: 'producer', name: 'linger.ms', value: 100 })).toEqual({ left: 'linger.ms=5', right: 'linger.ms=100' });
  expect(twinTitles(parsed, 1, { kind: 'config', scope: 'consumer', name: 'max.poll.records', value: 1 })).toEqual({ left: 'max.poll.records=not set', right: 'max.poll.records=1' });
});

it('every scope has its settings, in order and each once', () => {
  const names = settingNames();
  expect(names.producer).toContain('linger.ms');
  expect(names.cluster).toContain('broker.session.timeout.ms');
  expect(names.cluster).toContain('controller.quorum.election.timeout.ms');
  expect(names.topic).toContain('cleanup.policy');
  for (const list of Object.values(names)) expect(list).toEqual([...new Set(list)].sort());
});
