import { assert } from '../../../base/assert.ts';
import { err, ok } from '../../../base/result.ts';
import type { Result } from '../../../base/result.ts';
import * as words from '../../../words/run/topicAnswers.ts';
import type { BrokerId } from '../types.ts';

/** Uniform integers 0 to `bound` - 1. */
export interface RandomInts {
  nextInt(bound: number): number;
}

/** A registered broker that is not shutting down. */
export interface UsableBroker {
  readonly id: BrokerId;
  readonly rack: string | null;
  readonly fenced: boolean;
}

/** Brokers of one rack that are taken in turn; each round (`epoch`) starts one further on. */
interface BrokerList {
  readonly brokers: BrokerId[];
  taken: number;
  offset: number;
  epoch: number;
}

interface Rack {
  readonly name: string | null;
  readonly unfenced: BrokerList;
  readonly fenced: BrokerList;
}

interface Racks {
  /** By name; what has to be the same for the same numbers drawn. */
  readonly byName: readonly Rack[];
  /** In the order of the stripe. */
  readonly striped: Rack[];
  readonly unfencedCount: number;
  /** The rack the next partition starts in. */
  offset: number;
  epoch: number;
}

/**
 * Replicas for the partitions of a new topic, the first of each to lead. Partitions are striped over racks and, within a
 * rack, over brokers, so that neighbours start one further on. The first replica is never fenced; other replicas are
 * only when a rack has nobody else. Refused, with a sentence for INVALID_REPLICATION_FACTOR, when there are too
 * few brokers. Kafka: `StripedReplicaPlacer`, which draws for racks in the order of a hash map, here by name. Left out:
 * cordoned log directories (4.3), which would make a broker not usable.
 */
export function placeReplicas(
  brokers: readonly UsableBroker[],
  placement: { readonly partitions: number; readonly replicationFactor: number },
  random: RandomInts,
): Result<BrokerId[][]> {
  const { partitions, replicationFactor } = placement;
  const racks = racksOf(brokers, random);
  if (replicationFactor <= 0) {
    return err(words.factorTooSmall(replicationFactor));
  }
  if (racks.unfencedCount === 0) return err(words.allFenced);
  if (replicationFactor > brokers.length) {
    return err(words.factorTooLarge(replicationFactor, brokers.length));
  }
  const assignments: BrokerId[][] = [];
  for (let partition = 0; partition < partitions; partition++) assignments.push(placeOne(racks, replicationFactor, random));
  return ok(assignments);
}

function racksOf(brokers: readonly UsableBroker[], random: RandomInts): Racks {
  const racks = new Map<string | null, Rack>();
  let unfencedCount = 0;
  for (const broker of brokers) {
    let rack = racks.get(broker.rack);
    if (rack === undefined) {
      rack = { name: broker.rack, unfenced: emptyBrokerList(), fenced: emptyBrokerList() };
      racks.set(broker.rack, rack);
    }
    if (!broker.fenced) unfencedCount++;
    (broker.fenced ? rack.fenced : rack.unfenced).brokers.push(broker.id);
  }
  const byName = [...racks.values()].toSorted(compareRacks);
  for (const rack of byName) {
    startAnywhere(rack.fenced, random);
    startAnywhere(rack.unfenced, random);
  }
  const offset = byName.length === 0 ? 0 : random.nextInt(byName.length);
  return { byName, striped: [...byName], unfencedCount, offset, epoch: 0 };
}

function placeOne(racks: Racks, replicationFactor: number, random: RandomInts): BrokerId[] {
  // By now every start has been used once: mix, else the same assignments would come again.
  if (racks.epoch === racks.unfencedCount && racks.unfencedCount > 1) {
    shuffle(racks.striped, random);
    for (const rack of racks.byName) {
      shuffle(rack.fenced.brokers, random);
      shuffle(rack.unfenced.brokers, random);
    }
    racks.epoch = 0;
  }
  const rackCount = racks.striped.length;
  if (racks.offset === rackCount) racks.offset = 0;

  let leaderRack = racks.offset;
  let leader = next(rackAt(racks, leaderRack).unfenced, racks.epoch);
  while (leader === null) {
    leaderRack = (leaderRack + 1) % rackCount;
    leader = next(rackAt(racks, leaderRack).unfenced, racks.epoch);
  }
  const replicas = [leader];
  let leaderRackPassed = false;
  for (let index = racks.offset; replicas.length < replicationFactor; index = (index + 1) % rackCount) {
    // The leader's rack has had its turn in the first round.
    if (index === leaderRack && !leaderRackPassed) {
      leaderRackPassed = true;
      continue;
    }
    const rack = rackAt(racks, index);
    const broker = next(rack.unfenced, racks.epoch) ?? next(rack.fenced, racks.epoch);
    if (broker !== null) replicas.push(broker);
  }
  racks.epoch++;
  racks.offset++;
  return replicas;
}

function rackAt(racks: Racks, index: number): Rack {
  const rack = racks.striped[index];
  assert(rack !== undefined, 'a rack index lies within the racks');
  return rack;
}

function emptyBrokerList(): BrokerList {
  return { brokers: [], taken: 0, offset: 0, epoch: 0 };
}

function startAnywhere(list: BrokerList, random: RandomInts): void {
  if (list.brokers.length === 0) return;
  list.brokers.sort((a, b) => a - b);
  list.offset = random.nextInt(list.brokers.length);
}

/** The next broker of this round, null when all have been taken. */
function next(list: BrokerList, epoch: number): BrokerId | null {
  const { brokers } = list;
  if (brokers.length === 0) return null;
  if (list.epoch !== epoch) {
    list.epoch = epoch;
    list.taken = 0;
    list.offset = (list.offset + 1) % brokers.length;
  }
  if (list.taken >= brokers.length) return null;
  const broker = brokers[(list.taken + list.offset) % brokers.length];
  list.taken++;
  return broker ?? null;
}

/** Fisher-Yates from the end, as `java.util.Collections.shuffle`. */
function shuffle<T>(items: T[], random: RandomInts): void {
  for (let size = items.length; size > 1; size--) {
    const other = random.nextInt(size);
    const last = items[size - 1] as T;
    items[size - 1] = items[other] as T;
    items[other] = last;
  }
}

/** No rack first, then by UTF-16 units (Kafka: `OptionalStringComparator`). */
function compareRacks(a: Rack, b: Rack): number {
  if (a.name === b.name) return 0;
  if (a.name === null) return -1;
  if (b.name === null) return 1;
  return a.name < b.name ? -1 : 1;
}
