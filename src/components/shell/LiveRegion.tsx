import type { ReactNode } from 'react';
import { localText } from '../format/readersNumbers.ts';
import { useAppState } from '../simulatorContext.tsx';

/** What changes, a sentence at a time, for those who do not see it. */
export function LiveRegion(): ReactNode {
  const words = useAppState(({ announcement }) => announcement);
  return (
    <output className="visually-hidden" aria-live="polite" data-testid="announcement">
      {localText(words)}
    </output>
  );
}
