/** The trace hash, shortened, after so many events of a run. */
export interface Mark {
  readonly events: number;
  readonly hash: string;
}

/** Digits of a hash in a mark: what differs once differs from then on, so that a chance likeness of one mark misleads by one mark. */
export const MARK_DIGITS = 4;
/** Marks lie a third of the way apart: about thirty of them lead through ten minutes. */
const FIRST_MARK = 32;

/** After how many events the next mark is due. Links hold only the hashes, in this order: it never changes. */
export function nextMark(events: number): number {
  return events < FIRST_MARK ? FIRST_MARK : events + Math.floor(events / 3);
}
