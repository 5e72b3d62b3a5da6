import type { ReactNode } from 'react';
import * as words from '../../words/stage.ts';
import { useOpenDialog } from '../shell/dialogContext.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { KindFilter } from './KindFilter.tsx';

/** Something more for the cluster, and what the picture of it shows besides records. */
export function StageOptions(): ReactNode {
  const { actions } = useSimulator();
  const open = useOpenDialog();
  const lens = useAppState((state) => state.lens);
  const internal = useAppState(({ showInternalTopics }) => showInternalTopics);
  return (
    <div className="stage-options" data-lens={lens}>
      <button type="button" className="button stage-add" aria-haspopup="dialog" onClick={() => open('add')}>
        {words.add}
      </button>
      {lens === 'cluster' && (
        <>
          <KindFilter />
          <label>
            <input type="checkbox" checked={internal} onChange={(event) => actions.setShowInternalTopics(event.target.checked)} />
            {words.internalTopics}
          </label>
        </>
      )}
      <button type="button" className="button icon-button stage-key" aria-label={words.howToRead} title={words.howToRead} aria-haspopup="dialog" onClick={() => open('key')}>
        ?
      </button>
    </div>
  );
}
