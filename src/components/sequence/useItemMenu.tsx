import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useSimulator } from '../simulatorContext.tsx';
import type { MenuItem } from '../palette/menuItems.ts';
import { menuOf } from './doings.ts';
import type { SequenceHands } from './useSequenceInput.ts';

const ContextMenu = lazy(() => import('../palette/ContextMenu.tsx'));

/** A menu for a right click, a long press or the menu key on a message, a fact or a timer. Returns the menu, to be rendered beside the picture. */
export function useItemMenu(body: RefObject<HTMLElement | null>, hands: SequenceHands): ReactNode {
  const { actions, store } = useSimulator();
  const latest = useRef(hands);
  const [asked, setAsked] = useState<{ readonly x: number; readonly y: number; readonly items: readonly MenuItem[] } | null>(null);
  useEffect(() => {
    latest.current = hands;
  });
  useEffect(() => {
    const { current } = body;
    if (current === null) return undefined;
    // A browser gives what a key asked for some place or other.
    let byKey = false;
    const onKey = ({ key, shiftKey }: KeyboardEvent): void => {
      byKey = key === 'ContextMenu' || (key === 'F10' && shiftKey);
    };
    const onMenu = (event: MouseEvent): void => {
      const { left, top } = current.getBoundingClientRect();
      const found = latest.current.take(byKey ? null : { x: event.clientX - left, y: event.clientY - top, coarse: event instanceof PointerEvent && event.pointerType === 'touch' });
      const [x, y] = byKey && found !== null ? [left + found.x, top + found.y] : [event.clientX, event.clientY];
      byKey = false;
      if (found === null) return;
      event.preventDefault();
      setAsked({ x, y, items: menuOf(found.item, store.getState().frame, actions) });
    };
    current.addEventListener('keydown', onKey);
    current.addEventListener('contextmenu', onMenu);
    return () => {
      current.removeEventListener('keydown', onKey);
      current.removeEventListener('contextmenu', onMenu);
    };
  }, [body, store, actions]);
  const close = (): void => {
    setAsked(null);
    body.current?.focus();
  };
  if (asked === null) return null;
  return (
    <Suspense fallback={null}>
      <ContextMenu key={`${asked.x} ${asked.y}`} {...asked} onClose={close} />
    </Suspense>
  );
}
