import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { clockDigits, clockText } from './clockText.ts';

/** The virtual time at the playhead, written in every animation frame without React. */
export function VirtualTime(): ReactNode {
  const { playhead } = useSimulator();
  const digits = useAppState(({ speed }) => clockDigits(speed));
  const element = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      playhead.subscribe((now) => {
        if (element.current !== null) element.current.textContent = clockText(now, digits);
      }),
    [playhead, digits],
  );
  return <span className="virtual-time" ref={element} data-testid="virtual-time" />;
}
