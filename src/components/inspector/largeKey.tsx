import * as words from '../../words/inspector/pictureKey.ts';
import { label } from './clusterKey.tsx';
import type { KeyEntry } from './keyEntry.ts';

/** How to read the map of a large cluster. */
export const HEAT_KEY: readonly KeyEntry[] = [
  {
    id: 'cell',
    glyph: (
      <>
        <path className="key-nothing" d="M3 4h9v16H3zM16 4h9v16h-9zM29 4h9v16h-9z" />
        <path className="key-few" d="M3 12h9v8H3z" />
        <path className="key-more" d="M16 8h9v12h-9z" />
        <path className="key-most" d="M29 4h9v16h-9z" />
      </>
    ),
    meaning: words.heat.cell,
  },
  { id: 'nothing', glyph: <path className="key-nothing" d="M15 4h9v16h-9z" />, meaning: words.heat.nothing },
  {
    id: 'sums',
    glyph: label('key-sum', 20, '100'),
    meaning: words.heat.sums,
  },
  {
    id: 'state',
    glyph: (
      <>
        <path className="key-lost" d="M17 2l6 6M23 2l-6 6" />
        <path className="key-fault-line" d="M20 9v14" />
      </>
    ),
    meaning: words.heat.state,
  },
  { id: 'ring', glyph: <path className="key-thin" d="M14 5h12v14H14z" />, meaning: words.heat.ring },
  { id: 'selected', glyph: <path className="key-selected" d="M14 5h12v14H14z" />, meaning: words.heat.selected },
  {
    id: 'messages',
    glyph: (
      <>
        <circle className="key-dot" data-hue="0" cx="12" cy="12" r="4.5" />
        <path className="key-thin" d="M4 20L36 4" />
      </>
    ),
    meaning: words.heat.messages,
  },
];

const FLOW = (
  <>
    <path className="key-thin" d="M3 12h34" />
    <circle className="key-dot" cx="11" cy="12" r="2" />
    <circle className="key-dot" cx="20" cy="12" r="2" />
    <circle className="key-dot" cx="29" cy="12" r="2" />
  </>
);

/** What a part of a large cluster leaves out, before what a picture of it has. */
export const ONLY_NEAR: KeyEntry = { id: 'only-near', glyph: FLOW, meaning: words.onlyNear };

export function flowsEntry(ways: number): KeyEntry {
  return { id: 'flows', glyph: FLOW, meaning: words.flows(ways) };
}
