import { describe, expect, it } from 'vitest';
import { HISTORY_ENTRIES, isHistory } from './table/history.ts';
import { resolveBrokerConfig, resolveControllerConfig } from './resolve.ts';
import type { ModelSwitches } from './modelSwitches.ts';
import type { ConfigOverrides } from './types.ts';

function switches(cluster: ConfigOverrides): ModelSwitches {
  const broker = resolveBrokerConfig(cluster, {});
  const controller = resolveControllerConfig(cluster, {});
  if (!broker.ok || !controller.ok) throw new Error('The configuration is refused.');
  expect(controller.config.model).toEqual(broker.config.model);
  return broker.config.model;
}

const TODAY: ModelSwitches = {
  truncation: 'current',
  noEpochStartRule: false,
  noMaximalIsr: false,
  noPartitionEpochCheck: false,
  noBrokerEpochCheck: false,
  fencedMayJoin: false,
  minIsrNotStrict: false,
  elrOff: false,
  bug: null,
};

const EACH: readonly [string, string | boolean, Partial<ModelSwitches>][] = [
  ['model.truncation', 'high-watermark', { truncation: 'high-watermark' }],
  ['model.truncation', 'kip-101', { truncation: 'kip-101' }],
  ['model.truncation', 'kip-279', { truncation: 'kip-279' }],
  ['model.truncation', 'kip-320-draft', { truncation: 'kip-320-draft' }],
  ['model.no.epoch.start.rule', true, { noEpochStartRule: true }],
  ['model.no.maximal.isr', true, { noMaximalIsr: true }],
  ['model.no.partition.epoch.check', true, { noPartitionEpochCheck: true }],
  ['model.no.broker.epoch.check', true, { noBrokerEpochCheck: true }],
  ['model.fenced.may.join.isr', true, { fencedMayJoin: true }],
  ['model.min.isr.not.strict', true, { minIsrNotStrict: true }],
  ['model.elr.off', true, { elrOff: true }],
];

describe('the rules of earlier versions', () => {
  it('are all off', () => {
    expect(switches({})).toEqual(TODAY);
  });

  it.each(EACH)('%s = %s takes away one rule, on brokers and controllers, and no other', (name, value, change) => {
    expect(switches({ [name]: value })).toEqual({ ...TODAY, ...change });
  });

  it('are all there, act, and say that they are history', () => {
    expect(new Set(EACH.map(([name]) => name))).toEqual(new Set(HISTORY_ENTRIES.map(({ name }) => name)));
    for (const { name, meaning, modelled } of HISTORY_ENTRIES) expect([isHistory(name), modelled, meaning.slice(0, 9)], name).toEqual([true, true, 'History: ']);
  });
});
