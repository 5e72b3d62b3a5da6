import { describe, expect, it } from 'vitest';
import { clusterRun } from '../../testing/clusterRun.ts';
import { brokersOf } from '../cluster.ts';
import { replicaOf } from './brokerState.ts';
import { notifyWatchers } from './fetchSessions.ts';

/** An idle cluster, some seconds old: both followers' fetches are parked at broker 1, which leads orders-0. */
function parkedAtLeader() {
  const run = clusterRun({});
  run.until(3);
  const leader = brokersOf(run.sim.world)[0];
  const replica = leader === undefined ? undefined : replicaOf(leader, 'orders', 0);
  if (leader === undefined || replica === undefined) throw new Error('broker 1 has orders-0');
  expect([...leader.sessions.values()].filter(({ parked, replicaId }) => parked !== null && replicaId >= 0)).toHaveLength(2);
  leader.wake.clear();
  return { leader, replica };
}

describe('parked fetches of followers', () => {
  it.each([
    ['appended', 2],
    ['role', 2],
    ['highWatermark', 0],
    ['isr', 0],
    ['logStart', 0],
    // The leader is elected again: nothing to read has come (`Partition.makeLeader` completes nothing unless the high watermark moved).
    ['epoch', 0],
  ] as const)('when it is the %s that changes, %i are answered', (change, woken) => {
    const { leader, replica } = parkedAtLeader();
    notifyWatchers(leader, replica, change);
    expect(leader.wake.size).toBe(woken);
  });

  it('of an earlier leader epoch are answered with the error as soon as anything wakes the partition', () => {
    const { leader, replica } = parkedAtLeader();
    replica.leaderEpoch += 1;
    notifyWatchers(leader, replica, 'epoch');
    expect(leader.wake.size).toBe(0);
    notifyWatchers(leader, replica, 'highWatermark');
    expect(leader.wake.size).toBe(2);
  });
});
