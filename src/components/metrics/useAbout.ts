import { useMemo } from 'react';
import { sourcesOf } from '../../scene/charts/sourcesOf.ts';
import { useAppState } from '../simulatorContext.tsx';

/** The sources whose lines are about what is selected, the same set as long as they are the same. */
export function useAbout(): ReadonlySet<string> {
  const sources = useAppState(({ frame, selected }) => (frame === null ? '' : sourcesOf(frame, selected).join('\n')));
  return useMemo(() => new Set(sources === '' ? [] : sources.split('\n')), [sources]);
}
