import type { ReactNode } from 'react';
import { Term } from '../glossary/Term.tsx';

/** How to read the logs. */
export function LogKey(): ReactNode {
  return (
    <details className="log-key">
      <summary>How to read it</summary>
      <ul>
        <li>
          <svg width="52" height="24" aria-hidden="true">
            <Glyph x={0} state="committed" text="4" />
            <Glyph x={27} state="open" text="5" />
          </svg>
          <span>
            Solid cells are <Term of="committed" />. Outlined cells are above the <Term of="high watermark" />, the line: written, not safe yet, and not given to consumers.
          </span>
        </li>
        <li>
          <svg width="52" height="24" aria-hidden="true">
            <Glyph x={13} state="diverged" text="8′" />
          </svg>
          <span>
            A dashed red cell is on this copy only: the leader has something else there, or nothing. When the follower fetches, <Term of="truncation" /> takes it away. What was just cut off stays struck out for four seconds.
          </span>
        </li>
        <li>
          <svg width="52" height="24" aria-hidden="true">
            <path className="log-hole" d="M2 12H24" />
            <path className="log-key-tombstone" d="M32 2h13l5 10-5 10h-13l-5-10z" />
          </svg>
          <span>
            A dotted line: offsets that <Term of="compaction" /> took out. A cell with pointed ends is a <Term of="tombstone" />, a key without a value.
          </span>
        </li>
        <li>
          <svg width="52" height="24" aria-hidden="true">
            <path className="reader" d="M13 8l5 7h-10z" />
            <path className="reader-committed" d="M39 8l5 7h-10z" />
          </svg>
          <span>
            Where a group reads next, its <Term of="position" />; hollow, its <Term of="committed offset" />. Its <Term of="lag" /> is counted from there, as group tools do.
          </span>
        </li>
        <li>
          <svg width="52" height="24" aria-hidden="true">
            <rect className="log-key-epoch" x="2" y="10" width="48" height="4" rx="2" />
          </svg>
          <span>
            Bands say in which <Term of="leader epoch" /> records were written. A thin band under a copy shows epochs that are not the leader’s.
          </span>
        </li>
      </ul>
      <p>Drag a log, or turn the wheel with Shift, to move through its offsets; with Control to zoom. The last stable offset is the high watermark: there are no transactions here.</p>
    </details>
  );
}

function Glyph({ x, state, text }: { readonly x: number; readonly state: string; readonly text: string }): ReactNode {
  return (
    <g className="record" data-state={state} data-hue="0" transform={`translate(${x} 0)`}>
      <rect className="record-shape" x={0.75} y={0.75} width={23} height={22} rx={3.5} />
      <text x={12} y={12}>
        {text}
      </text>
    </g>
  );
}
