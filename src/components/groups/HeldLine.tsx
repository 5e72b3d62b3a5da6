import { memo } from 'react';
import type { ReactNode } from 'react';
import type { HeldPartition } from '../../scene/groups/rows.ts';
import { lagStrip } from '../../scene/groups/lagScale.ts';
import { heldState, lagShown, type HeldProps } from './held.ts';
import { LagStripView } from './LagStripView.tsx';
import { Part } from './Part.tsx';
import { contestedWords, describeHeld } from './words.ts';

/** A partition with its holder: the end of its log with what is read and committed of it, and the same in numbers. */
export const HeldLine = memo(function HeldLine(props: HeldProps): ReactNode {
  const { held, holder, shown } = props;
  const { partition, position } = held;
  const { key, committed, highWatermark, leader } = partition;
  const lag = lagShown(held);
  return (
    <Part of={key} className="gline" label={describeHeld(held, holder)} state={heldState(props)}>
      <span className="gline-name mono">{key}</span>
      <LagStripView strip={lagStrip(partition, position, shown)} />
      <Figure words="committed" value={committed} mark="committed" />
      <Figure words="position" value={position} mark="position" />
      <Figure words="high watermark" value={highWatermark} />
      <span className="gline-lag mono" data-tone={lag === 0 ? 'good' : lag > 0 ? 'warn' : undefined}>
        <span className="gline-word">lag </span>
        {lag < 0 ? '?' : lag}
      </span>
      <span className="gline-leader">{leader < 0 ? <span data-tone="bad">no leader</span> : `broker ${leader}`}</span>
      <Notes held={held} />
    </Part>
  );
});

/** What the numbers do not say. */
function Notes({ held: { partition, holding, isContested } }: { readonly held: HeldPartition }): ReactNode {
  const { committed, logStart } = partition;
  const isRead = holding === 'read';
  const said = [
    ...(holding === 'counted' ? ['Nobody reads it.'] : []),
    ...(isContested ? [contestedWords(partition)] : []),
    ...(!isRead && committed < 0 ? ['Nothing is committed: auto.offset.reset decides where reading begins.'] : []),
    ...(!isRead && committed >= 0 && committed < logStart ? ['What is committed lies before the start of the log: auto.offset.reset decides where reading goes on.'] : []),
  ];
  return said.length === 0 ? null : <span className="gline-note" data-tone={holding === 'nobody' ? undefined : 'bad'}>{said.join(' ')}</span>;
}

function Figure({ words, value, mark }: { readonly words: string; readonly value: number; readonly mark?: 'committed' | 'position' }): ReactNode {
  return (
    <span className="gline-figure mono">
      <span className="gline-word">{words} </span>
      {mark !== undefined && value >= 0 && (
        <svg className={mark === 'position' ? 'reader' : 'reader-committed'} aria-hidden="true" width="9" height="8" viewBox="-4.5 -0.5 9 8">
          <path d="M0 1l4 5h-8z" />
        </svg>
      )}
      {value < 0 ? '–' : value}
    </span>
  );
}
