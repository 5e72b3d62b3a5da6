import type { FactView } from '../../kafka/factView.ts';
import { because, byTroubles, firstOf, given, NOTHING, type Antecedent } from '../antecedent.ts';
import { explainAs, type ChainLink } from '../chain.ts';
import { latest, latestOf, messageBefore, moment, samePartition } from '../past.ts';
import type { Recording } from '../recording.ts';
import { whyThrottled } from '../rules/throttle.ts';
import { troublesOfTalk } from '../troubles.ts';
import { nameInWords } from '../words.ts';
import type { ReplicaPlace, SeenReplica } from './seenReplica.ts';

/** Why a copy is out of the ISR, or behind: what took it out, and what keeps it from catching up. */
export function whyReplica(past: Recording, place: ReplicaPlace, seen: SeenReplica, at: number): ChainLink {
  const { topic, partition, broker } = place;
  const of = { kind: 'state', words: words(place, seen), entities: [`broker-${broker}`, `${topic}-${partition}`] } as const;
  return explainAs(past, of, at, null, causesOfLag(past, place, seen, at));
}

function words({ topic, partition, broker }: ReplicaPlace, { leader, isReplica, inSync, endOffset, leaderEndOffset }: SeenReplica): string {
  const name = `${topic}-${partition}`;
  if (!isReplica) return `Broker ${broker} is no replica of ${name}.`;
  if (leader === broker) return `Broker ${broker} leads ${name}.`;
  const behind = leader < 0 || endOffset < 0 ? 0 : leaderEndOffset - endOffset;
  const ends = behind > 0 ? `: its log ends at offset ${endOffset}, the leader's at ${leaderEndOffset}` : behind < 0 ? `: its log ends at offset ${endOffset}, beyond the leader's, which ends at ${leaderEndOffset}` : '';
  if (!inSync) return `Broker ${broker} is not in sync for ${name}${ends}.`;
  return behind > 0 ? `Broker ${broker} is in sync for ${name}, and behind${ends}.` : `Broker ${broker} is in sync for ${name} and at the end of the leader's log.`;
}

/** What took it out, and what keeps it from catching up. */
export function causesOfLag(past: Recording, place: ReplicaPlace, seen: SeenReplica, at: number): readonly Antecedent[] {
  const { broker } = place;
  const before = moment(past, at);
  const same = samePartition(place);
  const isIts = (fact: { readonly topic: string; readonly partition: number; readonly changed: readonly number[] }): boolean => same(fact) && fact.changed.includes(broker);
  if (!seen.isReplica) return because(latest(past, 'ReassignmentCompleted', before, same), 'Since then others are its replicas.');
  if (seen.leader === broker) return because(latest(past, 'LeaderElected', before, (fact) => same(fact) && fact.leader === broker), 'It was elected.');
  if (seen.inSync) {
    const joined = latest(past, 'IsrExpanded', before, isIts);
    if (seen.endOffset >= seen.leaderEndOffset) return because(joined, 'Since then it is in sync, and it has what the leader has.');
    return firstOf(() => keptBack(past, place, seen, before), () => [{ kind: 'state', words: `A follower is always a little behind: its next fetch brings what it lacks. It stays in sync as long as it is at the end of the leader's log now and then (replica.lag.time.max.ms).` }]);
  }
  const shrunk = latest(past, 'IsrShrunk', before, isIts);
  const placed = latest(past, 'ReassignmentStarted', before, (fact) => same(fact) && fact.adding.includes(broker));
  const out = latestOf(shrunk, placed);
  const how = out !== null && out === placed ? 'Since then it is to become a replica, and has to fetch all there is first.' : 'With that it left the ISR.';
  const kept = keptBack(past, place, seen, before);
  return [...because(out, how), ...kept, ...(kept.length === 0 ? back(past, place, before, out) : NOTHING)];
}

/** What keeps it from fetching what it lacks, now. */
function keptBack(past: Recording, place: ReplicaPlace, { leader }: SeenReplica, before: FactView): readonly Antecedent[] {
  const same = samePartition(place);
  const follower = `broker-${place.broker}`;
  if (leader < 0) return because(latest(past, 'LeaderElected', before, (fact) => same(fact) && fact.leader === -1), 'Nobody leads, so there is nobody to fetch from.');
  const last = messageBefore(past, 'Fetch', follower, `broker-${leader}`, before.at);
  const failed = latest(past, 'ReplicaFetchFailed', before, (fact) => same(fact) && fact.broker === place.broker);
  const follows = latest(past, 'ReplicaBecameFollower', before, (fact) => same(fact) && fact.broker === place.broker);
  return firstOf(
    () => byTroubles(troublesOfTalk(past, follower, `broker-${leader}`, before, 'Fetch'), `so ${nameInWords(follower)} cannot fetch from broker ${leader} as it should`, last),
    () => (failed !== null && failed.seq > (follows?.seq ?? -1) ? because(failed, 'Since then it fetches this partition no more.') : NOTHING),
    () => whyThrottled(past, before, { ...place, follower: place.broker, leader }),
  );
}

/** Nothing is in the way: it is on its way back. */
function back(past: Recording, { broker }: ReplicaPlace, before: FactView, out: FactView | null): readonly Antecedent[] {
  const isIt = (fact: { readonly broker: number }): boolean => fact.broker === broker;
  const again = latestOf(latest(past, 'BrokerUnfenced', before, isIt), latest(past, 'BrokerRegistered', before, isIt), latest(past, 'NodeStarted', before, (_, view) => view.node === `broker-${broker}`));
  return again !== null && again.seq > (out?.seq ?? -1) ? given(again, 'It is on its way back: it joins once it has fetched up to the high watermark and the leader has the controller agree.') : NOTHING;
}
