import { memo } from 'react';
import type { ReactNode } from 'react';

export type CellState = 'committed' | 'open' | 'diverged';

interface CellProps {
  readonly offset: number;
  readonly x: number;
  readonly width: number;
  readonly height: number;
  /** -1: a record without a key. */
  readonly hue: number;
  readonly state: CellState;
  readonly numbered: boolean;
  /** Its key is the one that is highlighted. */
  readonly lit: boolean;
  /** It is the record that is followed. */
  readonly isFollowed: boolean;
}

/** One record: solid when committed, an outline above the high watermark, dashed red when the leader has something else. */
export const Cell = memo(function Cell({ offset, x, width, height, hue, state, numbered, lit, isFollowed }: CellProps): ReactNode {
  const inset = state === 'committed' ? 0 : 0.75;
  return (
    <g className="cell" data-offset={offset} data-state={state} data-hue={hue} data-lit={lit ? '' : undefined} data-followed={isFollowed ? '' : undefined}>
      <rect x={x + inset} y={inset} width={width - 2 * inset} height={height - 2 * inset} rx={numbered ? 3.5 : 1.5} />
      {numbered && (
        <text x={x + width / 2} y={height / 2}>
          {state === 'diverged' ? `${offset}′` : offset}
        </text>
      )}
    </g>
  );
});
