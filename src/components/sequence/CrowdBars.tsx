import type { ReactNode } from 'react';
import type { SequenceLanes } from '../../scene/sequence/lanes.ts';
import type { SequenceCrowd } from '../../store/facts.ts';
import type { Band } from './useBand.ts';

interface CrowdBarsProps {
  readonly crowd: SequenceCrowd;
  readonly from: number;
  readonly lanes: SequenceLanes;
  readonly band: Band;
  readonly knownTo: number;
  /** Causes are shown, and these are none. */
  readonly isPale: boolean;
}

/** How many messages each line sent and got, as bars across it, where there are too many for arrows. */
export function CrowdBars({ crowd, from, lanes, band, knownTo, isPale }: CrowdBarsProps): ReactNode {
  const sums = new Map<number, number[]>();
  for (const { node, counts } of crowd.rows) {
    const x = lanes.xOf.get(node);
    if (x === undefined) continue;
    const sum = sums.get(x) ?? counts.map(() => 0);
    counts.forEach((count, index) => (sum[index] = (sum[index] ?? 0) + count));
    sums.set(x, sum);
  }
  const most = Math.max(1, ...[...sums.values()].flat());
  const xs = [...sums.keys()].toSorted((a, b) => a - b);
  const room = Math.max(8, Math.min(60, ...xs.slice(1).map((x, index) => x - (xs[index] ?? 0))) - 6);
  const binPx = crowd.binUs / band.usPerPx;
  return (
    <g className="sequence-crowd" data-pale={isPale ? '' : undefined}>
      {[...sums].map(([x, counts]) => (
        <path
          key={x}
          d={counts
            .map((count, index) => {
              const at = from + index * crowd.binUs;
              if (count === 0 || at > knownTo) return '';
              const width = Math.max(1.5, (count / most) * room);
              return `M${(x - width / 2).toFixed(1)} ${((at - band.origin) / band.usPerPx).toFixed(1)}h${width.toFixed(1)}v${Math.max(1, binPx - 0.5).toFixed(1)}h${(-width).toFixed(1)}Z`;
            })
            .join('')}
        />
      ))}
    </g>
  );
}
