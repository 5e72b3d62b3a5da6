import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useSimulator } from '../simulatorContext.tsx';
import { clockText } from './clockText.ts';

/** The virtual time at the playhead, written in every animation frame without React. */
export function VirtualTime(): ReactNode {
  const { playhead } = useSimulator();
  const element = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      playhead.subscribe((now) => {
        if (element.current !== null) element.current.textContent = clockText(now);
      }),
    [playhead],
  );
  return <span className="virtual-time" ref={element} data-testid="virtual-time" />;
}
