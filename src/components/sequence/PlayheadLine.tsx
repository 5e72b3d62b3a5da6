import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { timeAtY, yOf } from '../../scene/sequence/timeView.ts';
import * as words from '../../words/sequence/lens.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { createHand, type Hand } from '../timeline/hand.ts';
import { clockText } from '../transport/clockText.ts';
import type { ViewHandle } from './viewHandle.ts';

interface PlayheadLineProps {
  readonly view: ViewHandle;
  readonly height: number;
  readonly width: number;
}

/** The present as a line across the diagram; its handle at the times is dragged, or moved by keys. */
export function PlayheadLine({ view, height, width }: PlayheadLineProps): ReactNode {
  const { playhead } = useSimulator();
  const knownTo = useAppState((state) => state.knownTo);
  const line = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLDivElement>(null);
  const [hand] = useState(createHand);
  // Moved in every animation frame without React, and whenever another part of time comes into sight.
  useEffect(() => {
    let present = playhead.now();
    const draw = (): void => {
      const y = yOf(view.get(), present);
      line.current?.style.setProperty('transform', `translateY(${Math.min(height - 1, Math.max(0, y)).toFixed(1)}px)`);
      line.current?.setAttribute('data-outside', y < 0 ? 'above' : y > height ? 'below' : 'not');
      handle.current?.setAttribute('aria-valuenow', String(Math.round(present)));
      handle.current?.setAttribute('aria-valuetext', clockText(present));
    };
    const stopMoving = hand.follow(playhead, (time) => {
      present = time;
      draw();
    });
    const stopView = view.subscribe(draw);
    return () => {
      stopMoving();
      stopView();
    };
  }, [playhead, hand, view, height]);
  const hands = useHands(view, height, hand);
  return (
    <div className="sequence-playhead" ref={line} style={{ width }}>
      <div
        ref={handle}
        // An input of that kind draws a track of its own, in steps.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="slider"
        tabIndex={0}
        className="sequence-handle"
        aria-label={words.playhead}
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={Math.max(knownTo, 1)}
        aria-valuenow={0}
        title={words.dragThroughTime}
        {...hands}
      >
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <path d="M0 0L12 6L0 12Z" />
        </svg>
      </div>
    </div>
  );
}

/** Of what is in sight, in pixels: what an arrow key moves by. */
const FINE_PX = 4;

function useHands(view: ViewHandle, height: number, hand: Hand) {
  const { playhead, actions } = useSimulator();
  const pointer = useRef<number | null>(null);
  const release = ({ pointerId }: PointerEvent<HTMLElement>): void => {
    if (pointer.current !== pointerId) return;
    pointer.current = null;
    hand.hold(null);
    actions.endScrub();
  };
  return {
    onKeyDown(event: KeyboardEvent) {
      const by = { ArrowUp: -FINE_PX, ArrowLeft: -FINE_PX, ArrowDown: FINE_PX, ArrowRight: FINE_PX, PageUp: -height / 4, PageDown: height / 4 }[event.key];
      if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      actions.seekTo(Math.max(0, playhead.now() + by * view.get().usPerPx));
    },
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || pointer.current !== null) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      pointer.current = event.pointerId;
      // What is in sight stays while the present moves in it.
      view.follow(false, playhead.now());
      actions.startScrub();
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (pointer.current !== event.pointerId) return;
      const top = event.currentTarget.closest('.sequence-body')?.getBoundingClientRect().top ?? 0;
      const time = Math.max(0, Math.round(timeAtY(view.get(), Math.min(height, Math.max(0, event.clientY - top)))));
      hand.hold(time);
      actions.seekTo(time);
    },
    onPointerUp: release,
    onPointerCancel: release,
  };
}
