import { memo } from 'react';
import type { ReactNode } from 'react';
import type { RecordState } from './recordWords.ts';

export interface RecordCellProps {
  /** `1/orders-0@12`: where it is drawn. */
  readonly place: string;
  /** What selecting it selects. */
  readonly selects: string;
  readonly offset: number;
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly hue: number;
  readonly state: RecordState;
  readonly tombstone: boolean;
  /** What stands in it; empty where nothing fits. */
  readonly text: string;
  readonly label: string;
  /** Null while no key is highlighted. */
  readonly lit: boolean | null;
  readonly selected: boolean;
  /** It is the record that is followed, whatever its offset here. */
  readonly followed: boolean;
}

/** One record of one copy. A tombstone is pointed at both ends, or half as high where it is too narrow for that. */
export const RecordCell = memo(function RecordCell({ place, selects, offset, x, width, height, hue, state, tombstone, text, label, lit, selected, followed }: RecordCellProps): ReactNode {
  const inset = state === 'committed' ? 0 : 0.75;
  const [w, h] = [width - 2 * inset, height - 2 * inset];
  return (
    <g
      className="record"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a shape within a picture, which no image file could be
      role="img"
      tabIndex={-1}
      aria-label={label}
      aria-current={selected ? 'true' : undefined}
      data-record={place}
      data-selects={selects}
      data-offset={offset}
      data-hue={hue}
      data-state={state}
      data-tombstone={tombstone ? '' : undefined}
      data-followed={followed ? '' : undefined}
      data-lit={lit === null ? undefined : String(lit)}
      transform={`translate(${x} 0)`}
    >
      {tombstone ? <path className="record-shape" d={tombstonePath(w, h)} transform={`translate(${inset} ${inset})`} /> : <rect className="record-shape" x={inset} y={inset} width={w} height={h} rx={width >= 12 ? 3.5 : 1.5} />}
      {text !== '' && (
        <text x={width / 2} y={height / 2}>
          {text}
        </text>
      )}
    </g>
  );
});

function tombstonePath(width: number, height: number): string {
  if (width < 12) return `M0 ${height / 2}h${width}V${height}H0z`;
  const tip = 5;
  return `M${tip} 0H${width - tip}L${width} ${height / 2}L${width - tip} ${height}H${tip}L0 ${height / 2}z`;
}
