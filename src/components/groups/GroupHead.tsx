import type { ReactNode } from 'react';
import { phasesOf } from '../../scene/groups/phases.ts';
import type { GroupDetail } from '../../scene/groups/types.ts';
import { ActionButton } from '../cluster/ActionButton.tsx';
import { localCount, localDecimal } from '../format/readersNumbers.ts';
import { Term } from '../glossary/Term.tsx';
import { useAppState } from '../simulatorContext.tsx';
import { Part } from './Part.tsx';
import { PhaseSteps } from './PhaseSteps.tsx';
import type { Rebalances } from './rebalances.ts';
import { count, describeGroup, phaseSentence, STATE_WORDS } from './words.ts';

interface GroupHeadProps {
  readonly group: GroupDetail;
  readonly rebalances: Rebalances | null;
  readonly focused: boolean;
}

/** What the group is, who coordinates it, and what a rebalance has come to. */
export function GroupHead({ group, rebalances, focused }: GroupHeadProps): ReactNode {
  const { state, generation, coordinator, assignor, totals, adding, isDeposed, offsetsLeader, offsetsPartition } = group;
  const phases = phasesOf(group);
  const sentence = phaseSentence(group, phases);
  const tone = state === 'Stable' ? 'good' : state === 'Empty' || state === 'Dead' ? 'plain' : 'warn';
  return (
    <header className="ghead">
      <div className="ghead-line">
        <Part of={group.key} className="gname" label={describeGroup(group, sentence)} state={{ state, generation, coordinator, 'in-focus': focused }}>
          <span className="gname-text">{group.group}</span>
        </Part>
        <span className="gstate" data-tone={tone}>
          {state === 'Unknown' ? 'Not known' : state}: {STATE_WORDS[state]}
        </span>
        {adding !== null && <ActionButton words="Add a consumer" action={{ label: `Add a consumer to ${group.group}: ${adding.effect}`, command: adding.command }} tone="plain" />}
      </div>
      <dl className="gfacts">
        <Fact term="group coordinator" words="Coordinator">
          <Coordinator group={group} />
        </Fact>
        <Fact term="generation" words="Generation">
          {generation < 0 ? 'none' : generation}
        </Fact>
        <Fact term="assignor" words="Assignor">
          {assignor ?? 'none'}
        </Fact>
        <Fact term="member" words="Members">
          {totals.members}
          {totals.idle > 0 && `, ${totals.idle} idle`}
        </Fact>
        <Fact term="lag" words="Lag in all">
          {totals.known === 0 ? 'not known' : localCount(totals.lag)}
          {totals.unread > 0 && `; ${count(totals.unread, 'partition is', 'partitions are')} not read`}
        </Fact>
        <Fact term="rebalance" words="Rebalances">
          <RebalanceWords rebalances={rebalances} />
        </Fact>
      </dl>
      {isDeposed && (
        <p className="gwarning" data-tone="bad">
          Broker {coordinator} has not heard yet that {offsetsLeader < 0 ? 'nobody' : `broker ${offsetsLeader}`} leads __consumer_offsets-{offsetsPartition} now. What it says of the group is old.
        </p>
      )}
      <PhaseSteps group={group} phases={phases} sentence={sentence} />
    </header>
  );
}

function Fact({ term, words, children }: { readonly term: string; readonly words: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>
        <Term of={term}>{words}</Term>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The broker that has the group in memory, and why it is that one. */
function Coordinator({ group: { coordinator, offsetsPartition } }: { readonly group: GroupDetail }): ReactNode {
  const isAlive = useAppState(({ frame }) => frame?.brokers.find(({ id }) => id === coordinator)?.state !== 'dead');
  const place = offsetsPartition < 0 ? '' : `__consumer_offsets-${offsetsPartition}`;
  if (coordinator < 0) return place === '' ? 'none' : `none for ${place}`;
  return (
    <>
      <Part of={`broker-${coordinator}`} className="gbroker" label={`Broker ${coordinator}, ${isAlive ? '' : 'dead, '}coordinates the group.`}>
        broker {coordinator}
      </Part>{' '}
      <span className="gaside">leads {place}</span>
    </>
  );
}

function RebalanceWords({ rebalances }: { readonly rebalances: Rebalances | null }): ReactNode {
  const last = rebalances?.last ?? null;
  if (rebalances === null || last === null) return 'none yet';
  return (
    <>
      {rebalances.count}
      <span className="gaside">
        {' '}
        last at {localDecimal((last.at / 1e6).toFixed(2))} s, {last.tookUs === null ? 'under way' : `took ${localDecimal((last.tookUs / 1e6).toFixed(2))} s`}: {last.reason}
      </span>
    </>
  );
}
