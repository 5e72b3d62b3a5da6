import { useEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { MessageScene } from './layers/messageScene.ts';

interface MessageTipProps {
  readonly root: RefObject<HTMLElement | null>;
  readonly moving: RefObject<MessageScene | null>;
  readonly width: number;
}

/** Says what the message under the pointer is. */
export function MessageTip({ root, moving, width }: MessageTipProps): ReactNode {
  const tip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    const hide = (): void => {
      if (tip.current !== null) tip.current.hidden = true;
    };
    const show = (event: PointerEvent): void => {
      const box = current.getBoundingClientRect();
      const found = moving.current?.nearest(event.clientX - box.left, event.clientY - box.top) ?? null;
      if (found === null || tip.current === null) {
        hide();
        return;
      }
      const { message, x, y } = found;
      tip.current.hidden = false;
      tip.current.textContent = `${message.label}${message.fate === 'travelling' ? '' : `, ${message.fate}`}`;
      tip.current.style.transform = `translate(${x > width / 2 ? 'calc(-100% - 10px)' : '10px'}, -130%)`;
      tip.current.style.left = `${x}px`;
      tip.current.style.top = `${Math.max(28, y)}px`;
    };
    current.addEventListener('pointermove', show);
    current.addEventListener('pointerleave', hide);
    return () => {
      current.removeEventListener('pointermove', show);
      current.removeEventListener('pointerleave', hide);
    };
  }, [root, moving, width]);
  return <div className="message-tip" ref={tip} aria-hidden="true" hidden />;
}
