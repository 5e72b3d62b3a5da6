import type { TimeUs } from '../../base/flavor.ts';

/** Of the axis: what an arrow key and what a page key moves by. */
const FINE = 1 / 200;
const COARSE = 1 / 20;

/** Where a key moves a playhead on an axis from 0 to `end`; null for keys that move nothing. */
export function keyTarget(key: string, now: TimeUs, end: TimeUs, knownTo: TimeUs): TimeUs | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, now - end * FINE);
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(end, now + end * FINE);
    case 'PageDown':
      return Math.max(0, now - end * COARSE);
    case 'PageUp':
      return Math.min(end, now + end * COARSE);
    case 'Home':
      return 0;
    case 'End':
      return knownTo;
    default:
      return null;
  }
}
