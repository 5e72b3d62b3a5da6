import { useMemo } from 'react';
import { HUES, keyHue } from '../../base/keyHue.ts';
import type { Frame } from '../../scene/frame.ts';
import { useAppState } from '../simulatorContext.tsx';

export interface LegendKey {
  readonly key: string;
  readonly hue: number;
}

const NO_KEYS: readonly string[] = [];

/** Keys and their hues: those of the document, and after them those of producers that were added. The same list while they are the same. */
export function useLegend(frame: Frame | null): readonly LegendKey[] {
  const ofDocument = useAppState(({ run }) => run?.keys ?? NO_KEYS);
  const known = useMemo(() => new Set(ofDocument), [ofDocument]);
  const added = (frame?.producers ?? []).flatMap(({ keys }) => keys.filter((key) => !known.has(key)));
  const signature = JSON.stringify([...new Set(added)]);
  return useMemo(
    () => [...ofDocument.map((key, index) => ({ key, hue: index % HUES })), ...(JSON.parse(signature) as string[]).map((key) => ({ key, hue: keyHue(key) }))],
    [ofDocument, signature],
  );
}
