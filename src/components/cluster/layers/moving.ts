import { pointOnLink } from '../../../scene/bezier.ts';
import type { PathPoint } from '../../../scene/bezier.ts';
import type { MessageView } from '../../../scene/frame.ts';
import { appearanceOf } from './appearance.ts';
import type { Appearance } from './appearance.ts';
import type { DrawnLink } from './drawnLink.ts';
import { hasStopped, progressOf } from './progress.ts';

/** Messages keep to the right of their direction, so that a request and a response do not run into one another. */
export const LANE = 3;

/** A message on its link, with where it was drawn last. */
export interface Moving {
  readonly message: MessageView;
  readonly link: DrawnLink;
  /** Travels from the link's end to its start. */
  readonly reversed: boolean;
  readonly appearance: Appearance;
  /** Held messages on the same link that came before it. */
  readonly ahead: number;
  x: number;
  y: number;
  /** Degrees of the link's direction there. */
  angle: number;
  visible: boolean;
  stopped: boolean;
}

export function createMoving(message: MessageView, link: DrawnLink, ahead: number): Moving {
  const reversed = message.from !== link.from;
  return { message, link, reversed, appearance: appearanceOf(message), ahead, x: 0, y: 0, angle: 0, visible: false, stopped: false };
}

/** Moves it to where it is at `now`; `point` is room to compute in. */
export function place(moving: Moving, now: number, stepped: boolean, point: PathPoint): void {
  const progress = progressOf(moving.message, now, moving.ahead, stepped);
  moving.visible = progress !== null;
  if (progress === null) return;
  pointOnLink(moving.link.path, moving.reversed ? 1 - progress : progress, point);
  const way = moving.reversed ? -1 : 1;
  moving.x = point.x - point.dy * way * LANE;
  moving.y = point.y + point.dx * way * LANE;
  moving.stopped = hasStopped(moving.message, progress);
  if (moving.stopped) moving.angle = (Math.atan2(point.dy, point.dx) * 180) / Math.PI;
}
