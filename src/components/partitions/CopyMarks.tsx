import type { ReactNode } from 'react';
import { shownPart, type Span } from '../../scene/partitions/logMarks.ts';
import * as words from '../../words/partitions/lens.ts';
import type { CopyStripProps } from './CopyStrip.tsx';
import { CELL_HEIGHT, laneTops } from './sizes.ts';

/** What is drawn over and under the records of a copy: batches, segments, epochs of its own, and what was just cut off. */
export function CopyMarks({ copy, window, size, view, cut }: CopyStripProps): ReactNode {
  const { pitch } = size;
  const tops = laneTops(view);
  const place = (span: Span): { readonly x: number; readonly width: number; readonly isCut: boolean } | null => {
    const part = shownPart(span, window);
    return part === null ? null : { x: (part.from - window.from) * pitch, width: (part.to - part.from) * pitch - 2, isCut: part.from !== span.from };
  };
  const was = cut === null ? null : place(cut);
  return (
    <>
      {view.batches && <path className="log-batches" d={copy.batches.map(({ batch }) => bracket(place({ from: batch.base, to: batch.last + 1 }), tops.batches + 1)).join('')} />}
      {view.segments &&
        copy.segments.map((segment) => {
          const at = place({ from: segment.base, to: Math.max(segment.end, segment.base + 1) });
          const whole = segment.active ? words.activeSegment(segment.base, segment.bytes) : words.segment(segment.base, segment.bytes);
          return (
            at !== null && (
              <g key={segment.base} className="log-segment" data-active={segment.active ? '' : undefined} data-base={segment.base}>
                <path d={`M${at.x} ${tops.segments + 2}${at.isCut ? '' : 'v11m0 -11'}h${at.width}`} />
                <text x={at.x + 4} y={tops.segments + 12.5}>
                  {[whole, words.segmentShort(segment.base), String(segment.base)].find((each) => each.length * 5.9 + 6 <= at.width) ?? ''}
                </text>
              </g>
            )
          );
        })}
      {copy.epochs?.map(({ epoch, from, to }) => {
        const at = place({ from, to });
        return at !== null && <rect key={epoch} className="log-own-epoch" data-epoch={epoch} x={at.x} y={CELL_HEIGHT + 0.5} width={at.width} height={2} />;
      })}
      {cut !== null && was !== null && (
        <g className="log-cut" data-from={cut.from} data-to={cut.to} style={{ opacity: 0.25 + 0.75 * cut.fresh }}>
          <rect x={was.x + 0.75} y={0.75} width={Math.max(2, was.width - 1.5)} height={CELL_HEIGHT - 1.5} rx={3.5} />
          <path d={`M${was.x + 2} ${CELL_HEIGHT - 4}L${was.x + was.width - 2} 4`} />
        </g>
      )}
    </>
  );
}

function bracket(at: { readonly x: number; readonly width: number } | null, y: number): string {
  return at === null ? '' : `M${at.x + 1} ${y}v2.5h${Math.max(1, at.width - 2)}v-2.5`;
}
