/** A record in the partitions lens: the lines beside a pointer that rests on it, and the sentence for who does not see it. */

export const title = (offset: string, broker: number): string => `${offset} on broker ${broker}`;
export const labels = {
  key: 'key',
  value: 'value',
  size: 'size',
  timestamp: 'timestamp',
  leaderEpoch: 'leader epoch',
  batch: 'batch',
  producer: 'producer',
  deleteHorizon: 'tombstones may go from',
  state: 'state',
  segment: 'segment',
};
export const states = { committed: 'committed', open: 'not committed yet', diverged: 'not in the leader’s log' };
export const none = 'none';
export const noneATombstone = 'none: a tombstone';
export const sizeWithKey = (bytes: number): string => `${bytes} B with its key`;
/** A batch of one record, and one of several. */
export const batchOfOne = (offset: number, bytes: number): string => `${offset}, ${bytes} B`;
export const batch = (base: number, last: number, bytes: number): string => `${base} to ${last}, ${bytes} B`;
export const notIdempotent = 'not idempotent';
export const producer = (id: number, epoch: number, sequence: number | string): string => `id ${id}, epoch ${epoch}, sequence ${sequence}`;
export const segment = (base: number): string => `from ${base}`;
export const activeSegment = (base: number): string => `from ${base}, active`;

/** `key` and `state` are those below and above. */
export const record = (offset: number, broker: number, key: string, epoch: number, state: string): string => `Record ${offset} on broker ${broker}, ${key}, epoch ${epoch}, ${state}.`;
export const tombstone = (offset: number, broker: number, key: string, epoch: number, state: string): string => `Tombstone ${offset} on broker ${broker}, ${key}, epoch ${epoch}, ${state}.`;
export const keyIs = (key: string): string => `key ${key}`;
export const noKey = 'no key';
