import type { ReactNode } from 'react';
import type { SequenceLanes } from '../../scene/sequence/lanes.ts';
import type { Part } from '../../scene/sequence/partOf.ts';
import type { SequenceNode } from '../../store/facts.ts';
import type { Band } from './useBand.ts';

interface LifelinesProps {
  readonly lanes: SequenceLanes;
  readonly nodes: readonly SequenceNode[];
  readonly band: Band;
  readonly from: number;
  /** How far anything is known. */
  readonly until: number;
  readonly selected: string | null;
  /** What the lines have to do with the selected thing. */
  readonly parts: ReadonlyMap<string, Part>;
}

/** A line per node: it breaks while its process is not there, and is dashed while it is paused. Of a folded family the lines lie over each other. */
export function Lifelines({ lanes, nodes, band, from, until, selected, parts }: LifelinesProps): ReactNode {
  const y = (at: number): number => (at - band.origin) / band.usPerPx;
  return nodes.flatMap(({ name, spans }) => {
    const x = lanes.xOf.get(name);
    if (x === undefined) return [];
    return spans.map((span, index) => {
      const end = Math.min(span.to ?? until, until, band.to);
      const start = Math.max(span.from, band.from);
      if (end < start) return null;
      const next = spans[index + 1];
      // A pause is no end.
      const stops = span.to !== null && span.to <= until && next?.from !== span.to;
      const begins = span.from > from && spans[index - 1]?.to !== span.from;
      return (
        <g key={`${name} ${span.from}`} className="lifeline" data-node={name} data-paused={span.paused ? '' : undefined} data-selected={selected === name ? '' : undefined} data-part={parts.get(name)}>
          <line x1={x} x2={x} y1={y(start)} y2={y(end)} />
          {stops && <path d={`M${x - 6} ${y(end)}h12M${x - 4} ${y(end) + 4}h8`} />}
          {begins && <path d={`M${x - 6} ${y(start)}h12`} />}
        </g>
      );
    });
  });
}
