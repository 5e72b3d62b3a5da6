import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useSimulator } from '../simulatorContext.tsx';
import { menuTargetAt, type MenuTarget } from './menuTarget.ts';

const ContextMenu = lazy(() => import('./ContextMenu.tsx'));

const LONG_PRESS_MS = 550;
/** A finger never rests quite still. */
const STILL_PX = 8;

/** Asks for the menu where a finger rests. Browsers that do so themselves send the same event first, and the finger's is left out then. */
function longPress(): readonly (readonly [name: string, listener: (event: Event) => void])[] {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  const stop = (): void => clearTimeout(timer);
  const moved = (event: Event): void => {
    if (event instanceof PointerEvent && Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) stop();
  };
  const start = (event: Event): void => {
    stop();
    if (!(event instanceof PointerEvent) || event.pointerType !== 'touch' || !event.isPrimary) return;
    const { target, clientX, clientY } = event;
    from = { x: clientX, y: clientY };
    timer = setTimeout(() => target?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY })), LONG_PRESS_MS);
  };
  return [['pointerdown', start], ['pointermove', moved], ...['pointerup', 'pointercancel', 'contextmenu', 'scroll'].map((name) => [name, stop] as const)];
}

/**
 * A menu of what can be done, for a right click or a long press on a thing, a record or a message, and for the menu key (or Shift F10) where
 * such a thing has the focus. Returns the menu, to be rendered beside the picture.
 */
export function useContextMenu(stage: RefObject<HTMLElement | null>): ReactNode {
  const { actions, store } = useSimulator();
  const [asked, setAsked] = useState<{ readonly x: number; readonly y: number; readonly at: MenuTarget } | null>(null);
  const from = useRef<HTMLElement | SVGElement | null>(null);
  const close = useCallback(() => {
    setAsked(null);
    from.current?.focus();
  }, []);
  useEffect(() => {
    const { current } = stage;
    const onMenu = (event: MouseEvent): void => {
      const at = menuTargetAt(event.target, store.getState().frame);
      if (at === null) return;
      event.preventDefault();
      from.current = at.element;
      if (at.key !== null) actions.select(at.key, at.offset);
      const { left, top } = at.element.getBoundingClientRect();
      // A key has no place of its own.
      const byKey = event.clientX === 0 && event.clientY === 0;
      setAsked({ at, x: byKey ? left + 12 : event.clientX, y: byKey ? top + 24 : event.clientY });
    };
    const press = longPress();
    current?.addEventListener('contextmenu', onMenu);
    for (const [name, listener] of press) current?.addEventListener(name, listener);
    return () => {
      current?.removeEventListener('contextmenu', onMenu);
      for (const [name, listener] of press) current?.removeEventListener(name, listener);
    };
  }, [stage, actions, store]);
  if (asked === null) return null;
  return (
    <Suspense fallback={null}>
      <ContextMenu key={asked.at.key ?? asked.at.message} {...asked} onClose={close} />
    </Suspense>
  );
}
