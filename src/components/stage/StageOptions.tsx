import type { ReactNode } from 'react';
import { useOpenDialog } from '../shell/dialogContext.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { KindFilter } from './KindFilter.tsx';

/** What the picture shows besides records. */
export function StageOptions(): ReactNode {
  const { actions } = useSimulator();
  const open = useOpenDialog();
  const internal = useAppState(({ showInternalTopics }) => showInternalTopics);
  return (
    <div className="stage-options">
      <button type="button" className="button stage-add" aria-haspopup="dialog" onClick={() => open('add')}>
        Add
      </button>
      <KindFilter />
      <label>
        <input type="checkbox" checked={internal} onChange={(event) => actions.setShowInternalTopics(event.target.checked)} />
        internal topics
      </label>
    </div>
  );
}
