/** Rows about a selected record. Times come with their units. */

export { broker } from '../narration/names.ts';

export const partition = 'Partition';
export const offset = 'Offset';
export const readFrom = 'Read from the copy of';
export const heldBy = 'Also held by';
export const somethingElseOn = 'Something else there on';
export const writtenAgain = 'Written again at';
export const nobody = 'nobody';

export const notWritten = 'not written in this copy';
export const deleted = 'deleted: before the log start offset';
export const compacted = 'taken out by compaction';
export const diverged = 'diverged: the leader has something else there';
export const committed = 'committed';
export const notCommitted = 'not committed yet';

export const key = 'Key';
export const value = 'Value';
export const none = 'none';
export const noneATombstone = 'none: a tombstone';
export const size = 'Size';
export const sizeWithKey = (bytes: number): string => `${bytes} B with its key`;
export const timestamp = 'Timestamp';
export const header = (name: string): string => `Header ${name}`;
export const leaderEpoch = 'Leader epoch';
export const batch = 'Batch';
/** A batch of one record, and one of several. */
export const batchOfOne = (offset: number, bytes: number): string => `${offset}, ${bytes} B`;
export const batchOf = (base: number, last: number, bytes: number): string => `${base} to ${last}, ${bytes} B`;
export const producerId = 'Producer id';
export const notIdempotent = 'none: not idempotent';
export const idAndEpoch = (id: number, epoch: number): string => `${id}, epoch ${epoch}`;
export const sequence = 'Sequence';
