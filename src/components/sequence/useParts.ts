import { useMemo } from 'react';
import { partsOf, type Part } from '../../scene/sequence/partOf.ts';
import { useStageFrame } from '../cluster/useStageFrame.ts';
import { useAppState } from '../simulatorContext.tsx';

const NONE: ReadonlyMap<string, Part> = new Map();

/** The lines that what is selected belongs to, found again only when the cluster is another one. */
export function useParts(): ReadonlyMap<string, Part> {
  const selected = useAppState((state) => state.selected);
  const frame = useStageFrame();
  const [partitions, groups, consumers] = [frame?.partitions, frame?.groups, frame?.consumers];
  return useMemo(() => (partitions === undefined || groups === undefined || consumers === undefined ? NONE : partsOf({ partitions, groups, consumers }, selected)), [partitions, groups, consumers, selected]);
}
