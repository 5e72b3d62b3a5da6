import { useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { TimeUs } from '../../base/flavor.ts';
import type { GroupsDetail } from '../../scene/groups/types.ts';
import type { FactView } from '../../store/facts.ts';
import { useStageMoment } from '../cluster/useStageFrame.ts';
import { useStoryFocus } from '../cluster/useStoryFocus.ts';
import { useViewport } from '../cluster/useViewport.ts';
import { Told } from '../glossary/Told.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import type { LensProps } from '../stage/lenses.ts';
import * as words from '../../words/groups.ts';
import { GroupPanel } from './GroupPanel.tsx';
import { CopiesContext } from './marked.ts';
import { rebalancesUntil } from './rebalances.ts';
import { SelectedContext } from './selectedContext.ts';
import { useGroupsInput } from './useGroupsInput.ts';
import { useHandOver } from './useHandOver.ts';
import '../styles/groups.css';
import '../styles/groupRows.css';

/** More groups than this are not drawn. */
const MOST_GROUPS = 12;

/** The groups lens: who reads what, how far, and what a rebalance has come to. */
export default function GroupsLens({ embedded }: LensProps): ReactNode {
  const { actions } = useSimulator();
  const container = useRef<HTMLDivElement>(null);
  const viewport = useViewport(container, embedded);
  useEffect(() => {
    actions.lookAt({ kind: 'groups' });
    return () => actions.lookAt(null);
  }, [actions]);
  const { frame, detail, facts } = useStageMoment();
  const groups = detail?.kind === 'groups' ? detail.groups : null;
  return (
    <div className="lens groups-lens" data-kind={viewport?.kind} ref={container} aria-busy={groups === null}>
      {groups !== null && <Groups groups={groups} now={frame?.now ?? 0} facts={facts} />}
    </div>
  );
}

interface GroupsProps {
  readonly groups: GroupsDetail['groups'];
  readonly now: TimeUs;
  readonly facts: readonly FactView[];
}

function Groups({ groups, now, facts }: GroupsProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const selected = useAppState((state) => state.selected);
  const copies = useAppState(({ followed }) => followed?.record?.copies ?? null);
  const rebalances = useMemo(() => rebalancesUntil(facts, now), [facts, now]);
  const focus = useStoryFocus();
  useGroupsInput(root);
  useHandOver(root, now);
  const shown = groups.slice(0, MOST_GROUPS);
  return (
    <div ref={root} className="groups" role="application" aria-roledescription={words.picture} aria-label={words.lens}>
      {groups.length === 0 && (
        <p className="groups-empty">
          <Told words={words.noGroups} />
        </p>
      )}
      <SelectedContext value={selected}>
        <CopiesContext value={copies}>
          {shown.map((group) => (
            <GroupPanel key={group.key} group={group} rebalances={rebalances.get(group.group) ?? null} focus={focus} />
          ))}
        </CopiesContext>
      </SelectedContext>
      {groups.length > shown.length && <p className="groups-note">{words.groupsNotDrawn(groups.length - shown.length)}</p>}
    </div>
  );
}
