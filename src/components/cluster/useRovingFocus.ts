import { useCallback, useEffect } from 'react';
import type { FocusEvent, KeyboardEvent, RefObject } from 'react';

interface Roving {
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  /** Moves focus for an arrow, Home or End; returns whether the key was one of them. */
  readonly move: (event: KeyboardEvent<HTMLElement>) => boolean;
}

/** One stop in the tab order for the whole picture; arrow keys move between its entities in reading order. */
export function useRovingFocus(container: RefObject<HTMLElement | null>, order: readonly string[]): Roving {
  useEffect(() => {
    const { current } = container;
    if (current === null || current.querySelector('.entity[tabindex="0"]') !== null) return;
    entityElement(current, order[0])?.setAttribute('tabindex', '0');
  }, [container, order]);

  const onFocus = useCallback(
    (event: FocusEvent<HTMLElement>) => {
      const entity = event.target.closest('.entity');
      if (entity === null) return;
      container.current?.querySelector('.entity[tabindex="0"]')?.setAttribute('tabindex', '-1');
      entity.setAttribute('tabindex', '0');
    },
    [container],
  );

  const move = useCallback(
    (event: KeyboardEvent<HTMLElement>): boolean => {
      const { current } = container;
      const at = event.target instanceof HTMLElement ? order.indexOf(event.target.dataset['key'] ?? '') : -1;
      const to = at < 0 ? null : destination(event.key, at, order.length);
      if (current === null || to === null) return false;
      entityElement(current, order[to])?.focus();
      return true;
    },
    [container, order],
  );
  return { onFocus, move };
}

function destination(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function entityElement(container: HTMLElement, key: string | undefined): HTMLElement | null {
  return key === undefined ? null : container.querySelector<HTMLElement>(`.entity[data-key="${CSS.escape(key)}"]`);
}
