import type { GroupRow } from './rows.ts';

/** More partitions than this are drawn small, without their strips. */
const MOST_STRIPS = 40;
/** Beyond these things are left out, and it is said how many. */
const MOST_DRAWN = 240;
const MOST_ROWS = 60;

interface Drawn {
  readonly rows: readonly GroupRow[];
  readonly level: 'strips' | 'chips';
  /** Of what was told. */
  readonly rowsLeftOut: number;
  readonly partitionsLeftOut: number;
}

/** What of a group's rows is drawn, and how large. What nobody holds has its place first. */
export function drawnRows(rows: readonly GroupRow[]): Drawn {
  const count = rows.reduce((sum, { held }) => sum + held.length, 0);
  const nobody = rows.filter(({ kind }) => kind === 'nobody');
  const others = rows.filter(({ kind }) => kind !== 'nobody');
  let room = MOST_DRAWN;
  const cut = (row: GroupRow): GroupRow => {
    const held = row.held.slice(0, room);
    room -= held.length;
    return held.length === row.held.length ? row : { ...row, held };
  };
  const unread = nobody.map(cut);
  const drawn = [...others.slice(0, MOST_ROWS - nobody.length).map(cut), ...unread];
  const shown = drawn.reduce((sum, { held }) => sum + held.length, 0);
  return { rows: drawn, level: count > MOST_STRIPS ? 'chips' : 'strips', rowsLeftOut: rows.length - drawn.length, partitionsLeftOut: count - shown };
}
