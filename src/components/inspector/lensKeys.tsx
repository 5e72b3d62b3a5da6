import { Term } from '../glossary/Term.tsx';
import type { KeyEntry } from './keyEntry.ts';

/** How to read the groups lens. */
export const GROUPS_KEY: readonly KeyEntry[] = [
  {
    id: 'lag',
    glyph: <path className="key-lag" d="M4 12h20" />,
    words: (
      <>
        What is hatched up to the line has been read; what lies between a reader and the <Term of="high watermark" /> is its <Term of="lag" />, as a length and as a number.
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
        The <Term of="position" /> of the member that reads; hollow, the offset that the group has <Term of="committed offset">committed</Term>.
      </>
    ),
  },
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
    words: (
      <>
        The phases of a <Term of="rebalance" />: members <Term of="join" />, the assignment is handed out by <Term of="sync" />, the group is stable. Who is waited for, and until when, is said there.
      </>
    ),
  },
  {
    id: 'session',
    glyph: <path className="key-held" d="M20 4v16" />,
    words: (
      <>
        A member that is dead counts until its <Term of="session timeout">session</Term> ends. Until then nobody reads its partitions.
      </>
    ),
  },
];

/** How to read the sequence lens. */
export const SEQUENCE_KEY: readonly KeyEntry[] = [
  { id: 'line', glyph: <path className="key-thin" d="M20 2v20" />, words: 'A line for every node; time runs down. The line breaks while the node is dead and is dashed while it is paused.' },
  {
    id: 'request',
    glyph: (
      <>
        <path className="key-thin" d="M4 7l30 4m-5-3.6l5 3.6l-5.6 2.2" />
        <path className="key-thin key-dashed" d="M36 15l-30 4" />
      </>
    ),
    words: 'An arrow for every message, from when it left to when it arrived: a whole line is a request, a dashed one its answer. Point at one and both light up.',
  },
  {
    id: 'lost',
    glyph: (
      <>
        <path className="key-lost" d="M8 8l8 8M16 8l-8 8" />
        <path className="key-held" d="M30 4v16" />
      </>
    ),
    words: 'A message that was lost, and one that waits: for a timer, for records to come, or because it is held.',
  },
  { id: 'timer', glyph: <path className="key-thin" d="M14 12h12" />, words: 'A timer that went off.' },
  { id: 'playhead', glyph: <path className="key-playhead" d="M2 12h36" />, words: 'The playhead. What lies ahead of it is paler: it has been played before.' },
];

/** How to read the metrics lens. */
export const METRICS_KEY: readonly KeyEntry[] = [
  { id: 'chart', glyph: <path className="key-chart" d="M3 17l8-6 7 3 9-8 10 4" />, words: 'A chart for each of Kafka’s own metrics, under its own name. The question mark says which class counts it, what it means, and when to worry.' },
  { id: 'playhead', glyph: <path className="key-line" d="M20 2v20" />, words: 'The playhead: the number beside a name is the value there. Point at a chart, and all show their values at that time.' },
  {
    id: 'fault',
    glyph: <rect className="key-fault" x="10" y="3" width="20" height="18" />,
    words: 'A band while something is wrong: a broker dead, a link cut.',
  },
  { id: 'brush', glyph: <path className="key-thin" d="M6 4v16M34 4v16M6 12h28" />, words: 'Drag over a chart to look at a span more closely; the timeline follows.' },
  {
    id: 'dead',
    glyph: <path className="key-thin key-dashed" d="M4 14h32" />,
    words: 'A broker that is dead reports nothing, so a sum may fall though the trouble has grown. Look at each node besides.',
  },
];
