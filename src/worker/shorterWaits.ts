import type { WaitView } from '../protocol/messages.ts';
import { configEntriesOf, type ClusterSpec } from '../sim/index.ts';

/** Waits that decide how soon a failure shows. */
const OF_CLUSTER = ['broker.session.timeout.ms', 'broker.heartbeat.interval.ms', 'replica.lag.time.max.ms', 'group.initial.rebalance.delay.ms'];
const OF_CONSUMERS = ['session.timeout.ms', 'heartbeat.interval.ms'];

/** Those that a run has shorter than Kafka's defaults: whoever learns from it should know. */
export function shorterWaits({ clusterOverrides, consumers }: ClusterSpec): WaitView[] {
  return [
    ...OF_CLUSTER.flatMap((name) => shorter('broker', name, [clusterOverrides[name]])),
    ...OF_CONSUMERS.flatMap((name) => shorter('consumer', name, consumers.map(({ overrides }) => overrides[name]))),
  ];
}

function shorter(scope: 'broker' | 'consumer', name: string, values: readonly unknown[]): WaitView[] {
  const usual = configEntriesOf(scope).find((entry) => entry.name === name)?.default;
  const least = Math.min(...values.filter((value) => typeof value === 'number'));
  return typeof usual === 'number' && least < usual ? [{ name, ms: least, usualMs: usual }] : [];
}
