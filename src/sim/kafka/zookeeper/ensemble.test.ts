import { describe, expect, it } from 'vitest';
import { zooKeepersOf } from '../cluster.ts';
import { clusterRun, type ClusterRun } from '../../testing/clusterRun.ts';
import { isBetter } from './looking.ts';

const CLUSTER = { metadata: 'zookeeper', brokers: [{ id: 4 }, { id: 1 }, { id: 2 }, { id: 3 }] };

function rolesOf(run: ClusterRun): string[] {
  return zooKeepersOf(run.sim.world).map((member) => (run.sim.control.statusOf(member.node) === 'dead' ? 'dead' : member.member.kind));
}

function contentsOf(run: ClusterRun): string[] {
  return zooKeepersOf(run.sim.world).map(({ disk }) =>
    JSON.stringify([disk.database.zxid, [...disk.database.znodes], [...disk.database.sessions]]),
  );
}

describe('a vote', () => {
  it('is for the latest epoch, then the longest history, then the larger id', () => {
    const vote = { leader: 1, epoch: 1, zxid: 5 };
    expect(isBetter({ leader: 1, epoch: 2, zxid: 1 }, vote)).toBe(true);
    expect(isBetter({ leader: 1, epoch: 1, zxid: 6 }, vote)).toBe(true);
    expect(isBetter({ leader: 2, epoch: 1, zxid: 5 }, vote)).toBe(true);
    expect(isBetter({ leader: 3, epoch: 1, zxid: 4 }, vote)).toBe(false);
    expect(isBetter(vote, vote)).toBe(false);
  });
});

describe.each([1, 3, 5])('an ensemble of %i', (controllers) => {
  it('that loses all its servers at once comes back with everything that was committed', () => {
    const run = clusterRun({ cluster: { ...CLUSTER, controllers } });
    run.give({ kind: 'createTopic', topic: 'new', partitions: 2, replicationFactor: 3 }, 1);
    run.until(5);
    const before = contentsOf(run);
    expect(new Set(before).size).toBe(1);
    for (let id = 1; id <= controllers; id += 1) {
      run.give({ kind: 'killController', controller: id }, 5);
      run.give({ kind: 'restartController', controller: id }, 10);
    }
    run.until(9);
    expect(contentsOf(run)).toEqual(before);
    run.until(14);
    expect(rolesOf(run).filter((role) => role === 'leading')).toHaveLength(1);
    expect(new Set(contentsOf(run)).size).toBe(1);
    run.give({ kind: 'deleteTopic', topic: 'new' }, 15);
    run.until(20);
    expect(run.state().topics['new']).toBeUndefined();
    expect(run.all('ZooKeeperSessionEnded')).toEqual([]);
  });
});

describe('an ensemble of three', () => {
  it('elects another leader within seconds, and the old one follows when it is back', () => {
    const run = clusterRun({ cluster: { ...CLUSTER, controllers: 3 } });
    run.give({ kind: 'killController', controller: 3 }, 5);
    run.until(8);
    expect(rolesOf(run)).toEqual(['following', 'leading', 'dead']);
    run.give({ kind: 'createTopic', topic: 'new', partitions: 1, replicationFactor: 3 }, 9);
    run.give({ kind: 'restartController', controller: 3 }, 12);
    run.until(16);
    expect(rolesOf(run)).toEqual(['following', 'leading', 'following']);
    expect(new Set(contentsOf(run)).size).toBe(1);
  });

  it('brings a server with an empty disk up to date', () => {
    const run = clusterRun({ cluster: { ...CLUSTER, controllers: 3 } });
    run.give({ kind: 'killController', controller: 1 }, 5);
    run.give({ kind: 'restartController', controller: 1, wipe: true }, 7);
    run.until(12);
    expect(rolesOf(run)).toEqual(['following', 'following', 'leading']);
    expect(new Set(contentsOf(run)).size).toBe(1);
  });

  it('drops what a cut-off leader alone had written, and its client writes it again elsewhere', () => {
    // Broker 2 is the controller and a client of server 3 (its id modulo three), which leads.
    const brokers = [{ id: 2 }, { id: 1 }, { id: 3 }];
    const run = clusterRun({ cluster: { metadata: 'zookeeper', controllers: 3, brokers } });
    run.give({ kind: 'cutLink', from: 'zookeeper-3', to: 'zookeeper-1' }, 5);
    run.give({ kind: 'cutLink', from: 'zookeeper-3', to: 'zookeeper-2' }, 5);
    run.give({ kind: 'createTopic', topic: 'new', partitions: 1, replicationFactor: 3 }, 6);
    run.until(8);
    const disk = () => zooKeepersOf(run.sim.world)[2]?.disk ?? null;
    const uncommitted = disk()?.log.at(-1)?.zxid ?? 0;
    expect(uncommitted).toBeGreaterThan(disk()?.database.zxid ?? 0);
    expect(run.state().topics['new']).toBeUndefined();
    run.until(30);
    expect(rolesOf(run)).toEqual(['following', 'leading', 'looking']);
    expect(run.state().topics['new']).toHaveLength(1);
    expect(disk()?.log.at(-1)?.zxid).toBe(uncommitted);
    run.give({ kind: 'healLink', from: '*', to: '*' }, 31);
    run.until(120);
    expect(rolesOf(run).toSorted()).toEqual(['following', 'following', 'leading']);
    expect(disk()?.log.some(({ zxid }) => zxid === uncommitted)).toBe(false);
    expect(new Set(contentsOf(run)).size).toBe(1);
  });
});
