import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { MessageScene } from './layers/messageScene.ts';

/** Lets the picture know where the pointer is, so that of links that are drawn together the one under it can be taken. */
export function useLinkPoint(root: RefObject<HTMLElement | null>, moving: RefObject<MessageScene | null>): void {
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    const point = (event: PointerEvent): void => {
      if (current.dataset['dragging'] !== undefined) return;
      const box = current.getBoundingClientRect();
      moving.current?.point(event.clientX - box.left, event.clientY - box.top);
    };
    current.addEventListener('pointermove', point);
    current.addEventListener('pointerdown', point, true);
    return () => {
      current.removeEventListener('pointermove', point);
      current.removeEventListener('pointerdown', point, true);
    };
  }, [root, moving]);
}
