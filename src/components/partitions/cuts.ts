import type { FactView } from '../../store/facts.ts';
import * as words from '../../words/partitions/lens.ts';
import { firstAhead } from '../events/recentFacts.ts';

/** What was cut off a copy a moment ago. */
export interface Cut {
  readonly from: number;
  /** Exclusive: where the log ended. */
  readonly to: number;
  readonly why: 'truncated' | 'lost';
  /** 1 just now, 0 when it is not shown any more. */
  readonly fresh: number;
}

/** So long a cut is shown, in virtual time: a moment shows the same however one came to it. */
const SHOWN_US = 4_000_000;

/** The last cut of each copy, by the copy's key, that is still fresh at `now`. Facts may go beyond that. */
export function cutsAt(facts: readonly FactView[], now: number): ReadonlyMap<string, Cut> {
  const cuts = new Map<string, Cut>();
  for (let index = firstAhead(facts, now) - 1; index >= 0; index -= 1) {
    const { fact, at } = facts[index] as FactView;
    if (at <= now - SHOWN_US) break;
    if (fact.type !== 'LogTruncated' && fact.type !== 'UnflushedRecordsLost') continue;
    const key = `${fact.broker}/${fact.topic}-${fact.partition}`;
    if (cuts.has(key)) continue;
    const [from, to] = fact.from < fact.to ? [fact.from, fact.to] : [fact.to, fact.from];
    cuts.set(key, { from, to, why: fact.type === 'LogTruncated' ? 'truncated' : 'lost', fresh: 1 - (now - at) / SHOWN_US });
  }
  return cuts;
}

export function cutWords({ from, to, why }: Cut): string {
  const offsets = to - from === 1 ? `${from}` : words.range(from, to - 1);
  return why === 'truncated' ? words.cutOff(offsets) : words.lost(offsets);
}
