import type { SequenceMessage } from '../../protocol/sequence.ts';

/** How a message is drawn: heights are times, measured by whoever draws. */
export interface Arrow {
  readonly message: SequenceMessage;
  readonly fromX: number;
  readonly toX: number;
  /** Where the line starts and ends: of one that was lost it ends halfway, of one that never left it does not begin. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly endX: number;
  readonly end: 'head' | 'cross' | 'bar' | 'none';
  /** It waits at its sender from when it was sent until it leaves; null when it did not. `to` null: it still waits. */
  readonly waitsBefore: { readonly to: number | null } | null;
  /** It waits where it came to until it is taken up. */
  readonly waitsAfter: { readonly from: number; readonly to: number | null } | null;
}

/** Null for a message within a folded family, or of a node that is not shown: it has no way. */
export function arrowOf(message: SequenceMessage, xOf: ReadonlyMap<string, number>): Arrow | null {
  const [fromX, toX] = [xOf.get(message.from), xOf.get(message.to)];
  if (fromX === undefined || toX === undefined || fromX === toX) return null;
  const { sentAt, leftAt, arrivesAt, handledAt, fate, endedAt } = message;
  const startsAt = leftAt ?? sentAt;
  const waitsBefore = leftAt === null ? { to: endedAt } : leftAt > sentAt ? { to: leftAt } : null;
  const base = { message, fromX, toX, startsAt, waitsBefore };
  if (leftAt === null) return { ...base, endsAt: endedAt ?? sentAt, endX: fromX, end: fate === 'dropped' ? 'cross' : 'none', waitsAfter: null };
  if (fate === 'lost') {
    const halfway = startsAt + ((arrivesAt ?? endedAt ?? startsAt) - startsAt) / 2;
    return { ...base, endsAt: halfway, endX: (fromX + toX) / 2, end: 'cross', waitsAfter: null };
  }
  const endsAt = arrivesAt ?? startsAt;
  // What came and was still there when its process went.
  const wasThere = fate === 'dropped' && endedAt !== null && endedAt > endsAt;
  const until = fate === 'pending' ? null : wasThere ? endedAt : (handledAt ?? endsAt);
  const waitsAfter = fate === 'pending' || (until !== null && until > endsAt) ? { from: endsAt, to: until } : null;
  return { ...base, endsAt, endX: toX, end: fate === 'dropped' ? 'bar' : 'head', waitsAfter };
}

/** From when to when something of it is to be seen. */
export function spanOf({ message: { sentAt, endedAt }, endsAt, waitsBefore, waitsAfter }: Arrow): { readonly from: number; readonly to: number } {
  const before = waitsBefore === null ? sentAt : (waitsBefore.to ?? Infinity);
  const after = waitsAfter === null ? endsAt : (waitsAfter.to ?? Infinity);
  return { from: sentAt, to: Math.max(before, after, endsAt, endedAt ?? 0) };
}

/** The arrow nearest to a point, if any is within reach; `yAt` gives heights. */
export function nearestArrow(arrows: readonly Arrow[], x: number, y: number, yAt: (at: number) => number, reach: number): Arrow | null {
  let best: Arrow | null = null;
  let least = reach;
  for (const arrow of arrows) {
    const distance = Math.min(
      toSegment(x, y, arrow.fromX, yAt(arrow.startsAt), arrow.endX, yAt(arrow.endsAt)),
      arrow.waitsBefore === null ? Infinity : toSegment(x, y, arrow.fromX, yAt(arrow.message.sentAt), arrow.fromX, yAt(arrow.waitsBefore.to ?? arrow.startsAt)) + 1,
      arrow.waitsAfter === null ? Infinity : toSegment(x, y, arrow.toX, yAt(arrow.waitsAfter.from), arrow.toX, yAt(arrow.waitsAfter.to ?? arrow.waitsAfter.from)) + 1,
    );
    if (distance >= least) continue;
    best = arrow;
    least = distance;
  }
  return best;
}

function toSegment(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.hypot(x - (x1 + part * dx), y - (y1 + part * dy));
}
