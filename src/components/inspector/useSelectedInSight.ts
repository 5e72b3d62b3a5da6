import { useEffect } from 'react';
import { useAppState } from '../simulatorContext.tsx';
import { prefersReducedMotion } from '../../store/reducedMotion.ts';

/**
 * What is selected stays in sight where the inspector comes over the picture: whatever scrolls is scrolled until it is beside the inspector,
 * whose room the style sheet leaves free. Once for each selection: afterwards the reader looks where they like.
 */
export function useSelectedInSight(): void {
  const selected = useAppState((state) => state.selected);
  const lens = useAppState((state) => state.lens);
  useEffect(() => {
    if (selected === null) return;
    // A copy or a record is not in every lens by itself: it is marked where it is a part of something, or said to be.
    const thing = [...document.querySelectorAll(`.stage :is([data-key="${CSS.escape(selected)}"], [data-marked='record'], [data-marked='copy'], .sequence-lit, .metrics-lit)`)].find((each) => each.checkVisibility());
    const calm = prefersReducedMotion();
    // A line is as wide as the picture: it is seen where its name is.
    const seen = thing?.matches('.gline') === true ? thing.firstElementChild : thing;
    seen?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }, [selected, lens]);
}
