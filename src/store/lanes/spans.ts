import type { TimeUs } from '../../base/flavor.ts';
import type { Lane, LaneSpan } from '../state.ts';

export type Row = Lane['rows'][number];
export type Rows = readonly Row[];

/** Of long runs the newest spans of a row are kept. */
const SPANS_KEPT = 400;

export function openSpan(rows: Rows, key: string): LaneSpan | undefined {
  const last = rows.find((row) => row.key === key)?.spans.at(-1);
  return last?.to === null ? last : undefined;
}

/** Ends the row's open span, if there is one. */
export function close(rows: Rows, key: string, at: TimeUs): Rows {
  if (openSpan(rows, key) === undefined) return rows;
  return rows.map((row) => (row.key === key ? { key, spans: row.spans.map((span) => (span.to === null ? { ...span, to: at } : span)) } : row));
}

/** Begins a span, which ends the one before it. The same words again change nothing. */
export function open(rows: Rows, key: string, span: Omit<LaneSpan, 'to'>): Rows {
  const before = openSpan(rows, key);
  if (before !== undefined && before.label === span.label && before.tone === span.tone) return rows;
  const closed = close(rows, key, span.from);
  const begun: LaneSpan = { ...span, to: null };
  if (!closed.some((row) => row.key === key)) return [...closed, { key, spans: [begun] }];
  return closed.map((row) => (row.key === key ? { key, spans: [...row.spans.slice(1 - SPANS_KEPT), begun] } : row));
}
