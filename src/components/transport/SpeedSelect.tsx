import type { ReactNode } from 'react';
import * as words from '../../words/transport.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { SPEEDS, speedName } from './speeds.ts';

/** How fast virtual time passes. `auto` slows down where there is something to see. */
export function SpeedSelect(): ReactNode {
  const { actions } = useSimulator();
  const speed = useAppState((state) => state.speed);
  return (
    <label className="speed">
      <span>{words.speed}</span>
      <select aria-label={words.speed} value={String(speed)} onChange={({ target }) => actions.setSpeed(target.value === 'auto' ? 'auto' : Number(target.value))}>
        <option value="auto">{speedName('auto')}</option>
        {SPEEDS.map((each) => (
          <option key={each} value={String(each)}>
            {speedName(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
