import { useEffect } from 'react';
import type { RefObject } from 'react';
import { linkEnds } from '../../scene/links.ts';
import { useSimulator } from '../simulatorContext.tsx';
import type { Simulator } from '../../store/createSimulator.ts';
import { killOf } from './entityCommands.ts';
import { cutOf } from './linkState.ts';

/**
 * Pointer and keys for the whole picture, which is one stop in the tab order: arrow keys move between entities in
 * reading order, Enter selects, Delete kills, and Space plays or pauses as it does everywhere.
 */
export function useSceneInput(root: RefObject<HTMLElement | null>, order: readonly string[]): void {
  const simulator = useSimulator();
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    if (current.querySelector('.entity[tabindex="0"]') === null) elementOf(current, order[0])?.setAttribute('tabindex', '0');
    const onClick = (event: MouseEvent): void => {
      if (isOnButton(event.target)) return;
      const key = keyAt(event.target);
      const isMore = event.shiftKey || event.ctrlKey || event.metaKey;
      if (isMore && key !== null) simulator.actions.pick(key);
      else simulator.actions.select(key, offsetAt(event.target));
    };
    const onDoubleClick = (event: MouseEvent): void => {
      const [, partition] = /^\d+\/(.+)$/.exec(keyAt(event.target) ?? '') ?? [];
      if (partition !== undefined) simulator.actions.seeLog(partition);
    };
    const onFocus = (event: FocusEvent): void => {
      const entity = event.target instanceof Element ? event.target.closest('.entity') : null;
      if (entity === null) return;
      current.querySelector('.entity[tabindex="0"]')?.setAttribute('tabindex', '-1');
      entity.setAttribute('tabindex', '0');
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const key = isOnButton(event.target) || event.altKey || event.ctrlKey || event.metaKey ? null : keyAt(event.target);
      if (key !== null && event.shiftKey && event.key === 'Enter') simulator.actions.pick(key);
      else if (key === null || !(act(simulator, event.key, key) || move(current, order, event.key, key))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    current.addEventListener('mousedown', keepText);
    current.addEventListener('click', onClick);
    current.addEventListener('dblclick', onDoubleClick);
    current.addEventListener('focusin', onFocus);
    current.addEventListener('keydown', onKeyDown);
    return () => {
      current.removeEventListener('mousedown', keepText);
      current.removeEventListener('click', onClick);
      current.removeEventListener('dblclick', onDoubleClick);
      current.removeEventListener('focusin', onFocus);
      current.removeEventListener('keydown', onKeyDown);
    };
  }, [root, order, simulator]);
}

/** A click with Shift is about things, and not about the text between two clicks. */
function keepText(event: MouseEvent): void {
  if (event.shiftKey) event.preventDefault();
}

export function act({ store, actions }: Simulator, pressed: string, key: string): boolean {
  switch (pressed) {
    case 'Enter':
      actions.select(key);
      return true;
    case ' ':
      actions.togglePlay();
      return true;
    case 'Delete':
    case 'Backspace': {
      const { frame } = store.getState();
      const ends = linkEnds(key);
      const command = frame === null ? null : ends === null ? (killOf(frame, key)?.command ?? null) : cutOf(frame, ...ends);
      if (command !== null) actions.command(command);
      return true;
    }
    default:
      return false;
  }
}

function move(root: HTMLElement, order: readonly string[], pressed: string, key: string): boolean {
  const at = order.indexOf(key);
  const to = at < 0 ? null : destination(pressed, at, order.length);
  if (to === null) return false;
  elementOf(root, order[to])?.focus();
  return true;
}

export function destination(pressed: string, at: number, count: number): number | null {
  switch (pressed) {
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

export function isOnButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

export function keyAt(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement | SVGElement>('.entity, .link-hit')?.dataset['key'] ?? null) : null;
}

/** Of the record whose cell it is. */
function offsetAt(target: EventTarget | null): number | null {
  const offset = target instanceof Element ? target.closest<SVGElement>('.cell')?.dataset['offset'] : undefined;
  return offset === undefined ? null : Number(offset);
}

function elementOf(root: HTMLElement, key: string | undefined): HTMLElement | null {
  return key === undefined ? null : root.querySelector<HTMLElement>(`.entity[data-key="${CSS.escape(key)}"]`);
}
