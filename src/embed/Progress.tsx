import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { US_PER_SECOND } from '../base/flavor.ts';
import { useAppState, useSimulator } from '../components/simulatorContext.tsx';
import { spanOf } from './span.ts';

const NO_TIMES: readonly number[] = [];

/** How far the run has come, with a dot at each step of its story that was reached. Moves past React. */
export function Progress(): ReactNode {
  const { playhead } = useSimulator();
  const reachedAt = useAppState(({ story }) => story?.reachedAt ?? NO_TIMES);
  const run = useAppState((state) => state.run);
  const line = useRef<HTMLDivElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const draw = (now: number): void => {
      if (line.current === null || time.current === null) return;
      const span = spanOf(now);
      line.current.style.setProperty('--done', String(now / span));
      line.current.style.setProperty('--span', String(span));
      time.current.textContent = `${(now / US_PER_SECOND).toFixed(now < 100 * US_PER_SECOND ? 2 : 1)} s`;
    };
    draw(playhead.now());
    return playhead.subscribe(draw);
  }, [playhead]);
  return (
    <div className="embed-progress">
      <div className="embed-line" ref={line} aria-hidden="true">
        <i className="embed-done" />
        {reachedAt.map((at, step) => (
          <Dot key={run?.story[step]?.title ?? step} at={at} title={run?.story[step]?.title ?? ''} />
        ))}
        <i className="embed-knob" />
      </div>
      <span className="embed-time" ref={time} role="timer" aria-label="Virtual time" />
    </div>
  );
}

function Dot({ at, title }: { readonly at: number; readonly title: string }): ReactNode {
  const dot = useRef<HTMLElement>(null);
  useEffect(() => dot.current?.style.setProperty('--at', String(at)), [at]);
  return <i className="embed-step" title={title} ref={dot} />;
}
