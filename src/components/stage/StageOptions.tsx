import type { ReactNode } from 'react';
import * as words from '../../words/stage.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { KindFilter } from './KindFilter.tsx';

/** What the picture shows besides records. */
export function StageOptions(): ReactNode {
  const { actions } = useSimulator();
  const internal = useAppState(({ showInternalTopics }) => showInternalTopics);
  return (
    <>
      <KindFilter />
      <label>
        <input type="checkbox" checked={internal} onChange={(event) => actions.setShowInternalTopics(event.target.checked)} />
        {words.internalTopics}
      </label>
    </>
  );
}
