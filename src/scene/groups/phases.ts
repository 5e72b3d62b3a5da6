import type { TimeUs } from '../../base/flavor.ts';
import type { GroupDetail, GroupMember } from '../../protocol/groupsDetail.ts';

type PhaseName = 'join' | 'sync' | 'stable';

interface Phase {
  readonly name: PhaseName;
  readonly standing: 'done' | 'now' | 'ahead';
}

/** What a rebalance has come to: its three phases, and in the present one whom the coordinator waits for and how long at most. */
export interface Phases {
  readonly list: readonly Phase[];
  readonly ready: readonly string[];
  readonly awaited: readonly string[];
  /** Member ids were given out that nobody has joined with yet. */
  readonly expected: number;
  readonly endsAt: TimeUs | null;
}

const NAMES: readonly PhaseName[] = ['join', 'sync', 'stable'];

export function phasesOf({ state, rebalance, members }: Pick<GroupDetail, 'state' | 'rebalance' | 'members'>): Phases {
  const at = state === 'PreparingRebalance' ? 0 : state === 'CompletingRebalance' ? 1 : state === 'Stable' ? 2 : -1;
  const waits = at === 0 || at === 1;
  return {
    list: NAMES.map((name, index) => ({ name, standing: at < 0 || index > at ? 'ahead' : index < at ? 'done' : 'now' })),
    ready: waits ? members.filter(isReady).map(({ client }) => client) : [],
    awaited: waits ? members.filter((member) => !isReady(member)).map(({ client }) => client) : [],
    expected: at === 0 ? (rebalance?.expected ?? 0) : 0,
    endsAt: rebalance?.endsAt ?? null,
  };
}

/** Its request is with the coordinator. */
function isReady({ step }: GroupMember): boolean {
  return step === 'joined' || step === 'syncing';
}
