import type { ReactNode } from 'react';
import * as words from '../../words/transport.ts';
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
    <section className="transport" aria-label={words.playback}>
      <div className="transport-time">
        <PlayButton />
        <div>
          <VirtualTime />
          <RateWords />
        </div>
        <button type="button" className="button icon-button transport-bookmark" aria-label={words.bookmarkThis} disabled={disabled} onClick={() => actions.addBookmark()} title={words.bookmarkThisTip}>
          <Icon name="bookmark" />
        </button>
      </div>
      <div className="transport-steps">
        <button type="button" className="button icon-button" aria-label={words.previousNotable} disabled={disabled} onClick={() => actions.stepBackNotable()} title={words.previousNotableTip}>
          <Icon name="previous" />
        </button>
        <button type="button" className="button icon-button" aria-label={words.oneEventBack} disabled={disabled} onClick={() => actions.stepBackEvent()} title={words.oneEventBackTip}>
          <Icon name="back" />
        </button>
        <button type="button" className="button" disabled={disabled} onClick={() => actions.stepEvent()} title={words.stepTip}>
          {words.step} <Icon name="step" />
        </button>
        <button type="button" className="button" aria-label={words.nextNotable} disabled={disabled} onClick={() => actions.stepNotable()} title={words.nextNotableTip}>
          {words.next} <Icon name="next" />
        </button>
        <UndoButtons />
      </div>
      <div className="transport-speed">
        <SpeedSelect />
        <Seed />
        <button type="button" className="button icon-button" aria-label={words.startAgain} disabled={disabled} onClick={() => actions.restart()} title={words.startAgainTip}>
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
      <button type="button" className="button icon-button" aria-label={words.undo} disabled={undo === null} onClick={() => actions.undo()} title={undo === null ? words.nothingToUndo : words.undoTip(undo)}>
        <Icon name="undo" />
      </button>
      <button type="button" className="button icon-button" aria-label={words.redo} disabled={redo === null} onClick={() => actions.redo()} title={redo === null ? words.nothingToRedo : words.redoTip(redo)}>
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
      <button type="button" className="play-button" aria-label={words.startAgain} onClick={() => actions.restart()}>
        <Icon name="restart" />
      </button>
    );
  }
  return (
    <button type="button" className="play-button" aria-label={playing ? words.pause : words.play} disabled={disabled} onClick={() => actions.togglePlay()}>
      <Icon name={playing ? 'pause' : 'play'} />
    </button>
  );
}

/** The whole run follows from the document, the seed and what the reader did. */
function Seed(): ReactNode {
  const seed = useAppState(({ run }) => run?.seed ?? null);
  return seed === null ? null : <span className="seed">{words.seedIs(seed)}</span>;
}

function RateWords(): ReactNode {
  const told = useAppState(({ playing, ended, rate, achievedRate, speed, run, failure }) => {
    if (failure !== null) return words.stopped;
    if (run === null) return '';
    if (ended) return words.nothingLeft;
    if (!playing) return words.paused;
    if (achievedRate === 0) return words.computing;
    const inForce = achievedRate === null ? rateWords(rate) : words.aboutRate(rateWords(achievedRate));
    return speed === 'auto' && inForce !== '' ? words.autoRate(inForce) : inForce;
  });
  return <span className="rate">{localText(told)}</span>;
}
