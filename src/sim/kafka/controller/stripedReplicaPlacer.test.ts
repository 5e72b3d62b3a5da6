import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { placeReplicas } from './stripedReplicaPlacer.ts';
import type { RandomInts, UsableBroker } from './stripedReplicaPlacer.ts';

/** Kafka's MockRandom (a 64-bit LCG) under java.util.Random.nextInt. */
function mockRandom(seed: bigint): RandomInts {
  let state = seed;
  const nextBits = (bits: number): number => {
    state = BigInt.asUintN(64, state * 2862933555777941757n + 3037000493n);
    return Number(BigInt.asIntN(32, state >> BigInt(64 - bits)));
  };
  return {
    nextInt(bound) {
      let bits = nextBits(31);
      if ((bound & (bound - 1)) === 0) return Number((BigInt(bound) * BigInt(bits)) >> 31n);
      let value = bits % bound;
      while (bits - value + (bound - 1) > 0x7fffffff) {
        bits = nextBits(31);
        value = bits % bound;
      }
      return value;
    },
  };
}

function unfenced(...ids: number[]): UsableBroker[] {
  return ids.map((id) => ({ id, rack: null, fenced: false }));
}

function placed(brokers: readonly UsableBroker[], partitions: number, replicationFactor: number, random = mockRandom(17n)): number[][] {
  const result = placeReplicas(brokers, { partitions, replicationFactor }, random);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

function refusal(brokers: readonly UsableBroker[], replicationFactor: number): string | null {
  const result = placeReplicas(brokers, { partitions: 1, replicationFactor }, mockRandom(17n));
  return result.ok ? null : result.message;
}

describe('placeReplicas', () => {
  interface PlaceCase {
    readonly brokers: [id: number, rack: string | null, fenced: boolean][];
    readonly partitions: number;
    readonly rf: number;
  }
  for (const c of casesOf<PlaceCase, number[][]>('stripedPlace')) {
    it(c.id, () => {
      const brokers = c.in.brokers.map(([id, rack, fenced]) => ({ id, rack, fenced }));
      expect(placed(brokers, c.in.partitions, c.in.rf)).toEqual(c.expect);
      expect(placed(brokers.toReversed(), c.in.partitions, c.in.rf)).toEqual(c.expect);
    });
  }

  // The rest are those of StripedReplicaPlacerTest.
  it('spreads 200 partitions as evenly as Kafka does', () => {
    const counts: Record<string, number> = {};
    for (const replicas of placed(unfenced(0, 1, 2, 3), 200, 2)) counts[replicas.join()] = (counts[replicas.join()] ?? 0) + 1;
    expect(counts).toEqual({
      '0,1': 14, '0,2': 22, '0,3': 14, '1,0': 17, '1,2': 17, '1,3': 16,
      '2,0': 13, '2,1': 17, '2,3': 20, '3,0': 20, '3,1': 19, '3,2': 11,
    });
  });
  it('places on the only unfenced broker again and again', () => {
    expect(placed([{ id: 0, rack: null, fenced: false }, { id: 1, rack: null, fenced: true }], 3, 1)).toEqual([[0], [0], [0]]);
  });
  it('places on a fenced broker last, and only if it must', () => {
    const brokers = [...unfenced(3, 2), { id: 1, rack: null, fenced: true }];
    expect(placed(brokers, 4, 3)).toEqual([[3, 2, 1], [2, 3, 1], [3, 2, 1], [2, 3, 1]]);
  });
  it('passes over racks without an unfenced broker for the leader', () => {
    const brokers: UsableBroker[] = [
      { id: 11, rack: '1', fenced: false },
      { id: 10, rack: '1', fenced: false },
      { id: 30, rack: '3', fenced: true },
      { id: 31, rack: '3', fenced: true },
      { id: 20, rack: '2', fenced: true },
      { id: 21, rack: '2', fenced: true },
      { id: 41, rack: '4', fenced: false },
      { id: 40, rack: '4', fenced: true },
    ];
    expect(placed(brokers, 3, 4)).toEqual([[41, 11, 21, 30], [10, 20, 31, 41], [41, 21, 30, 11]]);
  });

  it('goes on from the rack the stripe starts in, one at a time', () => {
    const brokers: UsableBroker[] = [
      { id: 1, rack: 'a', fenced: true },
      { id: 2, rack: 'b', fenced: false },
      { id: 3, rack: 'c', fenced: false },
    ];
    // Rack a cannot lead, so b does; then a has its turn, b has had it, and c follows.
    expect(placed(brokers, 1, 3, { nextInt: () => 0 })).toEqual([[2, 1, 3]]);
  });

  it('says why it cannot', () => {
    const fenced = unfenced(0, 1, 2).map((broker) => ({ ...broker, fenced: true }));
    expect(refusal(fenced, 1)).toMatch(/fenced/);
    expect(refusal([], 1)).toMatch(/fenced/);
    expect(refusal(unfenced(10, 11), 3)).toMatch(/only 2/);
    expect(refusal(unfenced(10, 11), 0)).toMatch(/1 or more/);
    expect(refusal(unfenced(10, 11), -1)).toMatch(/1 or more/);
  });
});
