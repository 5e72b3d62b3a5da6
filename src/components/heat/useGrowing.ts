import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { Rect } from '../../scene/geometry.ts';
import { prefersReducedMotion } from '../../store/reducedMotion.ts';

const TAKES_MS = 280;
const EASING = 'cubic-bezier(.2, .7, .2, 1)';
const MOST_SCALE = 14;

/**
 * What one goes near to grows out of its cell, and on the way back the map shrinks to its place around that cell, so that one sees what became of
 * what. Not for those who asked for less motion.
 */
export function useGrowing(root: RefObject<HTMLElement | null>, area: string | null, rectOf: (area: string) => Rect): void {
  const before = useRef(area);
  useLayoutEffect(() => {
    const from = before.current;
    before.current = area;
    const { current } = root;
    if (from === area || current === null || prefersReducedMotion()) return;
    const picture = current.querySelector<HTMLElement>('.large-picture, .heat-board');
    if (picture === null) return;
    const { clientWidth: width, clientHeight: height } = picture;
    if (area !== null && from === null) {
      const { x, y, width: wide, height: high } = rectOf(area);
      grow(picture, `translate(${x}px, ${y}px) scale(${wide / width}, ${high / height})`);
    } else if (area === null && from !== null) {
      const { x, y, width: wide, height: high } = rectOf(from);
      const scale = Math.min(MOST_SCALE, width / wide, height / high);
      grow(picture, `translate(${(width - wide * scale) / 2 - x * scale}px, ${(height - high * scale) / 2 - y * scale}px) scale(${scale})`);
    }
  });
}

function grow(picture: HTMLElement, start: string): void {
  picture.animate(
    [
      { transformOrigin: '0 0', transform: start, opacity: 0.2 },
      { transformOrigin: '0 0', transform: 'none', opacity: 1 },
    ],
    { duration: TAKES_MS, easing: EASING },
  );
}
