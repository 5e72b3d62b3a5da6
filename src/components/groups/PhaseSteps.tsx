import type { ReactNode } from 'react';
import type { Phases } from '../../scene/groups/phases.ts';
import type { GroupDetail } from '../../scene/groups/types.ts';
import { Said } from '../format/Said.tsx';
import * as words from '../../words/groups.ts';
import { TimeLeft } from './TimeLeft.tsx';
import { deadlineOf } from './sentences.ts';

interface PhaseStepsProps {
  readonly group: GroupDetail;
  readonly phases: Phases;
  readonly sentence: string;
}

/** The three phases of a rebalance, and whom the present one waits for until when. */
export function PhaseSteps({ group, phases, sentence }: PhaseStepsProps): ReactNode {
  const deadline = deadlineOf(group);
  return (
    <div className="gphases" data-state={group.state} data-ready={phases.ready.join(' ')} data-awaited={phases.awaited.join(' ')}>
      <ol aria-label={words.phasesOfRebalance}>
        {phases.list.map(({ name, standing }) => (
          <li key={name} data-phase={name} data-standing={standing} title={words.phaseTips[name]} aria-current={standing === 'now' ? 'step' : undefined}>
            <span className="gphase-dot" aria-hidden="true">
              {standing === 'done' && (
                <svg viewBox="0 0 10 10" width="8" height="8">
                  <path d="M1.5 5.2l2.4 2.4 4.6-5" />
                </svg>
              )}
            </span>
            {words.phases[name]}
            <span className="visually-hidden">{words.phaseStandings[standing]}</span>
          </li>
        ))}
      </ol>
      <p className="gphase-words">
        {sentence}
        {deadline !== null && (
          <>
            {' '}
            <Said words={deadline.words} parts={{ time: <TimeLeft until={deadline.at} className="gtime" /> }} />
          </>
        )}
      </p>
    </div>
  );
}
