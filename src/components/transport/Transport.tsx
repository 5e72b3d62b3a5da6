import type { ReactNode } from 'react';
import { localText } from '../format/readersNumbers.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { Icon } from '../shell/Icon.tsx';
import { SpeedSelect } from './SpeedSelect.tsx';
import { VirtualTime } from './VirtualTime.tsx';
import { rateWords } from './speeds.ts';

/** Playing, stepping to and fro, taking back, speed, and what time it is in the run. */
export function Transport(): ReactNode {
  const { actions } = useSimulator();
  const disabled = useNothingToPlay();
  return (
    <section className="transport" aria-label="Playback">
      <div className="transport-time">
        <PlayButton />
        <div>
          <VirtualTime />
          <RateWords />
        </div>
        <button type="button" className="button icon-button transport-bookmark" aria-label="Bookmark this moment" disabled={disabled} onClick={() => actions.addBookmark()} title="Bookmark this moment ( b )">
          <Icon name="bookmark" />
        </button>
      </div>
      <div className="transport-steps">
        <button type="button" className="button icon-button" aria-label="Previous notable" disabled={disabled} onClick={() => actions.stepBackNotable()} title="Back to the last event worth seeing ( p )">
          <Icon name="previous" />
        </button>
        <button type="button" className="button icon-button" aria-label="One event back" disabled={disabled} onClick={() => actions.stepBackEvent()} title="One event of the simulation back ( , )">
          <Icon name="back" />
        </button>
        <button type="button" className="button" disabled={disabled} onClick={() => actions.stepEvent()} title="One event of the simulation on ( . )">
          Step <Icon name="step" />
        </button>
        <button type="button" className="button" aria-label="Next notable" disabled={disabled} onClick={() => actions.stepNotable()} title="To the next event worth seeing ( n )">
          Next <Icon name="next" />
        </button>
        <UndoButtons />
      </div>
      <div className="transport-speed">
        <SpeedSelect />
        <Seed />
        <button type="button" className="button icon-button" aria-label="Restart" disabled={disabled} onClick={() => actions.restart()} title="Start the run again (Shift R)">
          <Icon name="restart" />
        </button>
      </div>
    </section>
  );
}

/** What the reader did last, taken back or done again: each leads to a future of its own. */
function UndoButtons(): ReactNode {
  const { actions } = useSimulator();
  const undo = useAppState(({ timeline }) => timeline?.undo ?? null);
  const redo = useAppState(({ timeline }) => timeline?.redo ?? null);
  return (
    <span className="transport-undo">
      <button type="button" className="button icon-button" aria-label="Undo" disabled={undo === null} onClick={() => actions.undo()} title={undo === null ? 'Nothing to take back' : `Take back: ${undo} (Ctrl Z)`}>
        <Icon name="undo" />
      </button>
      <button type="button" className="button icon-button" aria-label="Redo" disabled={redo === null} onClick={() => actions.redo()} title={redo === null ? 'Nothing to do again' : `Do again: ${redo} (Ctrl Shift Z)`}>
        <Icon name="redo" />
      </button>
    </span>
  );
}

function useNothingToPlay(): boolean {
  return useAppState(({ run, failure }) => run === null || failure !== null);
}

function PlayButton(): ReactNode {
  const { actions } = useSimulator();
  const playing = useAppState((state) => state.playing);
  const ended = useAppState((state) => state.ended);
  const disabled = useNothingToPlay();
  if (ended) {
    return (
      <button type="button" className="play-button" aria-label="Play again from the start" onClick={() => actions.restart()}>
        <Icon name="restart" />
      </button>
    );
  }
  return (
    <button type="button" className="play-button" aria-label={playing ? 'Pause' : 'Play'} disabled={disabled} onClick={() => actions.togglePlay()}>
      <Icon name={playing ? 'pause' : 'play'} />
    </button>
  );
}

/** The whole run follows from the document, the seed and what the reader did. */
function Seed(): ReactNode {
  const seed = useAppState(({ run }) => run?.seed ?? null);
  return seed === null ? null : <span className="seed">seed {seed}</span>;
}

function RateWords(): ReactNode {
  const words = useAppState(({ playing, ended, rate, achievedRate, speed, run, failure }) => {
    if (failure !== null) return 'stopped';
    if (run === null) return '';
    if (ended) return 'nothing is left to happen';
    if (!playing) return 'paused';
    if (achievedRate === 0) return 'computing';
    const told = achievedRate === null ? rateWords(rate) : `about ${rateWords(achievedRate)}`;
    return speed === 'auto' && told !== '' ? `${told}, auto` : told;
  });
  return <span className="rate">{localText(words)}</span>;
}
