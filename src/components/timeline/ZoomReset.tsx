import type { ReactNode } from 'react';
import * as words from '../../words/timeline.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** While a part of the run is shown: back to all of it. */
export function ZoomReset(): ReactNode {
  const { actions } = useSimulator();
  return (
    <button type="button" className="zoom-reset" title={words.wholeRunTip} onClick={() => actions.setZoom(null)}>
      {words.wholeRun}
    </button>
  );
}
