import type { ReactNode } from 'react';
import { setKeepsLastVisit } from '../../store/lastVisit.ts';
import { startAgain } from '../../words/transport.ts';
import * as words from '../../words/returnChoices.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** For whoever did not want to begin where they left: this time, or ever. Loaded with the note that says so. */
export default function ReturnChoices(): ReactNode {
  const { actions, store } = useSimulator();
  return (
    <>
      <button type="button" className="button" onClick={() => actions.restart()}>
        {startAgain}
      </button>
      <button
        type="button"
        className="button"
        onClick={() => {
          setKeepsLastVisit(false);
          store.setState({ note: words.notKeptAnyMore });
        }}
      >
        {words.doNotKeep}
      </button>
    </>
  );
}
