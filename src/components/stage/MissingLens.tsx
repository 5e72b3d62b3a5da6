import type { ReactNode } from 'react';
import * as words from '../../words/stage.ts';

/** In place of a lens whose program could not be fetched. */
export function MissingLens(): ReactNode {
  return (
    <div className="lens lens-missing">
      <p role="alert">{words.lensMissing}</p>
    </div>
  );
}
