import type { ReactNode } from 'react';
import { useAppState } from '../simulatorContext.tsx';
import { spread } from './ticks.ts';

const SIZE = 16;

interface StoryFlagsProps {
  readonly x: (time: number) => number;
  readonly y: number;
}

/** When each step of the story began, those of the known future paler. A press on one leads there. */
export function StoryFlags({ x, y }: StoryFlagsProps): ReactNode {
  const reachedAt = useAppState((state) => state.reachedAt);
  const passed = useAppState(({ frame, reachedAt: times }) => times.filter((at) => at <= (frame?.now ?? 0)).length);
  const steps = useAppState(({ run }) => run?.story);
  const places = spread(reachedAt.map(x), SIZE + 2);
  return (
    <g className="flags">
      {reachedAt.map((at, index) => (
        <g key={`${index} ${at}`} transform={`translate(${(places[index] ?? 0).toFixed(1)} ${y})`} data-at={at} data-ahead={index >= passed}>
          <title>{steps?.[index]?.title}</title>
          <rect x={-SIZE / 2} y={-SIZE / 2} width={SIZE} height={SIZE} rx="3" />
          <text y="4">{index + 1}</text>
        </g>
      ))}
    </g>
  );
}
