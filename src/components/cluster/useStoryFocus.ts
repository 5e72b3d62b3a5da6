import { useMemo } from 'react';
import { useAppState } from '../simulatorContext.tsx';

const NOTHING: readonly string[] = [];

/** Keys of the entities that the current step of the story is about. */
export function useStoryFocus(): ReadonlySet<string> {
  const focus = useAppState(({ run, story }) => run?.story[Math.max(0, story?.current ?? 0)]?.focus ?? NOTHING);
  return useMemo(() => new Set(focus), [focus]);
}
