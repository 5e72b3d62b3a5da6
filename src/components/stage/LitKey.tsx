import type { ReactNode } from 'react';
import * as words from '../../words/stage.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';

/** The key whose records are lit, and the way to put the light out. */
export function LitKey(): ReactNode {
  const { actions } = useSimulator();
  const key = useAppState((state) => state.highlightKey);
  if (key === null) return null;
  return (
    <button type="button" className="lit-key" title={words.lightNoKey} onClick={() => actions.highlight(null)}>
      {words.litKey(key)}
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
        <path d="M2 2l8 8M10 2l-8 8" />
      </svg>
    </button>
  );
}
