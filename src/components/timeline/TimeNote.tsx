import { lazy, Suspense, useEffect } from 'react';
import type { ReactNode } from 'react';
import * as words from '../../words/timeline.ts';
import { durationText, localText } from '../format/readersNumbers.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { Icon } from '../shell/Icon.tsx';

const ReturnChoices = lazy(() => import('./ReturnChoices.tsx'));

/** Long enough to be read twice; and to make up one's mind. */
const SHOWN_MS = 9_000;
const OFFERED_MS = 20_000;

/** What an action did to the past, for a while; or how far a long way has come, with a way to end it. */
export function TimeNote(): ReactNode {
  const { actions } = useSimulator();
  const note = useAppState((state) => state.note);
  const returned = useAppState((state) => state.note !== null && state.note === state.returned);
  const seeking = useAppState((state) => state.seeking);
  useEffect(() => {
    if (note === null) return undefined;
    const timer = setTimeout(() => actions.dismissNote(), returned ? OFFERED_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [note, returned, actions]);
  if (seeking !== null) {
    const at = durationText(roundToTenth(seeking.at));
    return (
      <div className="time-note">
        <span className="time-note-words">{seeking.to === null ? words.computing(at) : words.computingOf(at, durationText(seeking.to))}</span>
        {seeking.to !== null && <progress aria-label={words.computedSoFar} max={seeking.to} value={seeking.at} />}
        <button type="button" className="button" onClick={() => actions.stopSeek()}>
          {words.stopHere}
        </button>
      </div>
    );
  }
  if (note === null) return null;
  return (
    <div className="time-note">
      <span className="time-note-words">{localText(note)}</span>
      {returned && (
        <Suspense fallback={null}>
          <ReturnChoices />
        </Suspense>
      )}
      <button type="button" className="button icon-button" aria-label={words.dismiss} onClick={() => actions.dismissNote()}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function roundToTenth(us: number): number {
  return Math.floor(us / 100_000) * 100_000;
}
