import * as words from '../../../words/why/throttle.ts';
import { isThrottled, parseThrottledReplicas } from '../../kafka/config/throttledReplicas.ts';
import type { FactView } from '../../kafka/factView.ts';
import { because, NOTHING, type Antecedent } from '../antecedent.ts';
import { latest } from '../past.ts';
import type { Recording } from '../recording.ts';

export interface Replication {
  readonly topic: string;
  readonly partition: number;
  readonly follower: number;
  readonly leader: number;
}

type Side = 'leader' | 'follower';

/** Limits on replication that were in force for a follower out of sync (KIP-73): both the rate and the list of replicas have to be set. */
export function whyThrottled(past: Recording, before: FactView, of: Replication): readonly Antecedent[] {
  return (['leader', 'follower'] as const).flatMap((side) => {
    const rate = rateOf(past, before, side, of[side]);
    return rate.length > 0 && isListed(past, before, side, of) ? rate : NOTHING;
  });
}

function rateOf(past: Recording, before: FactView, side: Side, broker: number): readonly Antecedent[] {
  const key = `${side}.replication.throttled.rate`;
  const how = side === 'leader' ? words.leaderGivesNoMore : words.followerFetchesNoMore;
  const set = latest(past, 'ConfigChanged', before, (fact) => fact.key === key && (fact.resource === 'broker ' || fact.resource === `broker ${broker}`));
  if (set !== null) return set.fact.value === null ? NOTHING : because(set, how);
  const value = past.spec.brokers.find(({ id }) => id === broker)?.overrides[key] ?? past.spec.clusterOverrides[key];
  return value === undefined ? NOTHING : [{ kind: 'setting', name: key, value: String(value), how }];
}

function isListed(past: Recording, before: FactView, side: Side, { topic, partition, [side]: broker }: Replication): boolean {
  const key = `${side}.replication.throttled.replicas`;
  const set = latest(past, 'ConfigChanged', before, (fact) => fact.key === key && fact.resource === `topic ${topic}`);
  const value = set === null ? past.spec.topics.find(({ name }) => name === topic)?.overrides[key] : set.fact.value;
  return typeof value === 'string' && isThrottled(parseThrottledReplicas(value), partition, broker);
}
