import { resolveProducerConfig } from '../../config/resolve.ts';
import type { ConfigOverrides } from '../../config/types.ts';
import type { KeySpec } from '../../spec.ts';
import type { BrokerId } from '../../types.ts';
import { createProducer, type ProducerNode, type ProducerTimer } from '../producer/producerNode.ts';
import { producerRole, sendRecords, type SendRecords } from '../producer/producerRole.ts';
import { clientHarness, type Harness } from './clientHarness.ts';

export type ProducerHarness = Harness<ProducerNode, ProducerTimer>;

export interface ProducerOptions {
  readonly config?: ConfigOverrides;
  readonly rate?: number;
  readonly keys?: KeySpec;
  readonly valueBytes?: number;
  readonly brokers?: readonly BrokerId[];
  /** Leader of each partition of the topic `t`; null leaves the topic out. */
  readonly leaders?: readonly BrokerId[] | null;
  readonly seed?: number;
}

/** A producer `p` of topic `t` that has started, with time at 0. */
export function startProducer(options: ProducerOptions = {}): ProducerHarness {
  const overrides = options.config ?? {};
  const resolved = resolveProducerConfig(overrides);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  const spec = {
    id: 'p',
    topic: 't',
    ratePerSecond: options.rate ?? 0,
    keys: options.keys ?? { kind: 'none' },
    valueBytes: options.valueBytes ?? 100,
    config: resolved.config,
    overrides,
  } as const;
  const leaders = options.leaders === undefined ? [1] : options.leaders;
  return clientHarness(
    producerRole,
    (node, bootstrap) => createProducer(spec, node, bootstrap),
    options.brokers ?? [1, 2, 3],
    leaders === null ? {} : { t: leaders },
    options.seed ?? 1,
  );
}

/** The application calls `send`: one generated record without a key, unless told otherwise. */
export function send(harness: ProducerHarness, what: Partial<SendRecords> = {}): void {
  harness.act((node, ctx) => {
    sendRecords(node, ctx, { key: null, value: { kind: 'generated' }, count: 1, partition: null, headers: [], ...what });
  });
}
