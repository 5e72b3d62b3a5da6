import type { ReactNode } from 'react';
import * as words from '../../words/partitions/key.ts';
import { Told } from '../glossary/Told.tsx';

/** How to read the logs. */
export function LogKey(): ReactNode {
  return (
    <details className="log-key">
      <summary>{words.howToRead}</summary>
      <ul>
        <li>
          <svg width="52" height="24" aria-hidden="true">
            <Glyph x={0} state="committed" text="4" />
            <Glyph x={27} state="open" text="5" />
          </svg>
          <span>
            <Told words={words.cells} />
          </span>
        </li>
        <li>
          <svg width="52" height="24" aria-hidden="true">
            <Glyph x={13} state="diverged" text="8′" />
          </svg>
          <span>
            <Told words={words.diverged} />
          </span>
        </li>
        <li>
          <svg width="52" height="24" aria-hidden="true">
            <path className="log-hole" d="M2 12H24" />
            <path className="log-key-tombstone" d="M32 2h13l5 10-5 10h-13l-5-10z" />
          </svg>
          <span>
            <Told words={words.compacted} />
          </span>
        </li>
        <li>
          <svg width="52" height="24" aria-hidden="true">
            <path className="reader" d="M13 8l5 7h-10z" />
            <path className="reader-committed" d="M39 8l5 7h-10z" />
          </svg>
          <span>
            <Told words={words.readers} />
          </span>
        </li>
        <li>
          <svg width="52" height="24" aria-hidden="true">
            <rect className="log-key-epoch" x="2" y="10" width="48" height="4" rx="2" />
          </svg>
          <span>
            <Told words={words.epochs} />
          </span>
        </li>
      </ul>
      <p>{words.moving}</p>
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
