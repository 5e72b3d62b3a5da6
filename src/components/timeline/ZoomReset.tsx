import type { ReactNode } from 'react';
import * as words from '../../words/timeline.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** While a part of the run is shown: back to all of it. */
export function ZoomReset(): ReactNode {
  const { actions } = useSimulator();
  const reset = (button: HTMLElement): void => {
    // The button is gone after that, and with it the focus would be.
    button.closest('.timeline')?.querySelector<HTMLElement>('[role="slider"]')?.focus({ preventScroll: true });
    actions.setZoom(null);
  };
  return (
    <button type="button" className="zoom-reset" title={words.wholeRunTip} onClick={({ currentTarget }) => reset(currentTarget)}>
      {words.wholeRun}
    </button>
  );
}
