import type { CSSProperties, ReactNode } from 'react';
import type { LagStrip } from '../../scene/groups/lagScale.ts';
import type { RecordMark } from '../../scene/groups/recordMark.ts';
import * as words from '../../words/groups.ts';

const percent = (fraction: number): string => `${(fraction * 100).toFixed(2)}%`;

interface LagStripViewProps {
  /** Null where the high watermark is not known. */
  readonly strip: LagStrip | null;
  readonly records: readonly RecordMark[];
}

/** The end of a partition's log up to the high watermark: committed, read and not committed, and not read yet; and in it the record that is followed. */
export function LagStripView({ strip, records }: LagStripViewProps): ReactNode {
  if (strip === null) {
    return (
      <span className="gstrip gstrip-unknown" aria-hidden="true">
        {words.noHighWatermark}
      </span>
    );
  }
  const { logStart, committed, position, unreadFrom, isCut } = strip;
  const read = position ?? unreadFrom ?? 1;
  // Before the strip begins everything in sight is read and not committed, or not read.
  const saved = committed ?? logStart;
  return (
    <span className="gstrip" aria-hidden="true">
      <i className="gstrip-log" style={{ left: percent(logStart) }} />
      {committed !== null && committed > logStart && <i className="gstrip-saved" style={{ left: percent(logStart), right: percent(1 - Math.min(committed, read)) }} />}
      {position !== null && position > Math.max(saved, logStart) && <i className="gstrip-again" style={{ left: percent(Math.max(saved, logStart)), right: percent(1 - position) }} />}
      {unreadFrom !== null && unreadFrom < 1 && <i className="gstrip-lag" data-cut={isCut ? '' : undefined} style={{ left: percent(Math.max(unreadFrom, logStart)) }} />}
      {committed !== null && <Mark at={committed} kind="committed" />}
      {position !== null && <Mark at={position} kind="position" />}
      <i className="gstrip-end" />
      {records.map((record) => (
        <Record key={record.offset} record={record} />
      ))}
    </span>
  );
}

function Mark({ at, kind }: { readonly at: number; readonly kind: 'committed' | 'position' }): ReactNode {
  return (
    <svg className={`gstrip-mark ${kind === 'position' ? 'reader' : 'reader-committed'}`} width="9" height="8" viewBox="-4.5 -0.5 9 8" style={{ left: percent(at) }}>
      <path d="M0 1l4 5h-8z" />
    </svg>
  );
}

/** A box around the record's place; an arrow at the end beyond which it lies. */
function Record({ record: { offset, standing, at, length, outside } }: { readonly record: RecordMark }): ReactNode {
  const middle: CSSProperties = { left: percent(at + length / 2) };
  if (outside === null) return <b className="gstrip-record" data-record={offset} data-standing={standing} style={{ ...middle, width: percent(length) }} />;
  return (
    <svg className="gstrip-outside" data-record={offset} data-standing={standing} data-outside={outside} width="8" height="12" viewBox="0 0 8 12" style={middle}>
      <path d={outside === 'before' ? 'M7 1L1 6l6 5z' : 'M1 1l6 5l-6 5z'} />
    </svg>
  );
}
