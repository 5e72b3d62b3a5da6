import type { FromCompare, RunRecord } from '../../protocol/compare.ts';
import { settingNames, suggestTwins } from '../../scenarios/compare/suggest.ts';
import { branchOf } from '../../sim/index.ts';
import type { Session } from '../sessionState.ts';

type Recorded = Extract<FromCompare, { readonly type: 'recorded' }>;

/** A branch to be opened in another worker, and what the run could be compared with. Null where there is no such branch any more. */
export function recorded(session: Session, branch: number | null): Omit<Recorded, 'type' | 'request'> | null {
  const record = recordOfBranch(session, branch);
  if (record === null) return null;
  return { record, suggestions: suggestTwins(session.parsed, session.seed), settings: settingNames() };
}

function recordOfBranch({ source, seed, timeline }: Session, id: number | null): RunRecord | null {
  const branch = id === null ? timeline.current : branchOf(timeline, id);
  if (branch === null) return null;
  return { source, seed, inputs: branch.inputs, end: Math.max(branch.end.at, branch === timeline.current ? timeline.run.sim.state.now : 0) };
}
