import type { ReactNode } from 'react';
import { Term } from '../glossary/Term.tsx';
import type { KeyEntry } from './keyEntry.ts';

function cell(x: number, className: string, text: string): ReactNode {
  return (
    <g className={className} data-hue="0">
      <rect x={x} y="4" width="17" height="16" rx="3.5" />
      <text x={x + 8.5} y="12">
        {text}
      </text>
    </g>
  );
}

/** How to read the cluster; its first entries are true of every picture of a log. */
export const CLUSTER_KEY: readonly KeyEntry[] = [
  {
    id: 'record',
    glyph: (
      <>
        {cell(1, 'key-solid', '4')}
        {cell(21, 'key-open', '5')}
      </>
    ),
    words: (
      <>
        A <Term of="record" /> at its <Term of="offset" />, in the colour of its <Term of="key" />: solid when <Term of="committed" />, an outline before.
      </>
    ),
  },
  {
    id: 'watermark',
    glyph: <path className="key-line" d="M20 2v20" />,
    words: (
      <>
        The <Term of="high watermark" />: consumers read up to here.
      </>
    ),
  },
  {
    id: 'leader',
    glyph: (
      <>
        <rect className="key-wash" x="0" y="3" width="40" height="18" rx="4" />
        {cell(4, 'key-solid', '7')}
      </>
    ),
    words: (
      <>
        A row on a wash is the partition’s <Term of="leader" />; the others are <Term of="follower">followers</Term>, paler. In “leader e3”, 3 is the <Term of="leader epoch" /> of the partition.
      </>
    ),
  },
  {
    id: 'sync',
    glyph: (
      <>
        <circle className="key-good" cx="12" cy="12" r="4" />
        <circle className="key-warn" cx="28" cy="12" r="4" />
      </>
    ),
    words: (
      <>
        In sync or lagging: in the <Term of="ISR" />, or out of it.
      </>
    ),
  },
  {
    id: 'diverged',
    glyph: <g>{cell(11, 'key-diverged', '8′')}</g>,
    words: (
      <>
        A record that the leader does not have. Its <Term of="truncation" /> comes when the follower fetches.
      </>
    ),
  },
  {
    id: 'reader',
    glyph: (
      <>
        <path className="key-reader" d="M11 9l5 6h-10z" />
        <path className="key-reader-open" d="M28 9l5 6h-10z" />
      </>
    ),
    words: (
      <>
        Where a consumer reads next, its <Term of="position" />; hollow, what it has <Term of="committed offset">committed</Term> so far.
      </>
    ),
  },
  {
    id: 'message',
    glyph: (
      <>
        <circle className="key-dot" data-hue="0" cx="12" cy="12" r="4.5" />
        <circle className="key-ring" data-hue="0" cx="28" cy="12" r="4.5" />
      </>
    ),
    words: 'A message: a filled request, a hollow response; grey when it carries no record.',
  },
  {
    id: 'control',
    glyph: <circle className="key-control" cx="20" cy="12" r="4" />,
    words: (
      <>
        Traffic of <Term of="controller">controllers</Term>: <Term of="heartbeat">heartbeats</Term>, the <Term of="metadata log" />. Hidden unless asked for.
      </>
    ),
  },
  {
    id: 'lost',
    glyph: (
      <>
        <path className="key-lost" d="M8 8l8 8M16 8l-8 8" />
        <path className="key-held" d="M30 4v16" />
      </>
    ),
    words: 'A message that was lost, and one that is held up.',
  },
  {
    id: 'parked',
    glyph: (
      <>
        <circle className="key-dot" cx="14" cy="12" r="3.5" />
        <path className="key-bar" d="M24 5v14" />
      </>
    ),
    words: (
      <>
        In “1 + 4” one write waits for followers and four fetches wait for records: <Term of="parked request">parked</Term>. Beside it the <Term of="request queue" />, and what only the <Term of="page cache" /> has.
      </>
    ),
  },
  {
    id: 'broken',
    glyph: (
      <>
        <circle className="key-broken" cx="20" cy="12" r="8" />
        <path className="key-broken" d="M20 8v4l3 2" />
      </>
    ),
    words: (
      <>
        A connection that broke, a chain, or was given up when no answer came in time, a clock. It is tried again after a <Term of="reconnect backoff" />.
      </>
    ),
  },
];
