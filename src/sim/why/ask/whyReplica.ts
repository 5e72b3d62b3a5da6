import { nameInWords } from '../../../words/narration/names.ts';
import * as words from '../../../words/why/replicas.ts';
import type { FactView } from '../../kafka/factView.ts';
import { partitionName } from '../../kafka/types.ts';
import { because, byTroubles, firstOf, given, NOTHING, type Antecedent } from '../antecedent.ts';
import { explainAs, type ChainLink } from '../chain.ts';
import { latest, latestOf, messageBefore, moment, samePartition } from '../past.ts';
import type { Recording } from '../recording.ts';
import { whyThrottled } from '../rules/throttle.ts';
import { troublesOfTalk } from '../troubles.ts';
import type { ReplicaPlace, SeenReplica } from './seenReplica.ts';

/** Why a copy is out of the ISR, or behind: what took it out, and what keeps it from catching up. */
export function whyReplica(past: Recording, place: ReplicaPlace, seen: SeenReplica, at: number): ChainLink {
  const { topic, partition, broker } = place;
  const of = { kind: 'state', words: standing(place, seen), entities: [`broker-${broker}`, `${topic}-${partition}`] } as const;
  return explainAs(past, of, at, null, causesOfLag(past, place, seen, at));
}

function standing({ topic, partition, broker }: ReplicaPlace, { leader, isReplica, inSync, endOffset, leaderEndOffset }: SeenReplica): string {
  const name = partitionName(topic, partition);
  if (!isReplica) return words.noReplica(broker, name);
  if (leader === broker) return words.leads(broker, name);
  const behind = leader < 0 || endOffset < 0 ? 0 : leaderEndOffset - endOffset;
  if (inSync) return behind > 0 ? words.inSyncBehind(broker, name, endOffset, leaderEndOffset) : words.atEnd(broker, name);
  if (behind === 0) return words.outOfSync(broker, name);
  return behind > 0 ? words.outOfSyncBehind(broker, name, endOffset, leaderEndOffset) : words.outOfSyncBeyond(broker, name, endOffset, leaderEndOffset);
}

/** What took it out, and what keeps it from catching up. */
export function causesOfLag(past: Recording, place: ReplicaPlace, seen: SeenReplica, at: number): readonly Antecedent[] {
  const { broker } = place;
  const before = moment(past, at);
  const same = samePartition(place);
  const isIts = (fact: { readonly topic: string; readonly partition: number; readonly changed: readonly number[] }): boolean => same(fact) && fact.changed.includes(broker);
  if (!seen.isReplica) return because(latest(past, 'ReassignmentCompleted', before, same), words.othersSince);
  if (seen.leader === broker) return because(latest(past, 'LeaderElected', before, (fact) => same(fact) && fact.leader === broker), words.wasElected);
  if (seen.inSync) {
    const joined = latest(past, 'IsrExpanded', before, isIts);
    if (seen.endOffset >= seen.leaderEndOffset) return because(joined, words.hasAllSince);
    return firstOf(() => keptBack(past, place, seen, before), () => [{ kind: 'state', words: words.alwaysALittleBehind }]);
  }
  const shrunk = latest(past, 'IsrShrunk', before, isIts);
  const placed = latest(past, 'ReassignmentStarted', before, (fact) => same(fact) && fact.adding.includes(broker));
  const out = latestOf(shrunk, placed);
  const how = out !== null && out === placed ? words.toBecomeReplica : words.leftIsr;
  const kept = keptBack(past, place, seen, before);
  return [...because(out, how), ...kept, ...(kept.length === 0 ? back(past, place, before, out) : NOTHING)];
}

/** What keeps it from fetching what it lacks, now. */
function keptBack(past: Recording, place: ReplicaPlace, { leader }: SeenReplica, before: FactView): readonly Antecedent[] {
  const same = samePartition(place);
  const follower = `broker-${place.broker}`;
  if (leader < 0) return because(latest(past, 'LeaderElected', before, (fact) => same(fact) && fact.leader === -1), words.nobodyToFetchFrom);
  const last = messageBefore(past, 'Fetch', follower, `broker-${leader}`, before.at);
  const failed = latest(past, 'ReplicaFetchFailed', before, (fact) => same(fact) && fact.broker === place.broker);
  const follows = latest(past, 'ReplicaBecameFollower', before, (fact) => same(fact) && fact.broker === place.broker);
  return firstOf(
    () => byTroubles(troublesOfTalk(past, follower, `broker-${leader}`, before, 'Fetch'), (trouble) => words.soCannotFetch(trouble, nameInWords(follower), leader), last),
    () => (failed !== null && failed.seq > (follows?.seq ?? -1) ? because(failed, words.fetchesNoMore) : NOTHING),
    () => whyThrottled(past, before, { ...place, follower: place.broker, leader }),
  );
}

/** Nothing is in the way: it is on its way back. */
function back(past: Recording, { broker }: ReplicaPlace, before: FactView, out: FactView | null): readonly Antecedent[] {
  const isIt = (fact: { readonly broker: number }): boolean => fact.broker === broker;
  const again = latestOf(latest(past, 'BrokerUnfenced', before, isIt), latest(past, 'BrokerRegistered', before, isIt), latest(past, 'NodeStarted', before, (_, view) => view.node === `broker-${broker}`));
  return again !== null && again.seq > (out?.seq ?? -1) ? given(again, words.onItsWayBack) : NOTHING;
}
