import { useRef } from 'react';
import type { PointerEvent } from 'react';
import type { ScaleLinear } from 'd3-scale';
import { zoomBetween } from '../../store/zoom.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { useCursor } from './cursor.ts';

interface BrushHandlers {
  readonly onPointerDown: (event: PointerEvent<SVGSVGElement>) => void;
  readonly onPointerMove: (event: PointerEvent<SVGSVGElement>) => void;
  readonly onPointerUp: (event: PointerEvent<SVGSVGElement>) => void;
  readonly onPointerLeave: (event: PointerEvent<SVGSVGElement>) => void;
  readonly onPointerCancel: (event: PointerEvent<SVGSVGElement>) => void;
}

/** A press that moves less is one in place. */
const STILL_PX = 5;

/** Hovering reads all charts at a time, a press goes there, and dragging marks the stretch that is then shown. */
export function useBrush(x: ScaleLinear<number, number>, end: number): BrushHandlers {
  const { actions } = useSimulator();
  const cursor = useCursor();
  const pressed = useRef<{ readonly pointer: number; readonly px: number } | null>(null);
  const timeAt = (event: PointerEvent<SVGSVGElement>): number => Math.round(x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left));
  const leave = (): void => {
    pressed.current = null;
    cursor.set(null);
  };
  return {
    onPointerDown(event) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pressed.current = { pointer: event.pointerId, px: event.clientX };
      untilReleased(leave);
    },
    onPointerMove(event) {
      const at = timeAt(event);
      const start = pressed.current;
      const isMarking = start !== null && Math.abs(event.clientX - start.px) >= STILL_PX;
      const from = isMarking ? Math.round(x.invert(start.px - event.currentTarget.getBoundingClientRect().left)) : null;
      cursor.set({ at, from });
    },
    onPointerUp(event) {
      const start = pressed.current;
      if (start?.pointer !== event.pointerId) return;
      const at = timeAt(event);
      if (Math.abs(event.clientX - start.px) < STILL_PX) actions.seekTo(at);
      else actions.setZoom(zoomBetween(Math.round(x.invert(start.px - event.currentTarget.getBoundingClientRect().left)), at, end));
      leave();
    },
    onPointerLeave() {
      if (pressed.current === null) cursor.set(null);
    },
    onPointerCancel: leave,
  };
}

/** Escape gives up what is being marked, and does nothing else then. */
function untilReleased(giveUp: () => void): void {
  const over = new AbortController();
  const { signal } = over;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    giveUp();
    over.abort();
  };
  window.addEventListener('keydown', onKey, { signal, capture: true });
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => over.abort(), { signal });
}
