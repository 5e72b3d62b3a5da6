import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { Scene } from '../../scene/types.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { createMessageScene } from './layers/messageScene.ts';
import type { MessageScene } from './layers/messageScene.ts';

export interface MessageRefs {
  readonly links: RefObject<SVGGElement | null>;
  readonly messages: RefObject<SVGGElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly flows: RefObject<HTMLCanvasElement | null>;
}

/** Above this many virtual seconds a real second, messages are too quick to follow one by one. */
const FAST_RATE = 0.02;

/** Keeps what moves in step with the playhead and the newest frame, past React. */
export function useMessageScene({ links, messages, canvas, flows }: MessageRefs, scene: Scene | null): RefObject<MessageScene | null> {
  const { store, playhead } = useSimulator();
  const current = useRef<MessageScene | null>(null);

  useEffect(() => {
    if (links.current === null || messages.current === null || canvas.current === null || flows.current === null) return undefined;
    const drawn = createMessageScene({ links: links.current, messages: messages.current, canvas: canvas.current, flows: flows.current });
    current.current = drawn;
    const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');
    const draw = (now: number): void => drawn.draw(now, lessMotion.matches);
    const unsubscribe = store.subscribe((state, before) => {
      const changed = state.frame !== before.frame || state.shownKinds !== before.shownKinds;
      if (changed && state.frame !== null) drawn.setFrame(state.frame, state.shownKinds);
      if (state.traffic !== before.traffic && state.rate > FAST_RATE) drawn.pulse(state.traffic, state.shownKinds);
      if (state.selected !== before.selected) drawn.select(state.selected);
      if (changed && !state.playing) draw(playhead.now());
    });
    const stop = playhead.subscribe(draw);
    const { frame, selected, shownKinds } = store.getState();
    drawn.select(selected);
    if (frame !== null) drawn.setFrame(frame, shownKinds);
    return () => {
      unsubscribe();
      stop();
      current.current = null;
    };
  }, [store, playhead, links, messages, canvas, flows]);

  useEffect(() => {
    if (scene === null) return;
    current.current?.setScene(scene);
    current.current?.draw(playhead.now(), false);
  }, [scene, playhead]);
  return current;
}
