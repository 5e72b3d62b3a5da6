import type { DurationUs, TimeUs } from '../base/flavor.ts';
import type { Frame, MessageView } from '../protocol/views.ts';

/**
 * How long the messages take, on average, that are drawn in flight at `now`; null when none is. Those of the control
 * plane count only while they are shown.
 */
export function flightUsAt(frame: Frame, now: TimeUs, controlShown: boolean): DurationUs | null {
  let count = 0;
  let totalUs = 0;
  for (const message of frame.messages) {
    if (message.fate === 'held' || message.arrivesAt <= now || !isDrawn(message, controlShown)) continue;
    count += 1;
    totalUs += message.arrivesAt - message.sentAt;
  }
  return count === 0 ? null : totalUs / count;
}

function isDrawn({ category }: MessageView, controlShown: boolean): boolean {
  return controlShown || (category !== 'control' && category !== 'metadata');
}
