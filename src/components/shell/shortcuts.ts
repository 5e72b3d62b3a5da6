import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { LENSES } from '../../base/lens.ts';
import { storedShortcuts } from '../../store/preferences.ts';
import { useSimulator } from '../simulatorContext.tsx';
import type { DialogName } from './dialogContext.ts';
import { faster, slower } from '../transport/speeds.ts';

/** What the keys do, as the help lists them. */
export const SHORTCUTS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Space', does: 'Play or pause' },
  { keys: '.', does: 'One event on' },
  { keys: 'n', does: 'To the next event worth seeing' },
  { keys: ',', does: 'One event back' },
  { keys: 'p', does: 'Back to the last event worth seeing (also Shift N)' },
  { keys: 'Ctrl Z', does: 'Take back what you did last (Command Z on a Mac)' },
  { keys: 'Ctrl Shift Z', does: 'Do it again' },
  { keys: 'b', does: 'Bookmark this moment' },
  { keys: '[', does: 'Slower' },
  { keys: ']', does: 'Faster' },
  { keys: 'Shift R', does: 'Start the run again' },
  { keys: '1 2 3 4 5', does: 'Look through another lens: cluster, partitions, groups, sequence, metrics' },
  { keys: 'Ctrl K', does: 'Search everything that can be done (Command K on a Mac)' },
  { keys: 'g', does: 'Go to the picture: arrow keys move in it, Enter selects, Delete kills' },
  { keys: '+ -', does: 'Closer and farther, where a partition or the sequence diagram has the focus' },
  { keys: 'f', does: 'Follow the present again, where the sequence diagram has the focus' },
  { keys: 'Shift Enter', does: 'In the picture: select one more, or one less (also a click with Shift or Ctrl)' },
  { keys: 'Escape', does: 'Clear the selection' },
  { keys: '?', does: 'This list' },
];

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
