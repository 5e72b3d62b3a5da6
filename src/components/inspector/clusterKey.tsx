import type { ReactNode } from 'react';
import * as words from '../../words/inspector/pictureKey.ts';
import type { KeyEntry } from './keyEntry.ts';

export function cell(x: number, className: string, text: string): ReactNode {
  return (
    <g className={className} data-hue="0">
      <rect x={x} y="4" width="17" height="16" rx="3.5" />
      <text x={x + 8.5} y="12">
        {text}
      </text>
    </g>
  );
}

/** Where a consumer reads next, and what is committed. */
export const READER = (
  <>
    <path className="key-reader" d="M11 9l5 6h-10z" />
    <path className="key-reader-open" d="M28 9l5 6h-10z" />
  </>
);

export function label(className: string, x: number, text: string): ReactNode {
  return (
    <text className={className} x={x} y="12">
      {text}
    </text>
  );
}

/** Under a producer's name. */
const ACKS = 'acks';

/** How to read the cluster. */
export const CLUSTER_KEY: readonly KeyEntry[] = [
  {
    id: 'record',
    glyph: (
      <>
        {cell(1, 'key-solid', '4')}
        {cell(21, 'key-open', '5')}
      </>
    ),
    meaning: words.cluster.record,
  },
  {
    id: 'watermark',
    glyph: <path className="key-line" d="M20 2v20" />,
    meaning: words.cluster.watermark,
  },
  {
    id: 'leader',
    glyph: (
      <>
        <rect className="key-wash" x="0" y="3" width="40" height="18" rx="4" />
        {cell(4, 'key-solid', '7')}
      </>
    ),
    meaning: words.cluster.leader,
  },
  {
    id: 'sync',
    glyph: (
      <>
        <circle className="key-good" cx="12" cy="12" r="4" />
        <circle className="key-warn" cx="28" cy="12" r="4" />
      </>
    ),
    meaning: words.cluster.sync,
  },
  {
    id: 'under-min',
    glyph: (
      <>
        <rect className="key-wash" x="0" y="3" width="40" height="18" rx="4" />
        <path className="key-under" d="M1.5 4v16" />
        {label('key-under-words', 22, '1<2')}
      </>
    ),
    meaning: words.cluster.underMin,
  },
  {
    id: 'tile',
    glyph: (
      <>
        <rect className="key-tile-leads" x="1" y="7" width="10" height="10" rx="2" />
        <rect className="key-tile" x="15" y="7" width="10" height="10" rx="2" />
        <rect className="key-tile-lags" x="29" y="7" width="10" height="10" rx="2" />
      </>
    ),
    meaning: words.cluster.tile,
  },
  {
    id: 'diverged',
    glyph: <g>{cell(11, 'key-diverged', '8′')}</g>,
    meaning: words.cluster.diverged,
  },
  { id: 'reader', glyph: READER, meaning: words.cluster.reader },
  { id: 'producer', glyph: label('key-sum', 20, ACKS), meaning: words.cluster.producer },
  {
    id: 'message',
    glyph: (
      <>
        <circle className="key-dot" data-hue="0" cx="12" cy="12" r="4.5" />
        <circle className="key-ring" data-hue="0" cx="28" cy="12" r="4.5" />
      </>
    ),
    meaning: words.cluster.message,
  },
  {
    id: 'control',
    glyph: <circle className="key-control" cx="20" cy="12" r="4" />,
    meaning: words.cluster.control,
  },
  {
    id: 'lost',
    glyph: (
      <>
        <path className="key-lost" d="M8 8l8 8M16 8l-8 8" />
        <path className="key-held" d="M30 4v16" />
      </>
    ),
    meaning: words.cluster.lost,
  },
  {
    id: 'parked',
    glyph: (
      <>
        <circle className="key-dot" cx="14" cy="12" r="3.5" />
        <path className="key-bar" d="M24 5v14" />
      </>
    ),
    meaning: words.cluster.parked,
  },
  {
    id: 'broken',
    glyph: (
      <>
        <path className="key-broken" d="M8.5 13.5l-1.6 1.6a2 2 0 0 1-2.8-2.8l2.2-2.3M11.5 10.5l1.6-1.6a2 2 0 0 1 2.8 2.8l-2.2 2.3M8 6.5l.8 1.8M12 17.5l-.8-1.8" />
        <circle className="key-broken" cx="30" cy="12" r="7" />
        <path className="key-broken" d="M30 8v4l3 2" />
      </>
    ),
    meaning: words.cluster.broken,
  },
];
