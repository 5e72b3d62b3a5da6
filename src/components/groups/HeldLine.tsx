import { memo } from 'react';
import type { ReactNode } from 'react';
import { sameData } from '../../base/sameData.ts';
import type { GroupPartition } from '../../scene/groups/types.ts';
import type { HeldPartition } from '../../scene/groups/rows.ts';
import { lagStrip } from '../../scene/groups/lagScale.ts';
import * as words from '../../words/groups.ts';
import { heldState, lagTone, type HeldProps } from './held.ts';
import { LagStripView } from './LagStripView.tsx';
import { useMarked } from './marked.ts';
import { Part } from './Part.tsx';
import { RecordNote } from './RecordNote.tsx';
import { contestedWords, describeHeld } from './sentences.ts';

/** A partition with its holder: the end of its log with what is read and committed of it, and the same in numbers. */
export const HeldLine = memo(function HeldLine(props: HeldProps): ReactNode {
  const { held, holder, shown } = props;
  const { partition, position } = held;
  const { key, committed, highWatermark, lag } = partition;
  const marked = useMarked(props);
  return (
    <Part of={key} className="gline" label={[describeHeld(held, holder), ...marked.sentences].join(' ')} state={{ ...heldState(props), marked: marked.by }}>
      <span className="gline-name mono">{key}</span>
      <LagStripView strip={lagStrip(partition, position, shown)} records={marked.records} />
      <Figure title={words.committedFigure} value={committed} mark="committed" />
      <Figure title={words.positionFigure} value={position} mark="position" />
      <Figure title={words.highWatermarkFigure} value={highWatermark} />
      <span className="gline-lag mono" data-tone={lagTone(held)}>
        <span className="gline-word">{words.lagFigure} </span>
        {lag < 0 ? '–' : lag}
      </span>
      <span className="gline-leader">
        <Leader partition={partition} />
      </span>
      <Notes held={held} />
      <RecordNote marked={marked} />
    </Part>
  );
}, sameData);

function Leader({ partition: { leader, leaderStatus } }: { readonly partition: GroupPartition }): ReactNode {
  if (leaderStatus === 'running') return words.broker(leader);
  return <span data-tone="bad">{leaderStatus === null ? words.noLeader : words.leaders[leaderStatus](leader)}</span>;
}

/** What the numbers do not say. */
function Notes({ held: { partition, holding, isContested } }: { readonly held: HeldPartition }): ReactNode {
  const { committed, logStart } = partition;
  const isRead = holding === 'read';
  const said = [
    ...(holding === 'counted' ? [words.nobodyReads] : []),
    ...(isContested ? [contestedWords(partition)] : []),
    ...(!isRead && committed < 0 ? [words.nothingCommitted] : []),
    ...(!isRead && committed >= 0 && committed < logStart ? [words.committedBeforeStart] : []),
  ];
  return said.length === 0 ? null : <span className="gline-note" data-tone={holding === 'nobody' ? undefined : 'bad'}>{said.join(' ')}</span>;
}

function Figure({ title, value, mark }: { readonly title: string; readonly value: number; readonly mark?: 'committed' | 'position' }): ReactNode {
  return (
    <span className="gline-figure mono">
      <span className="gline-word">{title} </span>
      {mark !== undefined && value >= 0 && (
        <svg className={mark === 'position' ? 'reader' : 'reader-committed'} aria-hidden="true" width="9" height="8" viewBox="-4.5 -0.5 9 8">
          <path d="M0 1l4 5h-8z" />
        </svg>
      )}
      {value < 0 ? '–' : value}
    </span>
  );
}
