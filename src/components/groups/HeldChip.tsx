import { memo } from 'react';
import type { ReactNode } from 'react';
import { sameData } from '../../base/sameData.ts';
import * as words from '../../words/groups.ts';
import { heldState, lagShown, type HeldProps } from './held.ts';
import { Part } from './Part.tsx';
import { describeHeld } from './sentences.ts';

/** A partition where there are many: its name, its lag, and how long that is on the group's scale. */
export const HeldChip = memo(function HeldChip(props: HeldProps & { readonly isShort: boolean }): ReactNode {
  const { held, holder, shown, isShort } = props;
  const { key, partition } = held.partition;
  const lag = lagShown(held);
  const label = describeHeld(held, holder);
  return (
    <Part of={key} className="gchip" label={label} title={label} state={heldState(props)}>
      <span className="mono">{isShort ? words.partitionShort(partition) : key}</span>
      <span className="gchip-lag mono" data-tone={lag === 0 ? 'good' : lag > 0 ? 'warn' : undefined}>
        {lag < 0 ? '?' : lag}
      </span>
      <i className="gchip-bar" style={{ width: `${Math.min(100, (Math.max(0, lag) / shown) * 100)}%` }} />
    </Part>
  );
}, sameData);
