import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { Viewport } from '../../scene/types.ts';

const PHONE_BELOW = 560;

/** The room a scene has, followed as it changes; null before it is known. */
export function useViewport(element: RefObject<HTMLElement | null>, embedded: boolean): Viewport | null {
  const [viewport, setViewport] = useState<Viewport | null>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const measure = (): void => {
      const width = Math.floor(current.clientWidth);
      if (width === 0) return;
      // Two pictures of a comparison are narrow, too, but in a window that is not.
      const isNarrow = (embedded ? window.innerWidth : width) < PHONE_BELOW;
      const kind = isNarrow ? 'phone' : embedded ? 'embed' : 'wide';
      // A phone's page scrolls, and so does an embed as narrow as one, so its stage is as high as its contents: asking the stage how high it is would go in circles.
      const height = kind === 'phone' ? 0 : Math.floor(current.clientHeight);
      setViewport((before) => (before?.width === width && before.height === height && before.kind === kind ? before : { width, height, kind }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, [element, embedded]);
  return viewport;
}
