import type { ReactNode } from 'react';
import { useSimulator } from '../simulatorContext.tsx';

/** While a part of the run is shown: back to all of it. */
export function ZoomReset(): ReactNode {
  const { actions } = useSimulator();
  return (
    <button type="button" className="zoom-reset" title="A part of the run is shown; show all of it" onClick={() => actions.setZoom(null)}>
      Whole run
    </button>
  );
}
