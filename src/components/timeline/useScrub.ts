import { useRef } from 'react';
import type { PointerEvent } from 'react';
import type { TimeUs } from '../../base/flavor.ts';
import { useSimulator } from '../simulatorContext.tsx';

interface ScrubHandlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
}

interface ScrubAxis {
  /** The time at so many pixels from the left of the element. */
  readonly timeAt: (x: number) => TimeUs;
  /** What is meant by a press there that has not moved: a mark near it, say. `precise`: by mouse and not by finger. */
  readonly pressed: (x: number, target: Element, precise: boolean) => TimeUs;
  /** Where the hand holds the playhead; null when it has let go. */
  readonly hold: (time: TimeUs | null) => void;
}

/** A press that moves less is one in place. */
const STILL_PX = 3;

/** Dragging the playhead with mouse, pen or finger, from wherever it is pressed. Buttons inside keep their presses. */
export function useScrub({ timeAt, pressed, hold }: ScrubAxis): ScrubHandlers {
  const { actions } = useSimulator();
  const held = useRef<{ readonly pointer: number; readonly x: number; readonly left: number; moved: boolean } | null>(null);
  const go = (time: TimeUs): void => {
    hold(time);
    actions.seekTo(time);
  };
  const release = (event: PointerEvent<HTMLElement>): void => {
    if (held.current?.pointer !== event.pointerId) return;
    held.current = null;
    hold(null);
    actions.endScrub();
  };
  return {
    onPointerDown(event) {
      const { target, currentTarget, pointerId, clientX, button, pointerType } = event;
      if (held.current !== null || button !== 0 || !(target instanceof Element) || target.closest('button, input') !== null) return;
      currentTarget.setPointerCapture(pointerId);
      // It stays there while it is held: to ask again with every move would have the page laid out each time.
      const { left } = currentTarget.getBoundingClientRect();
      held.current = { pointer: pointerId, x: clientX, left, moved: false };
      actions.startScrub();
      go(pressed(clientX - left, target, pointerType === 'mouse'));
    },
    onPointerMove(event) {
      const { current } = held;
      if (current === null || current.pointer !== event.pointerId) return;
      if (!current.moved && Math.abs(event.clientX - current.x) < STILL_PX) return;
      current.moved = true;
      go(timeAt(event.clientX - current.left));
    },
    onPointerUp(event) {
      if (held.current?.pointer !== event.pointerId) return;
      release(event);
      // Whoever has dragged it goes on with the keys.
      event.currentTarget.querySelector<HTMLElement>('[role="slider"]')?.focus({ preventScroll: true });
    },
    onPointerCancel: release,
  };
}
