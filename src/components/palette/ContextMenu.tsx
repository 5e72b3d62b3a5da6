import { useEffect, useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import * as words from '../../words/contextMenu.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { around, offered, type MenuItem } from './menuItems.ts';
import type { MenuTarget } from './menuTarget.ts';
import '../styles/palette.css';

const MARGIN = 8;

type ContextMenuProps = {
  /** Where it was asked for, in the window. */
  readonly x: number;
  readonly y: number;
  readonly onClose: () => void;
} & (
  | {
      /** What it is about; a thing is selected. */
      readonly at: MenuTarget;
    }
  | {
      /** All that can be done, where who asks knows it. */
      readonly items: readonly MenuItem[];
    }
);

/** What can be done to the thing under the pointer, where the pointer is. The keys of a menu: arrows, Home, End, Enter, Escape. */
export default function ContextMenu({ x, y, onClose, ...about }: ContextMenuProps): ReactNode {
  const { actions, store } = useSimulator();
  const menu = useRef<HTMLDivElement>(null);
  const at = 'at' in about ? about.at : null;
  const inspection = useAppState((state) => (at !== null && state.inspection?.target === at.key ? state.inspection : null));
  const isReady = at === null || inspection !== null || at.message !== null;
  const items = 'items' in about ? about.items : isReady ? [...around(about.at, store.getState(), actions), ...offered(inspection?.actions ?? [], actions)] : [];
  useLayoutEffect(() => {
    const { current } = menu;
    if (current === null) return;
    if (!current.matches(':popover-open')) current.showPopover();
    const { offsetWidth: width, offsetHeight: height } = current;
    current.style.left = `${Math.max(MARGIN, Math.min(x, window.innerWidth - width - MARGIN))}px`;
    current.style.top = `${Math.max(MARGIN, Math.min(y, window.innerHeight - height - MARGIN))}px`;
    if (isReady) current.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [x, y, isReady]);
  useClosing(menu, onClose);
  return (
    <div ref={menu} popover="manual" className="context-menu">
      {inspection !== null && <h2>{inspection.title}</h2>}
      {items.length > 0 && (
        <div role="menu" tabIndex={-1} aria-label={inspection === null ? words.whatCanBeDone : words.whatCanBeDoneTo(inspection.title)} onKeyDown={move}>
          {items.map(({ label, about, isDanger, act }) => (
            <button
              key={label}
              type="button"
              role="menuitem"
              data-danger={isDanger === true ? '' : undefined}
              onClick={() => {
                menu.current?.hidePopover();
                act();
              }}
            >
              {label}
              {about !== undefined && <small>{about}</small>}
            </button>
          ))}
        </div>
      )}
      {isReady && items.length === 0 && <p>{words.nothingCanBeDone}</p>}
    </div>
  );
}

/** Closed by Escape, and by a press elsewhere. Not by the browser: it would do so when the finger that asked for the menu is lifted. */
function useClosing(menu: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const { current } = menu;
    const hide = (): void => {
      if (current?.matches(':popover-open') === true) current.hidePopover();
    };
    const onToggle = (event: ToggleEvent): void => {
      if (event.newState === 'closed') onClose();
    };
    const onPress = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node) || current?.contains(target) !== true) hide();
    };
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape' && event.key !== 'Tab') return;
      // It closes the menu, and not what is selected as well.
      event.stopPropagation();
      hide();
    };
    current?.addEventListener('toggle', onToggle);
    window.addEventListener('pointerdown', onPress, true);
    window.addEventListener('keydown', onKey, true);
    return () => {
      current?.removeEventListener('toggle', onToggle);
      window.removeEventListener('pointerdown', onPress, true);
      window.removeEventListener('keydown', onKey, true);
    };
  }, [menu, onClose]);
}

function move(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  items[to]?.focus();
  event.preventDefault();
}
