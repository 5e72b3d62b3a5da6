import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useSimulator } from '../simulatorContext.tsx';
import type { MenuItem } from '../palette/menuItems.ts';
import { menuOf } from './doings.ts';
import type { SequenceHands } from './useSequenceInput.ts';

const ContextMenu = lazy(() => import('../palette/ContextMenu.tsx'));

/** A menu for a right click, a long press or the menu key on a message, a fact or a timer. Returns the menu, to be rendered beside the picture. */
export function useItemMenu(body: RefObject<HTMLElement | null>, hands: SequenceHands): ReactNode {
  const { actions, playhead } = useSimulator();
  const latest = useRef(hands);
  const [asked, setAsked] = useState<{ readonly x: number; readonly y: number; readonly items: readonly MenuItem[] } | null>(null);
  useEffect(() => {
    latest.current = hands;
  });
  useEffect(() => {
    const { current } = body;
    if (current === null) return undefined;
    const onMenu = (event: MouseEvent): void => {
      const { left, top } = current.getBoundingClientRect();
      // A key has no place of its own.
      const byKey = event.clientX === 0 && event.clientY === 0;
      const found = latest.current.take(byKey ? null : { x: event.clientX - left, y: event.clientY - top, coarse: event instanceof PointerEvent && event.pointerType === 'touch' });
      if (found === null) return;
      event.preventDefault();
      setAsked({ x: byKey ? left + found.x : event.clientX, y: byKey ? top + found.y : event.clientY, items: menuOf(found.item, playhead.now(), actions) });
    };
    current.addEventListener('contextmenu', onMenu);
    return () => current.removeEventListener('contextmenu', onMenu);
  }, [body, playhead, actions]);
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
