import type { TimeUs } from '../../base/flavor.ts';
import { useCompared } from '../compare/comparisonContext.tsx';
import { useAppState } from '../simulatorContext.tsx';
import { timelineEnd } from './ticks.ts';

/** Where the whole run ends on the timeline: some way after all that is known of it. */
export function useTimelineEnd(): TimeUs {
  const parted = useCompared(({ compared }) => compared?.firstTelling?.at ?? 0) ?? 0;
  return useAppState(({ frame, knownTo, timeline }) => timelineEnd(Math.max(frame?.now ?? 0, knownTo, parted, ...(timeline?.branches ?? []).map((branch) => branch.end))));
}
