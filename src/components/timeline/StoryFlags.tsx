import type { ReactNode } from 'react';
import { useAppState } from '../simulatorContext.tsx';
import { spread } from './ticks.ts';

const SIZE = 16;

interface StoryFlagsProps {
  readonly x: (time: number) => number;
  readonly y: number;
  /** The stretch of time that is shown. */
  readonly from: number;
  readonly end: number;
}

/** When each step of the story began, those of the known future paler. A press on one leads there. */
export function StoryFlags({ x, y, from, end }: StoryFlagsProps): ReactNode {
  const reachedAt = useAppState((state) => state.reachedAt);
  const passed = useAppState(({ frame, reachedAt: times }) => times.filter((at) => at <= (frame?.now ?? 0)).length);
  const steps = useAppState(({ run }) => run?.story);
  const shown = reachedAt.flatMap((at, index) => (at >= from && at <= end ? [{ at, index }] : []));
  const places = spread(shown.map(({ at }) => x(at)), SIZE + 2);
  return (
    <g className="flags">
      {shown.map(({ at, index }, place) => (
        <g key={`${index} ${at}`} transform={`translate(${(places[place] ?? 0).toFixed(1)} ${y})`} data-at={at} data-ahead={index >= passed}>
          <title>{steps?.[index]?.title}</title>
          <rect x={-SIZE / 2} y={-SIZE / 2} width={SIZE} height={SIZE} rx="3" />
          <text y="4">{index + 1}</text>
        </g>
      ))}
    </g>
  );
}
