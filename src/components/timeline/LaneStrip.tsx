import { memo } from 'react';
import type { ReactNode } from 'react';
import type { Lane, LaneSpan } from '../../store/state.ts';
import { spanThickness } from './laneLayout.ts';

const HANDOVER = 3;

interface LaneStripProps {
  readonly lane: Lane;
  readonly rows: number;
  readonly step: number;
  readonly thickness: number;
  readonly x: (time: number) => number;
  /** The stretch of time that is shown. */
  readonly from: number;
  readonly end: number;
  readonly clip: string;
}

/** One lane. Spans that last are drawn to the end of the axis, and cut off at the playhead by the clip path. */
export const LaneStrip = memo(function LaneStrip({ lane, rows, step, thickness, x, from, end, clip }: LaneStripProps): ReactNode {
  const lines = Math.max(1, rows);
  return (
    <>
      {Array.from({ length: lines }, (_, row) => (
        <line key={row} className="lane-line" x1={x(from)} x2={x(end)} y1={(row + 0.5) * step} y2={(row + 0.5) * step} />
      ))}
      <g clipPath={`url(#${clip})`} transform={`translate(0 ${(step - thickness) / 2})`} data-lane={lane.id}>
        {lane.rows.slice(0, rows).map((row, index) =>
          row.spans.filter((span) => span.from <= end && (span.to ?? end) >= from).map((span) => <Span key={span.from} span={span} middle={index * step + thickness / 2} x={x} end={end} thickness={spanThickness(lane.id, span.tone, { step, thickness })} rowKey={row.key} />),
        )}
        {lane.id === 'leaders' &&
          lane.rows.slice(0, rows).map((row, index) =>
            // Where the lead changed hands; the colour of the line is the partition's.
            row.spans.slice(1).filter((span) => span.hue !== null && span.from >= from && span.from <= end).map((span) => <circle key={`${row.key} ${span.from}`} className="handover" cx={x(span.from)} cy={index * step + thickness / 2} r={HANDOVER} />),
          )}
      </g>
    </>
  );
});

interface SpanProps {
  readonly span: LaneSpan;
  readonly rowKey: string;
  readonly middle: number;
  readonly x: (time: number) => number;
  readonly end: number;
  readonly thickness: number;
}

const Span = memo(function Span({ span, rowKey, middle, x, end, thickness }: SpanProps): ReactNode {
  const from = x(span.from);
  // However short it was, it can be seen.
  const width = Math.max(2, x(span.to ?? end) - from);
  return (
    <rect
      className="span"
      data-row={rowKey}
      data-tone={span.tone}
      data-hue={span.hue ?? undefined}
      data-from={span.from}
      data-to={span.to ?? undefined}
      x={from}
      y={middle - thickness / 2}
      width={width}
      height={thickness}
      rx={thickness > 5 ? 2 : 1}
    >
      <title>{span.label}</title>
    </rect>
  );
});
