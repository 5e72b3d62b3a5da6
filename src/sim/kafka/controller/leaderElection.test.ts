import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { electLeader } from './leaderElection.ts';
import type { ElectionInput } from './leaderElection.ts';
import { applyPartitionChange, buildPartitionChange, newPartition } from './partitionChange.ts';

const NO_LEADER = -1;
const base: ElectionInput = {
  election: 'ONLINE',
  leader: 1,
  lastKnownElr: [],
  targetReplicas: [2, 1, 3],
  targetIsr: [2, 1, 3],
  targetElr: [],
  elrEnabled: true,
  isAcceptableLeader: (broker) => broker !== 3,
};
const elect = (change: Partial<ElectionInput>) => electLeader({ ...base, ...change });

describe('electLeader', () => {
  interface ElectCase {
    readonly replicas: number[];
    readonly isr: number[];
    readonly leader: number;
    readonly minIsr: number;
    readonly unacceptable: number[];
  }
  interface ElectExpect {
    readonly PREFERRED: number;
    readonly ONLINE: number;
    readonly 'ONLINE with targetIsr [3]': number;
    readonly 'UNCLEAN with targetIsr [3]': { leader: number; isr: number[]; recovery: string };
  }
  for (const c of casesOf<ElectCase, ElectExpect>('elect')) {
    it(c.id, () => {
      const isAcceptableLeader = (broker: number): boolean => !c.in.unacceptable.includes(broker);
      const input = { leader: c.in.leader, targetReplicas: c.in.replicas, targetIsr: c.in.isr, isAcceptableLeader };
      expect(elect({ ...input, election: 'PREFERRED' }).leader).toBe(c.expect.PREFERRED);
      expect(elect({ ...input, election: 'ONLINE' }).leader).toBe(c.expect.ONLINE);
      expect(elect({ ...input, targetIsr: [3] }).leader).toBe(c.expect['ONLINE with targetIsr [3]']);

      const partition = { ...newPartition(c.in.replicas, c.in.isr), leader: c.in.leader };
      const context = { isAcceptableLeader, minIsr: c.in.minIsr, elrEnabled: true };
      const change = buildPartitionChange(partition, { isr: [3], election: 'UNCLEAN' }, context);
      const after = applyPartitionChange(partition, change ?? {});
      expect({ leader: after.leader, isr: after.isr, recovery: after.leaderRecoveryState }).toEqual(c.expect['UNCLEAN with targetIsr [3]']);
    });
  }

  // PartitionChangeBuilderTest#testElectLeader
  it.each<[string, Partial<ElectionInput>, number, boolean]>([
    ['UNCLEAN keeps a good leader', { election: 'UNCLEAN' }, 1, false],
    ['the leader of a smaller ISR stays', { targetIsr: [1, 3] }, 1, false],
    ['UNCLEAN prefers the ISR', { election: 'UNCLEAN', targetIsr: [4], targetReplicas: [2, 1, 3, 4] }, 4, false],
    ['PREFERRED outside the ISR keeps the leader', { election: 'PREFERRED', leader: 3, targetIsr: [1, 3], isAcceptableLeader: () => true }, 3, false],
  ])('%s', (_, change, leader, unclean) => expect(elect(change)).toEqual({ leader, unclean }));

  it('goes by list order, not by id or ISR order', () => {
    expect(elect({ leader: NO_LEADER, targetReplicas: [3, 2, 1], targetIsr: [1, 2, 3] }).leader).toBe(2);
  });
  it('PREFERRED falls back to list order when the leader is gone, too', () => {
    expect(elect({ election: 'PREFERRED', leader: 3, targetReplicas: [3, 2, 1] })).toEqual({ leader: 2, unclean: false });
  });
  it('takes an ELR member, cleanly, only when the ISR is empty', () => {
    expect(elect({ leader: NO_LEADER, targetIsr: [], targetElr: [1] })).toEqual({ leader: 1, unclean: false });
    expect(elect({ leader: NO_LEADER, targetIsr: [3], targetElr: [1] })).toEqual({ leader: NO_LEADER, unclean: false });
  });

  describe('last known leader', () => {
    const gone: Partial<ElectionInput> = { leader: NO_LEADER, targetIsr: [], targetElr: [], lastKnownElr: [1] };
    it('is elected, uncleanly, when ISR and ELR are gone', () => expect(elect(gone)).toEqual({ leader: 1, unclean: true }));
    it('also by PREFERRED', () => expect(elect({ ...gone, election: 'PREFERRED' })).toEqual({ leader: 1, unclean: true }));
    it.each<[string, Partial<ElectionInput>]>([
      ['ELR is off', { elrEnabled: false }],
      ['the ISR has somebody', { targetIsr: [3] }],
      ['the ELR has somebody', { targetElr: [3] }],
      ['it is not the only one named', { lastKnownElr: [1, 2] }],
      ['it is not back', { lastKnownElr: [3] }],
    ])('is not when %s', (_, change) => expect(elect({ ...gone, ...change }).leader).toBe(NO_LEADER));
  });
});
