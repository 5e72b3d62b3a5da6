import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useSimulator } from '../simulatorContext.tsx';
import { prefersReducedMotion } from '../../store/reducedMotion.ts';

const TAKES_MS = 280;
/** Where more would move, nothing does: nobody could follow it. */
const MOST_MOVING = 150;

type Places = ReadonlyMap<string, DOMRect>;

/**
 * What is in both pictures moves from its place in the one to its place in the other when the lens changes, so that one
 * sees what became of what. Not for those who asked for less motion. Returns what to call when a lens has been drawn.
 */
export function useLensChange(stage: RefObject<HTMLElement | null>): () => void {
  const { store } = useSimulator();
  const before = useRef<Places | null>(null);
  useEffect(
    () =>
      store.subscribe(({ lens }, { lens: last }) => {
        // The page is drawn after the store has told everybody, so this is still the last picture.
        if (lens !== last) before.current = stage.current === null ? null : placesIn(stage.current);
      }),
    [store, stage],
  );
  return () => {
    const places = before.current;
    before.current = null;
    if (places === null || prefersReducedMotion()) return;
    // A picture that measures its room first is there in the next frame.
    requestAnimationFrame(() => {
      if (stage.current !== null) moveFrom(places, stage.current);
    });
  };
}

/** Calls when what stands beside it has been drawn for the first time. */
export function Drawn({ onDrawn }: { readonly onDrawn: () => void }): null {
  const called = useRef(onDrawn);
  useLayoutEffect(() => called.current(), []);
  return null;
}

function placesIn(stage: HTMLElement): Places {
  return new Map([...stage.querySelectorAll<HTMLElement>('[data-key]')].map((element) => [element.dataset['key'] ?? '', element.getBoundingClientRect()]));
}

function moveFrom(places: Places, stage: HTMLElement): void {
  const moving = [...stage.querySelectorAll<HTMLElement>('[data-key]')].filter((element) => places.has(element.dataset['key'] ?? ''));
  if (moving.length > MOST_MOVING) return;
  for (const element of moving) {
    const from = places.get(element.dataset['key'] ?? '');
    const to = element.getBoundingClientRect();
    if (from === undefined || from.width === 0) continue;
    element.animate([{ translate: `${from.left - to.left}px ${from.top - to.top}px`, opacity: 0.3 }, { translate: '0 0', opacity: 1 }], { duration: TAKES_MS, easing: 'cubic-bezier(.2, .7, .2, 1)' });
  }
}
