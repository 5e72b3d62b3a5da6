import type { TimeUs } from '../../base/flavor.ts';
import { following, MOST_US, type TimeView } from '../../scene/sequence/timeView.ts';
import type { SequenceView } from '../../store/state.ts';

/** The part of time in sight, moved past React in every frame. */
export interface ViewHandle {
  get(this: void): TimeView;
  height(this: void): number;
  /** How much time is in sight. */
  span(this: void): number;
  set(this: void, view: TimeView): void;
  /** The lens has so much time in sight, with the present in its place. */
  choose(this: void, spanUs: number, now: TimeUs): void;
  /** It is what the lens chose last, and nobody since. */
  isChosen(this: void): boolean;
  /** The picture has another height, with the same span of time in it. */
  resize(this: void, height: number): void;
  /** Whether the playhead is kept in sight. */
  isFollowing(this: void): boolean;
  follow(this: void, follows: boolean, now: TimeUs): void;
  /** Calls at once and after every change; returns an unsubscribe. */
  subscribe(this: void, draw: (view: TimeView) => void): () => void;
}

/** In sight until one knows what there is to see. */
export const FIRST_SPAN_US = 250_000;

/** As it was left, or where the present is. */
export function createViewHandle(kept: SequenceView['inSight']): ViewHandle {
  const listeners = new Set<(view: TimeView) => void>();
  let height = 400;
  let view: TimeView = { from: kept?.from ?? 0, usPerPx: (kept?.spanUs ?? FIRST_SPAN_US) / height };
  let follows = kept?.follows ?? true;
  let chosen = 0;
  const span = (): number => Math.round(view.usPerPx * height);
  const set = (next: TimeView): void => {
    if (next.from === view.from && next.usPerPx === view.usPerPx) return;
    view = next;
    for (const draw of listeners) draw(view);
  };
  return {
    get: () => view,
    height: () => height,
    span,
    set,
    choose(spanUs, now) {
      follows = true;
      set(following({ from: 0, usPerPx: spanUs / height }, now, height));
      chosen = span();
    },
    isChosen: () => follows && span() === chosen,
    resize(next) {
      // Nothing is drawn where there is no room at all, as while the lens is taken away.
      if (next === height || next === 0) return;
      const usPerPx = (view.usPerPx * height) / next;
      height = next;
      set({ ...view, usPerPx });
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

/** From the first of something to the last of it, or as much of its end as can be in sight. */
export function bringIntoSight(view: ViewHandle, { from, to }: { readonly from: TimeUs; readonly to: TimeUs }, now: TimeUs): void {
  const span = Math.min(MOST_US, Math.max(1_000, (to - from) * 1.2));
  view.follow(false, now);
  view.set({ from: to + span * 0.1 - span, usPerPx: span / view.height() });
}
