import type { TimeUs } from '../../base/flavor.ts';
import type { Playhead } from '../../store/state.ts';

/** Where a hand holds the playhead: its mark is there at once, the picture as soon as it can be. */
export interface Hand {
  /** Null lets go: the mark stays until the playhead moves. */
  hold(this: void, time: TimeUs | null): void;
  /** Draws the mark of the playhead, where it is held or else where it is; returns an unsubscribe. */
  follow(this: void, playhead: Playhead, draw: (time: TimeUs) => void): () => void;
}

export function createHand(): Hand {
  const listeners = new Set<(time: TimeUs) => void>();
  let held: TimeUs | null = null;
  return {
    hold(time) {
      held = time;
      if (time !== null) for (const draw of listeners) draw(time);
    },
    follow(playhead, draw) {
      listeners.add(draw);
      const stop = playhead.subscribe((now) => draw(held ?? now));
      return () => {
        listeners.delete(draw);
        stop();
      };
    },
  };
}
