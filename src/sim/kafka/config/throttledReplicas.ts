import { err, ok } from '../../../base/result.ts';
import type { Result } from '../../../base/result.ts';
import * as words from '../../../words/config/values.ts';
import { showValue } from '../../../words/showValue.ts';

/** Which replicas of a topic a replication throttle is for. */
export type ThrottledReplicas = 'all' | readonly { readonly partition: number; readonly broker: number }[];

const MAX_REPLICAS = 200;

/** The value as Kafka takes it, or why it is none (`ThrottledReplicaListValidator`). */
export function checkThrottledReplicas(raw: unknown): Result<string> {
  if (typeof raw === 'string') {
    const value = raw.trim();
    const parts = value.split(',');
    if (value === '' || value === '*') return ok(value);
    if (parts.length <= MAX_REPLICAS && parts.every((part) => /^\d{1,6}:\d{1,6}$/.test(part))) return ok(value);
  }
  return err(words.notReplicas(showValue(raw)));
}

/** What a checked value means. */
export function parseThrottledReplicas(value: string): ThrottledReplicas {
  if (value === '*') return 'all';
  if (value === '') return [];
  return value.split(',').map((part) => {
    const [partition, broker] = part.split(':');
    return { partition: Number(partition), broker: Number(broker) };
  });
}

export function isThrottled(throttled: ThrottledReplicas, partition: number, broker: number): boolean {
  if (throttled === 'all') return true;
  return throttled.some((replica) => replica.partition === partition && replica.broker === broker);
}
