import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { TimeUs } from '../../base/flavor.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { prefersReducedMotion } from '../../store/reducedMotion.ts';

const TAKES_MS = 700;
/** Where more would move, nothing does: nobody could follow it. */
const MOST_MOVING = 60;
/** To ask where each of more than so many is takes too long for every picture: they are asked again after this many milliseconds. */
const MANY = 200;
const ASKED_EVERY_MS = 1_000;

interface Place {
  readonly holder: string;
  /** Within the lens, so that scrolling moves nothing. */
  readonly left: number;
  readonly top: number;
}

/** What was last seen. */
interface Seen {
  readonly run: unknown;
  readonly now: TimeUs;
  readonly places: ReadonlyMap<string, Place>;
  /** Real time, in milliseconds. */
  readonly askedAt: number;
}

/**
 * A partition that changes hands is seen on its way from the old holder to the new one. Elements have `data-hand` for what they are and
 * `data-holder` for with whom. Only as time goes on: who goes back in time sees no hand-over. Not for those who asked for less motion.
 */
export function useHandOver(root: RefObject<HTMLElement | null>, now: TimeUs): void {
  const { store } = useSimulator();
  const last = useRef<Seen>({ run: null, now: 0, places: new Map(), askedAt: -Infinity });
  useLayoutEffect(() => {
    if (root.current === null || prefersReducedMotion()) return;
    const { run } = store.getState();
    const before = last.current;
    const elements = handsIn(root.current);
    const moved = [...elements].filter(([hand, { dataset }]) => before.places.has(hand) && before.places.get(hand)?.holder !== dataset['holder']);
    const isKnown = elements.size > MANY && moved.length === 0 && before.run === run && performance.now() - before.askedAt < ASKED_EVERY_MS;
    const places = isKnown ? before.places : placesOf(root.current, elements);
    last.current = { run, now, places, askedAt: isKnown ? before.askedAt : performance.now() };
    if (before.run !== run || now < before.now || moved.length > MOST_MOVING) return;
    for (const [hand, element] of moved) {
      const [from, to] = [before.places.get(hand), places.get(hand)];
      if (from !== undefined && to !== undefined) glide(element, from.left - to.left, from.top - to.top);
    }
  });
}

function glide(element: HTMLElement, x: number, y: number): void {
  element.animate(
    [
      { translate: `${x}px ${y}px`, zIndex: 3, boxShadow: '0 0 0 1px var(--accent)' },
      { translate: '0 0', zIndex: 3, boxShadow: '0 0 0 1px var(--accent)' },
    ],
    { duration: TAKES_MS, easing: 'cubic-bezier(.3, .1, .2, 1)' },
  );
}

/** What two hold is taken where it stands first. */
function handsIn(root: HTMLElement): Map<string, HTMLElement> {
  const elements = new Map<string, HTMLElement>();
  for (const element of root.querySelectorAll<HTMLElement>('[data-hand]')) {
    const hand = element.dataset['hand'] ?? '';
    if (!elements.has(hand)) elements.set(hand, element);
  }
  return elements;
}

function placesOf(root: HTMLElement, elements: ReadonlyMap<string, HTMLElement>): Map<string, Place> {
  const origin = root.getBoundingClientRect();
  const places = new Map<string, Place>();
  for (const [hand, element] of elements) {
    const { left, top } = element.getBoundingClientRect();
    places.set(hand, { holder: element.dataset['holder'] ?? '', left: left - origin.left, top: top - origin.top });
  }
  return places;
}
