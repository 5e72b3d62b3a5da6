import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useAppState, useSimulator } from '../components/simulatorContext.tsx';
import type { Speed } from '../store/state.ts';
import * as words from '../words/embed.ts';
import { isPossible, offersOf } from './offers.ts';
import { Progress } from './Progress.tsx';

const SPEEDS: readonly { readonly value: Speed; readonly name: string }[] = [
  { value: 'auto', name: words.autoSpeed },
  { value: 0.001, name: '1/1000' },
  { value: 0.01, name: '1/100' },
  { value: 0.1, name: '1/10' },
  { value: 1, name: words.realTime },
  { value: 10, name: '10×' },
];

/** Play and pause, how far it is, how fast it goes, and two or three things to do. */
export function EmbedBar(): ReactNode {
  return (
    <div className="embed-bar">
      <PlayButton />
      <Progress />
      <SpeedChoice />
      <Offers />
    </div>
  );
}

function PlayButton(): ReactNode {
  const { actions } = useSimulator();
  const playing = useAppState((state) => state.playing);
  return (
    <button type="button" className="embed-play" onClick={() => actions.togglePlay()} aria-label={playing ? words.pause : words.play}>
      <svg viewBox="0 0 30 30" width="30" height="30" aria-hidden="true">
        {playing ? <path d="M10.5 9.5h3v11h-3zM16.5 9.5h3v11h-3z" /> : <path d="M12 9l9 6-9 6z" />}
      </svg>
    </button>
  );
}

function SpeedChoice(): ReactNode {
  const { actions } = useSimulator();
  const speed = useAppState((state) => state.speed);
  return (
    <label className="embed-speed">
      <span>{words.speed}</span>
      <select value={String(speed)} onChange={(event) => actions.setSpeed(event.target.value === 'auto' ? 'auto' : Number(event.target.value))}>
        {SPEEDS.map(({ value, name }) => (
          <option key={name} value={String(value)}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Offers(): ReactNode {
  const { actions, store } = useSimulator();
  const run = useAppState((state) => state.run);
  const offers = useMemo(() => {
    const { frame } = store.getState();
    return run === null || frame === null ? [] : offersOf(run, frame);
  }, [run, store]);
  const possible = useAppState(({ frame }) => offers.map(({ command }) => (frame !== null && isPossible(command, frame) ? '1' : '0')).join(''));
  return (
    <div className="embed-offers">
      {offers.map(({ label, command, danger }, index) => (
        <button key={label} type="button" data-danger={danger ? '' : undefined} disabled={possible[index] === '0'} onClick={() => actions.command(command)}>
          {label}
        </button>
      ))}
    </div>
  );
}
