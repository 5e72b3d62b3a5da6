import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { US_PER_SECOND } from '../../base/flavor.ts';
import type { TimeUs } from '../../base/flavor.ts';
import { localDecimal } from '../format/readersNumbers.ts';
import { useSimulator } from '../simulatorContext.tsx';

const REDRAW_US_MIN = 10_000;

interface TimeLeftProps {
  readonly until: TimeUs;
  readonly className?: string;
}

/** How long it is until then, `12.3 s`, counting with the playhead rather than with frames. */
export function TimeLeft({ until, className }: TimeLeftProps): ReactNode {
  const { playhead } = useSimulator();
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shownAt = -1;
    const draw = (now: number): void => {
      if (text.current === null || Math.abs(now - shownAt) < REDRAW_US_MIN) return;
      shownAt = now;
      const words = secondsLeft(until, now);
      if (text.current.textContent !== words) text.current.textContent = words;
    };
    draw(playhead.now());
    return playhead.subscribe(draw);
  }, [playhead, until]);
  return <span className={className} data-until={until} ref={text} />;
}

function secondsLeft(until: TimeUs, now: TimeUs): string {
  return `${localDecimal((Math.floor(Math.max(0, until - now) / (US_PER_SECOND / 10)) / 10).toFixed(1))} s`;
}
