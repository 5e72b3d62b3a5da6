import { useEffect, useState } from 'react';
import type { TimeUs } from '../../base/flavor.ts';
import type { TimeView } from '../../scene/sequence/timeView.ts';
import type { ViewHandle } from './viewHandle.ts';

/** What is drawn: more than is in sight, so that moving about needs no new drawing. Heights are measured from `origin`. */
export interface Band {
  readonly origin: TimeUs;
  readonly usPerPx: number;
  readonly from: TimeUs;
  readonly to: TimeUs;
}

/** So many windows before and after the one in sight. */
const AROUND = 1;
/** Heights beyond this lose pixels to the precision of the drawing. */
const FAR_PX = 100_000;

/** Drawn anew only when another scale or another part of time comes into sight. */
export function useBand(view: ViewHandle): Band {
  const [band, setBand] = useState(() => bandFor(view.get(), view.height(), null));
  useEffect(() => view.subscribe((next) => setBand((before) => bandFor(next, view.height(), before))), [view]);
  return band;
}

function bandFor({ from, usPerPx }: TimeView, height: number, before: Band | null): Band {
  const to = from + height * usPerPx;
  const sameScale = before !== null && before.usPerPx === usPerPx;
  if (sameScale && before.from <= from && before.to >= to) return before;
  const span = to - from;
  const origin = sameScale && Math.abs(from - before.origin) < FAR_PX * usPerPx ? before.origin : Math.floor(from);
  return { origin, usPerPx, from: from - span * AROUND, to: to + span * AROUND };
}
