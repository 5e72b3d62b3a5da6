import type { TimeUs } from '../../base/flavor.ts';
import type { Lane } from '../../store/state.ts';

/** Times at which something on a lane begins, ends or changes hands: what one may mean by pressing near it. */
export function marksOf(lanes: readonly Lane[]): readonly TimeUs[] {
  const times = new Set<TimeUs>();
  for (const { id, rows } of lanes) {
    for (const { spans } of rows) {
      spans.forEach(({ from, to }, index) => {
        // What a run begins with is no mark.
        if (index > 0 || from > 0) times.add(from);
        if (to !== null && id !== 'leaders') times.add(to);
      });
    }
  }
  return [...times].sort((a, b) => a - b);
}

/** The mark nearest to a time, if it is no farther away than `within`; else the time itself. */
export function snap(time: TimeUs, marks: readonly TimeUs[], within: number): TimeUs {
  let best = time;
  let distance = within;
  for (const mark of marks) {
    const away = Math.abs(mark - time);
    if (away > distance) continue;
    best = mark;
    distance = away;
  }
  return best;
}
