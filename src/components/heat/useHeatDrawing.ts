import { useEffect, useReducer } from 'react';
import type { RefObject } from 'react';
import { drawHeat, type HeatPicture } from './drawHeat.ts';

/** Draws the map whenever what it shows is another: with a frame, a size, a measure, or a theme. */
export function useHeatDrawing(canvas: RefObject<HTMLCanvasElement | null>, picture: HeatPicture): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (canvas.current !== null) drawHeat(canvas.current, picture);
  });
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const observer = new MutationObserver(again);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    dark.addEventListener('change', again);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', again);
    };
  }, []);
}
