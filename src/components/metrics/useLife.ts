import { useMemo } from 'react';
import type { ScaleLinear } from 'd3-scale';
import { lifeMarks, type LifeMark } from '../../scene/charts/lifeMarks.ts';
import { useAppState } from '../simulatorContext.tsx';

export interface ShownLife {
  readonly record: string;
  readonly marks: readonly LifeMark[];
}

/** Marks nearer than this lie on one another. */
const APART_PX = 9;

/** The life of the record that is followed, where it lies in what the charts show; null while none is followed. */
export function useLife(x: ScaleLinear<number, number>): ShownLife | null {
  const record = useAppState(({ followed }) => followed?.target ?? null);
  const steps = useAppState(({ followed }) => followed?.record?.steps ?? null);
  return useMemo(() => {
    if (record === null || steps === null) return null;
    const [from = 0, to = 0] = x.domain();
    return { record, marks: lifeMarks(steps, { from, to }, x.invert(x(from) + APART_PX) - from) };
  }, [record, steps, x]);
}
