import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../scenarios/index.ts';
import { createCluster, runUntil, stateView } from '../index.ts';

const SECOND = 1_000_000;

function run(command: Record<string, unknown>): ReturnType<typeof stateView> {
  const parsed = parseScenario({
    v: 1,
    id: 'idle',
    title: 'Idle partitions',
    summary: 'Nothing is ever written.',
    seed: 5,
    cluster: { brokers: 3, controllers: 1, topics: [{ name: 'idle', partitions: 2, replicationFactor: 3 }] },
    script: [{ at: '5s', do: command }, { at: '25s', do: { kind: 'healLink', from: '*', to: '*' } }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const sim = createCluster(parsed.spec);
  runUntil(sim, 20 * SECOND);
  // The controller took the silent broker out although its connections to the others may never have broken.
  expect(stateView(sim).topics['idle']?.every(({ isr }) => !isr.includes(1))).toBe(true);
  runUntil(sim, 60 * SECOND);
  return stateView(sim);
}

describe('a follower that was fenced and kept its connections', () => {
  it.each([
    ['a pause longer than the session', { kind: 'pauseNode', node: 'broker-1', for: '20s' }],
    ['a cut from the controllers', { kind: 'cutLink', from: 'broker-1', to: 'controllers' }],
  ])('is back in the ISR of idle partitions after %s', (_, command) => {
    const { topics } = run(command);
    for (const { isr, replicas } of Object.values(topics).flat()) expect(new Set(isr)).toEqual(new Set(replicas));
  });
});
