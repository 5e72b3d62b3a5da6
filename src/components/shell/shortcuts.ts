import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { LENSES } from '../../base/lens.ts';
import { storedShortcuts } from '../../store/preferences.ts';
import { useSimulator } from '../simulatorContext.tsx';
import type { DialogName } from './dialogContext.ts';
import { faster, slower } from '../transport/speeds.ts';

/** Keys for the whole page. Those that are single characters can be turned off, and no field that takes text loses one. */
export function useShortcuts(open: (name: DialogName) => void): void {
  const { store, actions } = useSimulator();
  useEffect(() => {
    const when = (act: () => void) => (event: KeyboardEvent) => {
      if (!storedShortcuts() || event.isComposing || isTaken(event.target) || (event.key === ' ' && isPressed(event.target))) return;
      event.preventDefault();
      act();
    };
    const chord = (act: () => void) => (event: KeyboardEvent) => {
      if (isTaken(event.target)) return;
      event.preventDefault();
      act();
    };
    return tinykeys(window, {
      Space: when(() => actions.togglePlay()),
      '.': when(() => actions.stepEvent()),
      n: when(() => actions.stepNotable()),
      ',': when(() => actions.stepBackEvent()),
      p: when(() => actions.stepBackNotable()),
      'Shift+N': when(() => actions.stepBackNotable()),
      '$mod+z': chord(() => actions.undo()),
      '$mod+Shift+z': chord(() => actions.redo()),
      'Shift+R': when(() => actions.restart()),
      b: when(() => actions.addBookmark()),
      '[': when(() => actions.setSpeed(slower(store.getState().speed, store.getState().rate))),
      ']': when(() => actions.setSpeed(faster(store.getState().speed, store.getState().rate))),
      '$mod+k': chord(() => open('commands')),
      '?': when(() => open('keys')),
      'Shift+?': when(() => open('keys')),
      ...Object.fromEntries(LENSES.map((lens, index) => [String(index + 1), when(() => actions.setLens(lens))])),
      g: when(focusStage),
      Escape: (event) => {
        if (!isTaken(event.target)) actions.select(null);
      },
    });
  }, [store, actions, open]);
}

/** Keys belong to a field or an open dialog while it has the focus. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  return target instanceof Element && target.closest('input:not([type="radio"], [type="checkbox"]), select, textarea') !== null;
}

/** Space belongs to whatever it presses. */
function isPressed(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, input, [role="button"]') !== null;
}

function focusStage(): void {
  document.querySelector<HTMLElement>('.stage [tabindex="0"]')?.focus();
}
