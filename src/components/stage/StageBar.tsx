import type { ReactNode } from 'react';
import { useAppState } from '../simulatorContext.tsx';
import { LensTabs } from './LensTabs.tsx';
import { LitKey } from './LitKey.tsx';
import { StageOptions } from './StageOptions.tsx';

/** Over the picture: which lens it is seen through, and what to show in it. */
export function StageBar(): ReactNode {
  const lens = useAppState((state) => state.lens);
  return (
    <div className="stage-bar">
      <LensTabs />
      {lens !== 'partitions' && <LitKey />}
      <StageOptions />
    </div>
  );
}
