import type { DurationUs, TimeUs } from '../base/flavor.ts';
import type { MessageKind } from '../base/messageKinds.ts';
import type { Frame } from '../protocol/views.ts';

/** How long the messages take, on average, that are drawn in flight at `now`, which are those of the `shown` kinds; null when none is. */
export function flightUsAt(frame: Frame, now: TimeUs, shown: readonly MessageKind[]): DurationUs | null {
  let count = 0;
  let totalUs = 0;
  for (const message of frame.messages) {
    if (message.fate === 'held' || message.arrivesAt <= now || !shown.includes(message.category)) continue;
    count += 1;
    totalUs += message.arrivesAt - message.sentAt;
  }
  return count === 0 ? null : totalUs / count;
}
