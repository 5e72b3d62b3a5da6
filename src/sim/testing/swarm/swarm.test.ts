import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../scenarios/index.ts';
import { createCluster } from '../../kafka/createCluster.ts';
import type { Fact } from '../../kafka/facts.ts';
import type { FactRecord } from '../../kernel/types.ts';
import { runUntil, takeFacts } from '../../kernel/simulation.ts';
import { drawFrom } from './draw.ts';
import { drawFaults, FAULT_KINDS } from './faults.ts';
import { playSwarm } from './play.ts';

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

const line = ({ at, node, fact }: FactRecord<Fact>): string => `${at} ${node} ${JSON.stringify(fact)}`;

/** What a run told: everything but the numbers of events, which a script given beforehand shifts. */
function told(document: Record<string, unknown>, untilUs: number): string[] {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const sim = createCluster(parsed.spec);
  runUntil(sim, untilUs);
  return takeFacts(sim).map(line);
}

describe('a seed of the swarm', () => {
  it('draws the same run every time, and another than its neighbour', () => {
    const once = playSwarm(7);
    expect(playSwarm(7)).toEqual(once);
    expect(playSwarm(8).document).not.toEqual({ ...once.document, seed: 8 });
  });

  it.each([3, 11, 24])('becomes a document that plays the same (seed %i)', (seed) => {
    const live: string[] = [];
    const outcome = playSwarm(seed, { onFact: (record) => live.push(line(record)) });
    expect(outcome.failure).toBeNull();
    expect(told(outcome.document, outcome.endUs)).toEqual(live);
  });

  it('leaves every kind of fault out of about half of the runs', () => {
    const runs = SEEDS.map((seed) => new Set(drawFaults(seed).faults.map(({ kind }) => kind)));
    for (const kind of FAULT_KINDS) {
      const share = runs.filter((kinds) => kinds.has(kind)).length / runs.length;
      expect(share, kind).toBeGreaterThan(0.05);
      expect(share, kind).toBeLessThan(0.6);
    }
  });

  it('has quiet periods in between', () => {
    const draw = drawFrom(1, 'test');
    const quiet = Array.from({ length: 400 }, () => draw.chance(25)).filter(Boolean).length;
    expect(quiet).toBeGreaterThan(60);
    expect(quiet).toBeLessThan(140);
  });
});
