import * as words from '../../words/inspector/pictureKey.ts';
import * as logWords from '../../words/partitions/key.ts';
import { READER, cell } from './clusterKey.tsx';
import type { KeyEntry } from './keyEntry.ts';

/** How to read the partitions lens, beside it or under its logs. */
export const PARTITIONS_KEY: readonly KeyEntry[] = [
  {
    id: 'record',
    glyph: (
      <>
        {cell(0, 'key-solid', '4')}
        {cell(22, 'key-open', '5')}
        <path className="key-line" d="M19.5 2v20" />
      </>
    ),
    meaning: logWords.cells,
  },
  { id: 'diverged', glyph: cell(11, 'key-diverged', '8′'), meaning: logWords.diverged },
  {
    id: 'compacted',
    glyph: (
      <>
        <path className="key-hole" d="M2 12h15" />
        <path className="key-tombstone" d="M22 4h10l6 8-6 8h-10l-2-8z" />
      </>
    ),
    meaning: logWords.compacted,
  },
  { id: 'reader', glyph: READER, meaning: logWords.readers },
  { id: 'epochs', glyph: <rect className="key-epoch" x="0" y="10" width="40" height="4" rx="2" />, meaning: logWords.epochs },
];

/** How to read the groups lens. */
export const GROUPS_KEY: readonly KeyEntry[] = [
  {
    id: 'lag',
    glyph: <path className="key-lag" d="M4 12h20" />,
    meaning: words.groups.lag,
  },
  { id: 'reader', glyph: READER, meaning: words.groups.reader },
  {
    id: 'phases',
    glyph: (
      <>
        <path className="key-thin" d="M8 12h24" />
        <circle className="key-good" cx="8" cy="12" r="4" />
        <circle className="key-ring" data-hue="0" cx="20" cy="12" r="4" />
        <circle className="key-ring" data-hue="0" cx="32" cy="12" r="4" />
      </>
    ),
    meaning: words.groups.phases,
  },
  {
    id: 'session',
    glyph: <path className="key-held" d="M20 4v16" />,
    meaning: words.groups.session,
  },
];

/** How to read the sequence lens. */
export const SEQUENCE_KEY: readonly KeyEntry[] = [
  { id: 'line', glyph: <path className="key-thin" d="M20 2v20" />, meaning: words.sequence.line },
  {
    id: 'request',
    glyph: (
      <>
        <path className="key-thin" d="M4 7l30 4m-5-3.6l5 3.6l-5.6 2.2" />
        <path className="key-thin key-dashed" d="M36 15l-30 4" />
      </>
    ),
    meaning: words.sequence.request,
  },
  {
    id: 'lost',
    glyph: (
      <>
        <path className="key-lost" d="M8 8l8 8M16 8l-8 8" />
        <path className="key-held" d="M30 4v16" />
      </>
    ),
    meaning: words.sequence.lost,
  },
  {
    id: 'not-taken',
    glyph: (
      <>
        <path className="key-thin" d="M4 12h24" />
        <path className="key-lost" d="M30 6v12" />
      </>
    ),
    meaning: words.sequence.notTaken,
  },
  { id: 'timer', glyph: <path className="key-thin" d="M14 12h12" />, meaning: words.sequence.timer },
  { id: 'playhead', glyph: <path className="key-playhead" d="M2 12h36" />, meaning: words.sequence.playhead },
];

/** How to read the metrics lens. */
export const METRICS_KEY: readonly KeyEntry[] = [
  { id: 'chart', glyph: <path className="key-chart" d="M3 17l8-6 7 3 9-8 10 4" />, meaning: words.metrics.chart },
  { id: 'playhead', glyph: <path className="key-line" d="M20 2v20" />, meaning: words.metrics.playhead },
  {
    id: 'fault',
    glyph: <rect className="key-fault" x="10" y="3" width="20" height="18" />,
    meaning: words.metrics.fault,
  },
  { id: 'brush', glyph: <path className="key-thin" d="M6 4v16M34 4v16M6 12h28" />, meaning: words.metrics.brush },
  {
    id: 'dead',
    glyph: <path className="key-thin key-dashed" d="M4 14h32" />,
    meaning: words.metrics.dead,
  },
];
