import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { PartitionLog } from '../../scene/frame.ts';
import * as words from '../../words/partitions/records.ts';
import { recordLines, stateOf } from './recordWords.ts';
import { recordNamed } from './shown.ts';

const MARGIN = 8;

/** Everything about the record that is pointed at or has the focus. */
export function RecordTip({ place, logs }: { readonly place: string; readonly logs: readonly PartitionLog[] }): ReactNode {
  const tip = useRef<HTMLDivElement>(null);
  const found = findRecord(place, logs);
  useLayoutEffect(() => {
    const cell = document.querySelector(`[data-record="${CSS.escape(place)}"]`);
    if (tip.current !== null && cell !== null) placeBeside(tip.current, cell.getBoundingClientRect(), cell.closest('.stage')?.getBoundingClientRect().right ?? window.innerWidth);
  });
  if (found === null) return null;
  const { copy, batch, record, diverged } = found;
  const segment = copy.segments.findLast(({ base }) => base <= record.offset);
  const lines = [...recordLines(record, batch, stateOf(record.offset, copy.highWatermark, diverged))];
  if (segment !== undefined) lines.push([words.labels.segment, (segment.active ? words.activeSegment : words.segment)(segment.base)]);
  return (
    <div className="log-tip" ref={tip} aria-hidden="true">
      <strong>{words.title(`${record.offset}${diverged ? '′' : ''}`, copy.broker)}</strong>
      <dl>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function findRecord(place: string, logs: readonly PartitionLog[]) {
  const name = recordNamed(place);
  if (name === null) return null;
  const copy = logs.find(({ key }) => key === name.name)?.copies.find(({ broker }) => broker === name.broker);
  for (const { batch, diverged } of copy?.batches ?? []) {
    const record = batch.records.find(({ offset }) => offset === name.offset);
    if (copy !== undefined && record !== undefined) return { copy, batch, record, diverged };
  }
  return null;
}

/** Under the record, or over it where there is no room, always within the page, and not over what is told beside the picture. */
function placeBeside(tip: HTMLElement, at: DOMRect, rightEdge: number): void {
  const { offsetWidth: width, offsetHeight: height } = tip;
  const below = at.bottom + MARGIN + height <= window.innerHeight - MARGIN;
  tip.style.left = `${Math.max(MARGIN, Math.min(at.left, Math.min(rightEdge, window.innerWidth) - width - MARGIN))}px`;
  tip.style.top = `${Math.max(MARGIN, below ? at.bottom + MARGIN : at.top - MARGIN - height)}px`;
}
