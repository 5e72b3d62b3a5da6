import { evenShares } from '../../base/evenShares.ts';
import type { GroupRow } from './rows.ts';

/** More partitions than this are drawn small, without their strips. */
const MOST_STRIPS = 40;
/** Beyond these things are left out, and it is said how many. */
const MOST_DRAWN = 240;
const MOST_ROWS = 60;

/** A row with how many of its partitions are not drawn. */
export interface DrawnRow {
  readonly row: GroupRow;
  readonly more: number;
}

interface Drawn {
  readonly rows: readonly DrawnRow[];
  readonly level: 'strips' | 'chips';
  /** Of what was told. */
  readonly rowsLeftOut: number;
  readonly partitionsLeftOut: number;
}

/**
 * What of a group's rows is drawn, and how large. What nobody holds has its place first, and members share what is left. `isWhole`: every
 * partition was told, so a row has no others.
 */
export function drawnRows(rows: readonly GroupRow[], isWhole: boolean): Drawn {
  const count = rows.reduce((sum, { held }) => sum + held.length, 0);
  const nobody = rows.filter(({ kind }) => kind === 'nobody');
  const others = rows.filter(({ kind }) => kind !== 'nobody').slice(0, MOST_ROWS - nobody.length);
  const unread = nobody.map((row) => cut(row, MOST_DRAWN, isWhole));
  const shares = evenShares(others.map(({ held }) => held.length), MOST_DRAWN - shownIn(unread));
  const drawn = [...others.map((row, index) => cut(row, shares[index] ?? 0, isWhole)), ...unread];
  return { rows: drawn, level: count > MOST_STRIPS ? 'chips' : 'strips', rowsLeftOut: rows.length - drawn.length, partitionsLeftOut: count - shownIn(drawn) };
}

function shownIn(rows: readonly DrawnRow[]): number {
  return rows.reduce((sum, { row }) => sum + row.held.length, 0);
}

function cut(row: GroupRow, most: number, isWhole: boolean): DrawnRow {
  const held = row.held.slice(0, most);
  const all = isWhole ? row.held.length : Math.max(row.held.length, countOf(row));
  return { row: held.length === row.held.length ? row : { ...row, held }, more: all - held.length };
}

/** How many partitions it has, told or not; 0 where only those that were told are known. */
function countOf(row: GroupRow): number {
  switch (row.kind) {
    case 'member':
      return row.member.process === 'gone' ? row.member.assigned : row.member.reads;
    case 'outsider':
      return row.outsider.reads;
    case 'nobody':
      return 0;
  }
}
