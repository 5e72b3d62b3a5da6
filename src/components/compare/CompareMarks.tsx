import type { ReactNode } from 'react';
import * as words from '../../words/compare/marks.ts';
import { useCompared } from './comparisonContext.tsx';

const HALF = 7;

interface CompareMarksProps {
  readonly x: (time: number) => number;
  /** The stretch of time that is shown. */
  readonly from: number;
  readonly end: number;
  /** From where to where a mark's line runs. */
  readonly top: number;
  readonly bottom: number;
}

/** Where two runs that are compared part: a dotted line at the very first difference, a full one at the first that matters. */
export function CompareMarks({ x, from, end, top, bottom }: CompareMarksProps): ReactNode {
  const first = useCompared(({ compared }) => compared?.first?.at ?? null);
  const telling = useCompared(({ compared }) => compared?.firstTelling?.at ?? null);
  return (
    <g className="compare-marks">
      {first !== null && first >= from && first <= end && <Mark kind="first" at={first} x={x(first)} top={top} bottom={bottom} title={words.firstOfAll} />}
      {telling !== null && telling >= from && telling <= end && <Mark kind="telling" at={telling} x={x(telling)} top={top} bottom={bottom} title={words.firstThatMatters} />}
    </g>
  );
}

interface MarkProps {
  readonly kind: 'first' | 'telling';
  readonly at: number;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly title: string;
}

function Mark({ kind, at, x, top, bottom, title }: MarkProps): ReactNode {
  return (
    <g data-at={at} data-kind={kind} transform={`translate(${x.toFixed(1)} 0)`}>
      <title>{title}</title>
      <line y1={top} y2={bottom - 2 * HALF} />
      <path d={`M${-HALF} ${bottom - HALF}l${HALF} ${-HALF}l${HALF} ${HALF}l${-HALF} ${HALF}z`} />
      {kind === 'telling' && <path className="compare-marks-sign" d={`M-3 ${bottom - HALF - 1.5}h6M-3 ${bottom - HALF + 1.5}h6M1.5 ${bottom - HALF - 3.5}l-3 7`} />}
    </g>
  );
}
