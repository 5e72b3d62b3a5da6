import { useEffect, useLayoutEffect } from 'react';
import type { RefObject } from 'react';
import { act, destination, isOnButton, keyAt } from '../cluster/useSceneInput.ts';
import { useSimulator } from '../simulatorContext.tsx';

/**
 * Pointer and keys for the lens, which is one stop in the tab order besides its buttons. As in the cluster, but by the order in which
 * things stand: two groups may read one partition, which is then there twice.
 */
export function useGroupsInput(root: RefObject<HTMLElement | null>): void {
  const simulator = useSimulator();
  // Parts come and go with members; one of them can always be reached.
  useLayoutEffect(() => {
    const { current } = root;
    if (current?.querySelector('.entity[tabindex="0"]') === null) current.querySelector('.entity')?.setAttribute('tabindex', '0');
  });
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    const onClick = (event: MouseEvent): void => {
      const key = isOnButton(event.target) || isInNote(event.target) ? null : keyAt(event.target);
      if (key !== null) simulator.actions.select(key);
    };
    const onFocus = (event: FocusEvent): void => {
      const entity = event.target instanceof Element ? event.target.closest('.entity') : null;
      if (entity === null) return;
      for (const before of current.querySelectorAll('.entity[tabindex="0"]')) before.setAttribute('tabindex', '-1');
      entity.setAttribute('tabindex', '0');
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const isPlain = !(isOnButton(event.target) || event.altKey || event.ctrlKey || event.metaKey);
      const key = isPlain ? keyAt(event.target) : null;
      if (key === null || !(act(simulator, event.key, key) || move(current, event.key, event.target))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    current.addEventListener('click', onClick);
    current.addEventListener('focusin', onFocus);
    current.addEventListener('keydown', onKeyDown);
    return () => {
      current.removeEventListener('click', onClick);
      current.removeEventListener('focusin', onFocus);
      current.removeEventListener('keydown', onKeyDown);
    };
  }, [root, simulator]);
}

function move(root: HTMLElement, pressed: string, from: EventTarget | null): boolean {
  const all = [...root.querySelectorAll<HTMLElement>('.entity')];
  const at = all.findIndex((entity) => entity === (from instanceof Element ? from.closest('.entity') : null));
  const to = at < 0 ? null : destination(pressed, at, all.length);
  if (to === null) return false;
  all[to]?.focus();
  return true;
}

/** What explains a word lies over the picture and selects nothing. */
function isInNote(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[popover]') !== null;
}
