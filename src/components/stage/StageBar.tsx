import type { ReactNode } from 'react';
import * as words from '../../words/stage.ts';
import { useOpenDialog } from '../shell/dialogContext.ts';
import { useAppState } from '../simulatorContext.tsx';
import { LensTabs } from './LensTabs.tsx';
import { LitKey } from './LitKey.tsx';
import { StageOptions } from './StageOptions.tsx';

/** Over the picture: which lens it is seen through, and what to show in it. */
export function StageBar(): ReactNode {
  const open = useOpenDialog();
  const lens = useAppState((state) => state.lens);
  return (
    <div className="stage-bar">
      <LensTabs />
      {lens !== 'partitions' && <LitKey />}
      <div className="stage-options">
        <button type="button" className="button stage-add" aria-haspopup="dialog" onClick={() => open('add')}>
          {words.add}
        </button>
        {lens === 'cluster' && <StageOptions />}
      </div>
    </div>
  );
}
