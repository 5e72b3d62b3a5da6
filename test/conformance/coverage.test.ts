import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allCases, casesOf } from './cases.ts';

/** Which test runs which cases. The check below also looks into the test for the rule's name. */
const COVERED: Record<string, readonly string[]> = {
  'src/sim/kafka/clients/producer/murmur2.test.ts': ['murmur2-1', 'murmur2-2', 'murmur2-3', 'murmur2-4', 'murmur2-5', 'murmur2-6'],
  'src/sim/kafka/clients/producer/builtInPartitioner.test.ts': ['bip-1', 'bip-2', 'bip-3'],
  'src/sim/kafka/clients/exponentialBackoff.test.ts': ['backoff-1'],
  'src/sim/kafka/clients/assignors/assignors.test.ts': ['range-1', 'range-2', 'range-3', 'rr-1', 'rr-2', 'rr-3'],
  'src/sim/kafka/log/leaderEpochFileCache.test.ts': ['epoch-1', 'epoch-2', 'epoch-3'],
  'src/sim/kafka/log/unifiedLog.test.ts': ['log-1', 'seg-1', 'seg-2'],
  'src/sim/kafka/log/retention.test.ts': ['log-2', 'log-3'],
  'src/sim/kafka/log/offsetsByTime.test.ts': ['seg-3'],
  'src/sim/kafka/log/producerStateManager.test.ts': ['prod-1', 'prod-2', 'prod-3', 'txm-1'],
  'src/sim/kafka/log/cleaner.test.ts': ['clean-1', 'clean-2', 'clean-3'],
  'src/sim/kafka/log/cleanableOffsets.test.ts': ['lcm-1', 'lcm-2', 'lcm-3'],
  'src/sim/kafka/broker/highWatermark.test.ts': ['part-1'],
  'src/sim/kafka/broker/replicaState.test.ts': ['replica-1', 'replica-2', 'replica-3'],
  'src/sim/kafka/broker/isrRules.test.ts': ['part-2', 'part-3'],
  'src/sim/kafka/broker/truncation.test.ts': ['fetch-1', 'fetch-2', 'fetch-3', 'fetch-4'],
  'src/sim/kafka/controller/leaderElection.test.ts': ['pcb-1'],
  'src/sim/kafka/controller/partitionChange.test.ts': ['pcb-2', 'pcb-3', 'pcb-4'],
  'src/sim/kafka/controller/leaderAndIsrUpdate.test.ts': ['rcm-1'],
  'src/sim/kafka/controller/alterPartition.test.ts': ['rcm-2', 'rcm-3'],
  'src/sim/kafka/controller/reassignment.test.ts': ['reas-1', 'reas-2', 'reas-3'],
  'src/sim/kafka/controller/stripedReplicaPlacer.test.ts': ['stripe-1', 'stripe-2', 'stripe-3'],
  'src/sim/kafka/controller/brokerHeartbeat.test.ts': ['hb-1', 'hb-2', 'hb-3', 'hb-4'],
  'src/sim/kafka/controller/raft/vote.test.ts': ['grant-1', 'grant-2', 'grant-3'],
  'src/sim/kafka/controller/raft/quorumTimers.test.ts': ['cq-1', 'cq-2', 'cq-3'],
  'src/sim/kafka/controller/raft/highWatermark.test.ts': ['rafthw-1', 'rafthw-2', 'rafthw-3'],
  'src/sim/kafka/controller/raft/election.test.ts': ['elect-1', 'elect-2', 'elect-3'],
  'src/sim/kafka/controller/raft/voterSet.test.ts': ['voters-1', 'voters-2', 'voters-3'],
  'src/sim/kafka/group/joinGroup.test.ts': ['gmm-2', 'gmm-3'],
  'src/sim/kafka/group/offsetCommits.test.ts': ['off-1', 'off-3'],
  'src/sim/kafka/clients/producer/recordAccumulator.test.ts': ['acc-1', 'acc-2', 'acc-3'],
  'src/sim/kafka/clients/producer/idempotence.test.ts': ['send-1', 'send-2', 'send-3'],
};

/** Cases that wait for the part of the model they belong to. An entry moves up when its rule arrives. */
const NOT_YET: Record<string, readonly string[]> = {
  'sticky and cooperative-sticky assignors': ['sticky-1', 'sticky-2', 'sticky-3'],
  'assignors of the consumer group protocol (KIP-848)': [
    'srange-1', 'srange-2', 'srange-3', 'suni-1', 'suni-2', 'suni-3', 'suni-4', 'shet-1', 'shet-2', 'shet-3',
  ],
  'consumer group protocol (KIP-848)': [
    'cg-1', 'cg-2', 'cg-3', 'tab-1', 'tab-2', 'tab-3', 'cgs-1', 'cgs-2', 'cgs-3', 'cgs-4', 'cgs-5', 'gmm-1',
  ],
  transactions: [
    'txm-2', 'txm-3', 'txmeta-1', 'txmeta-2', 'txmeta-3', 'txc-1', 'txc-2', 'txc-3', 'off-2', 'log-4',
  ],
  'share groups (KIP-932)': ['share-1', 'share-2', 'share-3', 'rec-1', 'rec-2', 'rec-3'],
};

const listed = [...Object.values(COVERED).flat(), ...Object.values(NOT_YET).flat()];
const cases = allCases();

describe('conformance coverage', () => {
  it('has a place for every case, and only one', () => {
    expect(listed.toSorted()).toEqual(cases.map((one) => one.id).toSorted());
  });

  it('has no two cases of one id', () => {
    expect(new Set(cases.map((one) => one.id)).size).toBe(cases.length);
  });

  it.each(Object.entries(COVERED))('%s runs the rules it is listed for', (path, ids) => {
    const source = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    for (const id of ids) {
      const fn = cases.find((one) => one.id === id)?.fn;
      expect(source, `${id} is a case of ${fn}`).toMatch(new RegExp(`casesOf<.*>\\('${fn}'\\)`));
    }
  });

  it('does not let a rule without cases pass', () => {
    expect(() => casesOf('noSuchRule')).toThrow(/noSuchRule/);
  });
});
