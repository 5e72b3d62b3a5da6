import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { TimeUs } from '../../base/flavor.ts';
import { useSimulator } from '../simulatorContext.tsx';

const TAKES_MS = 700;
/** Where more would move, nothing does: nobody could follow it. */
const MOST_MOVING = 60;

interface Place {
  readonly holder: string;
  /** Within the lens, so that scrolling moves nothing. */
  readonly left: number;
  readonly top: number;
}

/**
 * A partition that changes hands is seen on its way from the old holder to the new one. Elements have `data-hand` for what they are and
 * `data-holder` for with whom. Only as time goes on: who goes back in time sees no hand-over. Not for those who asked for less motion.
 */
export function useHandOver(root: RefObject<HTMLElement | null>, now: TimeUs): void {
  const { store } = useSimulator();
  const last = useRef<{ readonly run: unknown; readonly now: TimeUs; readonly places: ReadonlyMap<string, Place> }>({ run: null, now: 0, places: new Map() });
  useLayoutEffect(() => {
    if (root.current === null) return;
    const { run } = store.getState();
    const before = last.current;
    const places = placesIn(root.current);
    last.current = { run, now, places };
    if (before.run !== run || now < before.now || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const moved = [...places].filter(([hand, { holder }]) => before.places.has(hand) && before.places.get(hand)?.holder !== holder);
    if (moved.length > MOST_MOVING) return;
    for (const [hand, to] of moved) {
      const from = before.places.get(hand);
      if (from !== undefined) glide(root.current, hand, from.left - to.left, from.top - to.top);
    }
  });
}

function glide(root: HTMLElement, hand: string, x: number, y: number): void {
  const element = root.querySelector<HTMLElement>(`[data-hand="${CSS.escape(hand)}"]`);
  element?.animate(
    [
      { translate: `${x}px ${y}px`, zIndex: 3, boxShadow: '0 0 0 1px var(--accent)' },
      { translate: '0 0', zIndex: 3, boxShadow: '0 0 0 1px var(--accent)' },
    ],
    { duration: TAKES_MS, easing: 'cubic-bezier(.3, .1, .2, 1)' },
  );
}

function placesIn(root: HTMLElement): Map<string, Place> {
  const origin = root.getBoundingClientRect();
  const places = new Map<string, Place>();
  for (const element of root.querySelectorAll<HTMLElement>('[data-hand]')) {
    const { hand = '', holder = '' } = element.dataset;
    if (places.has(hand)) continue;
    const { left, top } = element.getBoundingClientRect();
    places.set(hand, { holder, left: left - origin.left, top: top - origin.top });
  }
  return places;
}
