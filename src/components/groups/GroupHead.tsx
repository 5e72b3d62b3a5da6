import type { ReactNode } from 'react';
import { phasesOf } from '../../scene/groups/phases.ts';
import type { GroupDetail } from '../../scene/groups/types.ts';
import { ActionButton } from '../cluster/ActionButton.tsx';
import { localCount, localDecimal } from '../format/readersNumbers.ts';
import { Term } from '../glossary/Term.tsx';
import { useAppState } from '../simulatorContext.tsx';
import * as words from '../../words/groups.ts';
import { Part } from './Part.tsx';
import { PhaseSteps } from './PhaseSteps.tsx';
import type { Rebalances } from './rebalances.ts';
import { describeGroup, offsetsPlace, phaseSentence } from './sentences.ts';

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
          {words.namedState(state === 'Unknown' ? words.notKnownState : state, words.states[state])}
        </span>
        {adding !== null && <ActionButton words={words.addConsumer} action={{ label: words.addConsumerTo(group.group, adding.effect), command: adding.command }} tone="plain" />}
      </div>
      <dl className="gfacts">
        <Fact term="group coordinator" title={words.coordinator}>
          <Coordinator group={group} />
        </Fact>
        <Fact term="generation" title={words.generation}>
          {generation < 0 ? words.none : generation}
        </Fact>
        <Fact term="assignor" title={words.assignor}>
          {assignor ?? words.none}
        </Fact>
        <Fact term="member" title={words.members}>
          {totals.idle > 0 ? words.membersIdle(totals.members, totals.idle) : totals.members}
        </Fact>
        <Fact term="lag" title={words.lagInAll}>
          {lagWords(group)}
        </Fact>
        <Fact term="rebalance" title={words.rebalances}>
          <RebalanceWords rebalances={rebalances} />
        </Fact>
      </dl>
      {isDeposed && (
        <p className="gwarning" data-tone="bad">
          {offsetsLeader < 0 ? words.deposedByNobody(coordinator, offsetsPlace(offsetsPartition)) : words.deposed(coordinator, offsetsLeader, offsetsPlace(offsetsPartition))}
        </p>
      )}
      <PhaseSteps group={group} phases={phases} sentence={sentence} />
    </header>
  );
}

/** Only who coordinates the group can say that it has committed nothing. */
function lagWords({ coordinator, totals: { known, lag, uncommitted, partitions, unread } }: GroupDetail): string {
  if (coordinator < 0) return words.lagAnd(words.notKnown, 0, unread);
  if (known > 0) return words.lagAnd(localCount(lag), uncommitted, unread);
  return words.lagAnd(partitions > 0 && uncommitted === partitions ? words.nothingCommittedYet : words.notKnown, 0, unread);
}

function Fact({ term, title, children }: { readonly term: string; readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>
        <Term of={term}>{title}</Term>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The broker that has the group in memory, and why it is that one. */
function Coordinator({ group: { coordinator, offsetsPartition } }: { readonly group: GroupDetail }): ReactNode {
  const isAlive = useAppState(({ frame }) => frame?.brokers.find(({ id }) => id === coordinator)?.state !== 'dead');
  if (coordinator < 0) return offsetsPartition < 0 ? words.none : words.noneFor(offsetsPlace(offsetsPartition));
  return (
    <>
      <Part of={`broker-${coordinator}`} className="gbroker" label={isAlive ? words.coordinates(coordinator) : words.deadCoordinates(coordinator)}>
        {words.broker(coordinator)}
      </Part>{' '}
      <span className="gaside">{words.leadsPartition(offsetsPartition < 0 ? '' : offsetsPlace(offsetsPartition))}</span>
    </>
  );
}

function RebalanceWords({ rebalances }: { readonly rebalances: Rebalances | null }): ReactNode {
  const last = rebalances?.last ?? null;
  if (rebalances === null || last === null) return words.noneYet;
  return (
    <>
      {rebalances.count}
      <span className="gaside">
        {' '}
        {last.tookUs === null ? words.lastUnderWay(seconds(last.at), last.reason) : words.lastTook(seconds(last.at), seconds(last.tookUs), last.reason)}
      </span>
    </>
  );
}

function seconds(us: number): string {
  return `${localDecimal((us / 1e6).toFixed(2))} s`;
}
