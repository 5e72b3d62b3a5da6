import { memo } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { sameData } from '../../base/sameData.ts';
import * as words from '../../words/groups.ts';
import { heldState, lagTone, type HeldProps } from './held.ts';
import { useMarked } from './marked.ts';
import { Part } from './Part.tsx';
import { RecordGlyph } from './RecordNote.tsx';
import { describeHeld } from './sentences.ts';

/** A partition where there are many: its name, its lag, and how long that is on the group's scale. */
export const HeldChip = memo(function HeldChip(props: HeldProps & { readonly isShort: boolean }): ReactNode {
  const { held, holder, shown, isShort } = props;
  const { key, partition, lag } = held.partition;
  const marked = useMarked(props);
  const label = [describeHeld(held, holder), ...marked.sentences].join(' ');
  return (
    <Part of={key} className="gchip" label={label} title={label} state={{ ...heldState(props), marked: marked.by }} style={lagBar(lag, shown)}>
      <span className="mono">{isShort ? words.partitionShort(partition) : key}</span>
      <span className="gchip-lag mono" data-tone={lagTone(held)}>
        {lag < 0 ? '–' : lag}
      </span>
      {marked.records.map(({ offset, standing }) => (
        <span key={offset} className="gchip-record mono" data-record={offset} data-standing={standing}>
          <RecordGlyph />
          {offset}
        </span>
      ))}
    </Part>
  );
}, sameData);

/** The bar along its lower edge, on the group's scale: a background, since an element that is placed costs a layer, and there are thousands. */
function lagBar(lag: number, shown: number): CSSProperties | undefined {
  if (lag <= 0) return undefined;
  return {
    backgroundImage: 'linear-gradient(var(--warn-fill), var(--warn-fill))',
    backgroundPosition: '0 100%',
    backgroundRepeat: 'no-repeat',
    backgroundSize: `${Math.min(100, (lag / shown) * 100)}% 3px`,
  };
}
