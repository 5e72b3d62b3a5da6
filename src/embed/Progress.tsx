import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { US_PER_SECOND } from '../base/flavor.ts';
import { localDecimal } from '../components/format/readersNumbers.ts';
import { useAppState, useSimulator } from '../components/simulatorContext.tsx';
import { keyTarget } from '../components/timeline/keyTarget.ts';
import { useScrub } from '../components/timeline/useScrub.ts';
import * as words from '../words/embed.ts';
import { spanOf } from './span.ts';

/** How far the run has come, with a dot at each step of its story that was reached; the knob can be dragged. Moves past React. */
export function Progress(): ReactNode {
  const { playhead, store, actions } = useSimulator();
  const reachedAt = useAppState((state) => state.reachedAt);
  const run = useAppState((state) => state.run);
  const line = useRef<HTMLDivElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  const draw = useRef((_now: number): void => undefined);
  useEffect(() => {
    draw.current = (now) => {
      if (line.current === null || time.current === null) return;
      const span = spanNow(now, store.getState().knownTo);
      const told = `${localDecimal((now / US_PER_SECOND).toFixed(now < 100 * US_PER_SECOND ? 2 : 1))} s`;
      line.current.style.setProperty('--done', String(now / span));
      line.current.style.setProperty('--span', String(span));
      line.current.setAttribute('aria-valuemax', String(span / US_PER_SECOND));
      line.current.setAttribute('aria-valuenow', String(now / US_PER_SECOND));
      line.current.setAttribute('aria-valuetext', told);
      time.current.textContent = told;
    };
    return playhead.subscribe((now) => draw.current(now));
  }, [playhead, store]);
  const span = (): number => spanNow(playhead.now(), store.getState().knownTo);
  const timeAt = (x: number): number => Math.round(Math.min(1, Math.max(0, x / (line.current?.clientWidth ?? 1))) * span());
  const scrub = useScrub({ timeAt, pressed: timeAt, hold: (held) => held !== null && draw.current(held) });
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = keyTarget(event.key, playhead.now(), span(), store.getState().knownTo);
    if (to === null) return;
    event.preventDefault();
    actions.seekTo(to);
  };
  return (
    <div className="embed-progress">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div className="embed-line" ref={line} role="slider" tabIndex={0} aria-label={words.playhead} aria-valuemin={0} aria-valuenow={0} onKeyDown={onKeyDown} {...scrub}>
        <i className="embed-done" />
        {reachedAt.map((at, step) => (
          <Dot key={run?.story[step]?.title ?? step} at={at} title={run?.story[step]?.title ?? ''} />
        ))}
        <i className="embed-knob" />
      </div>
      <span className="embed-time" ref={time} role="timer" aria-label={words.virtualTime} />
    </div>
  );
}

function spanNow(now: number, knownTo: number): number {
  return spanOf(Math.max(now, knownTo));
}

function Dot({ at, title }: { readonly at: number; readonly title: string }): ReactNode {
  const dot = useRef<HTMLElement>(null);
  useEffect(() => dot.current?.style.setProperty('--at', String(at)), [at]);
  return <i className="embed-step" title={title} ref={dot} />;
}
