/** The trace hash, shortened, after so many events of a run. */
export interface Mark {
  readonly events: number;
  readonly hash: string;
}

/** Digits of a hash in a mark: what differs once differs from then on, so that a chance likeness of one mark misleads by one mark. */
export const MARK_DIGITS = 4;
/** Marks lie a twenty-fourth of the way apart, and not closer than this: about two hundred of them lead through ten minutes. */
const LEAST = 8;
const APART = 24;
const FIRST_MARK = 32;

/** After how many events the next mark is due. Links hold only the hashes of every so many, in this order: it never changes. */
export function nextMark(events: number): number {
  return events < FIRST_MARK ? FIRST_MARK : events + Math.max(LEAST, Math.floor(events / APART));
}

/** The same as links of an older page have it. */
export function nextWideMark(events: number): number {
  return events < FIRST_MARK ? FIRST_MARK : events + Math.floor(events / 3);
}

/** Every so many of the marks, so that they take less room. */
export function everyMark(marks: readonly Mark[], every: number): Mark[] {
  return marks.filter((_, index) => (index + 1) % every === 0);
}
