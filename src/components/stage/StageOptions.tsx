import type { ReactNode } from 'react';
import { useOpenDialog } from '../shell/dialogContext.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';

/** What the picture shows besides records. */
export function StageOptions(): ReactNode {
  const { actions } = useSimulator();
  const open = useOpenDialog();
  const control = useAppState(({ showControlTraffic }) => showControlTraffic);
  const internal = useAppState(({ showInternalTopics }) => showInternalTopics);
  return (
    <div className="stage-options">
      <button type="button" className="button stage-add" aria-haspopup="dialog" onClick={() => open('add')}>
        Add
      </button>
      <label>
        <input type="checkbox" checked={control} onChange={(event) => actions.setShowControlTraffic(event.target.checked)} />
        control traffic
      </label>
      <label>
        <input type="checkbox" checked={internal} onChange={(event) => actions.setShowInternalTopics(event.target.checked)} />
        internal topics
      </label>
    </div>
  );
}
