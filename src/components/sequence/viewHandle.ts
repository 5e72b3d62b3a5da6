import type { TimeUs } from '../../base/flavor.ts';
import { following, type TimeView } from '../../scene/sequence/timeView.ts';

/** The part of time in sight, moved past React in every frame. */
export interface ViewHandle {
  get(this: void): TimeView;
  height(this: void): number;
  set(this: void, view: TimeView): void;
  /** The picture has another height, with the same span of time in it. */
  resize(this: void, height: number): void;
  /** Whether the playhead is kept in sight. */
  isFollowing(this: void): boolean;
  follow(this: void, follows: boolean, now: TimeUs): void;
  /** Calls at once and after every change; returns an unsubscribe. */
  subscribe(this: void, draw: (view: TimeView) => void): () => void;
}

/** In sight at first: long enough for a request, its answer and what both lead to, and short enough to see them on their way. */
const FIRST_SPAN_US = 200_000;

export function createViewHandle(): ViewHandle {
  const listeners = new Set<(view: TimeView) => void>();
  let height = 400;
  let view: TimeView = { from: 0, usPerPx: FIRST_SPAN_US / height };
  let follows = true;
  const set = (next: TimeView): void => {
    if (next.from === view.from && next.usPerPx === view.usPerPx) return;
    view = next;
    for (const draw of listeners) draw(view);
  };
  return {
    get: () => view,
    height: () => height,
    set,
    resize(next) {
      if (next === height) return;
      const span = view.usPerPx * height;
      height = next;
      set({ ...view, usPerPx: span / next });
    },
    isFollowing: () => follows,
    follow(next, now) {
      follows = next;
      if (next) set(following(view, now, height));
      else for (const draw of listeners) draw(view);
    },
    subscribe(draw) {
      listeners.add(draw);
      draw(view);
      return () => listeners.delete(draw);
    },
  };
}
