import type { ReactNode } from 'react';
import { LENSES } from '../../base/lens.ts';
import * as words from '../../words/stage.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { LENS_VIEWS } from './lenses.ts';

/** The ways of looking at this moment, of which one is in force. */
export function LensTabs(): ReactNode {
  const { actions } = useSimulator();
  const chosen = useAppState(({ lens }) => lens);
  return (
    <fieldset className="lens-tabs" aria-label={words.lens}>
      {LENS_VIEWS.map(({ lens, title, about }) => (
        <button key={lens} type="button" aria-pressed={lens === chosen} title={words.lensTip(about, LENSES.indexOf(lens) + 1)} onClick={() => actions.setLens(lens)}>
          {title}
        </button>
      ))}
    </fieldset>
  );
}
