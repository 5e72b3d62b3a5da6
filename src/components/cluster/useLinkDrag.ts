import { useEffect } from 'react';
import type { RefObject } from 'react';
import { linkEnds } from '../../scene/links.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { cutOf } from './linkState.ts';
import type { MessageScene } from './layers/messageScene.ts';

/** A press that goes no further is a click. */
const STARTS_PX = 5;
/** Pulled this far from where it was taken, a link is cut when it is let go. */
const CUTS_PX = 44;

/** A link that is dragged away is cut: it follows the pointer, says when it is far enough, and springs back from nearer or on Escape. */
export function useLinkDrag(root: RefObject<HTMLElement | null>, moving: RefObject<MessageScene | null>): void {
  const { store, actions } = useSimulator();
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    let taken: { readonly key: string; readonly pointer: number; readonly x: number; readonly y: number; dragging: boolean; far: boolean } | null = null;

    const end = (): void => {
      if (taken === null) return;
      moving.current?.bend(taken.key, null, false);
      delete current.dataset['dragging'];
      if (taken.dragging) swallowClick(current);
      taken = null;
    };
    const onDown = (event: PointerEvent): void => {
      const thing = event.target instanceof Element ? event.target.closest<SVGElement | HTMLElement>('.link-hit, .link-grip') : null;
      const key = thing?.dataset['key'];
      if (key === undefined || event.button !== 0) return;
      taken = { key, pointer: event.pointerId, x: event.clientX, y: event.clientY, dragging: false, far: false };
    };
    const onMove = (event: PointerEvent): void => {
      if (taken === null || event.pointerId !== taken.pointer) return;
      const distance = Math.hypot(event.clientX - taken.x, event.clientY - taken.y);
      if (!taken.dragging && distance < STARTS_PX) return;
      if (!taken.dragging) current.setPointerCapture(event.pointerId);
      taken.dragging = true;
      taken.far = distance >= CUTS_PX;
      current.dataset['dragging'] = taken.far ? 'cut' : 'link';
      const box = current.getBoundingClientRect();
      moving.current?.bend(taken.key, { x: event.clientX - box.left, y: event.clientY - box.top }, taken.far);
      event.preventDefault();
    };
    const onUp = (event: PointerEvent): void => {
      if (taken === null || event.pointerId !== taken.pointer) return;
      const { far, key } = taken;
      end();
      const ends = linkEnds(key);
      const { frame } = store.getState();
      if (!far || ends === null || frame === null) return;
      actions.select(key);
      const command = cutOf(frame, ...ends);
      if (command !== null) actions.command(command);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || taken?.dragging !== true) return;
      event.stopPropagation();
      end();
    };
    current.addEventListener('pointerdown', onDown);
    current.addEventListener('pointermove', onMove);
    current.addEventListener('pointerup', onUp);
    current.addEventListener('pointercancel', end);
    window.addEventListener('keydown', onKey, true);
    return () => {
      current.removeEventListener('pointerdown', onDown);
      current.removeEventListener('pointermove', onMove);
      current.removeEventListener('pointerup', onUp);
      current.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', onKey, true);
    };
  }, [root, moving, store, actions]);
}

/** The click that follows a drag selects nothing. */
export function swallowClick(element: HTMLElement): void {
  const swallow = (event: Event): void => event.stopPropagation();
  element.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => element.removeEventListener('click', swallow, { capture: true }), 0);
}
