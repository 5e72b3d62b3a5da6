import type { Scene } from '../../../scene/types.ts';
import type { Tint } from './appearance.ts';

const PALETTE_MS = 1_000;

/** Gives a canvas as many pixels as the scene has on this screen. */
export function fit(canvas: HTMLCanvasElement, { width, height }: Scene, scale: number): void {
  const wide = Math.round(width * scale);
  const high = Math.round(height * scale);
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
}

/** Colours from the style sheet, read again now and then since the theme may change. */
export function createPalette(element: HTMLElement): (name: Tint | 'surface', clock: number) => string {
  const colours = new Map<string, string>();
  let readAt = -Infinity;
  return (name, clock) => {
    if (clock - readAt > PALETTE_MS) {
      colours.clear();
      readAt = clock;
    }
    const known = colours.get(name);
    if (known !== undefined) return known;
    const variable = name === 'plain' ? '--ink-3' : `--${name}`;
    const colour = getComputedStyle(element).getPropertyValue(variable).trim();
    colours.set(name, colour);
    return colour;
  };
}
