import type { ReactNode } from 'react';
import { tickTexts, timeTicks } from './ticks.ts';

interface AxisProps {
  readonly from: number;
  readonly end: number;
  readonly x: (time: number) => number;
  readonly y: number;
  /** How many ticks there is room for. */
  readonly most: number;
}

export function Axis({ from, end, x, y, most }: AxisProps): ReactNode {
  const ticks = timeTicks(from, end, Math.max(2, most));
  const texts = tickTexts(ticks);
  return (
    <g className="axis">
      {ticks.map((tick, index) => (
        <g key={tick} transform={`translate(${x(tick)} ${y})`}>
          <text y="-2">{texts[index]}</text>
          <line y1="2" y2="6" />
        </g>
      ))}
    </g>
  );
}
