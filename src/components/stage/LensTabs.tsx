import type { ReactNode } from 'react';
import { LENSES, type Lens } from '../../base/lens.ts';
import * as words from '../../words/stage.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { LENS_VIEWS, type LensView } from './lenses.ts';

interface LensTabsProps {
  /** The lens in force, where it is not the chosen one. */
  readonly shown?: Lens;
  /** Why a lens cannot be looked through now; null where it can. */
  readonly whyNot?: (view: LensView) => string | null;
  /** What cannot be looked through was asked for. */
  readonly onRefused?: (why: string) => void;
}

/** The ways of looking at this moment, of which one is in force. */
export function LensTabs({ shown, whyNot = () => null, onRefused }: LensTabsProps): ReactNode {
  const { actions } = useSimulator();
  const lensOf = useAppState(({ lens }) => lens);
  const chosen = shown ?? lensOf;
  return (
    <fieldset className="lens-tabs" aria-label={words.lens}>
      {LENS_VIEWS.map((view) => {
        const { lens, title, about } = view;
        const why = whyNot(view);
        return (
          <button
            key={lens}
            type="button"
            aria-pressed={lens === chosen}
            aria-disabled={why === null ? undefined : true}
            title={why ?? words.lensTip(about, LENSES.indexOf(lens) + 1)}
            onClick={() => (why === null ? actions.setLens(lens) : onRefused?.(why))}
          >
            {title}
          </button>
        );
      })}
    </fieldset>
  );
}
