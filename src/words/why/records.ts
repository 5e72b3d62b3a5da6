import { ids } from '../narration/names.ts';

/** What is at an offset, and how it came there or where it went. */

/** A log that was looked into. */
interface Log {
  readonly broker: number;
  readonly isLeaders: boolean;
}

/** `log` null: there is none to look into. `id`: the record that was there before it was gone, where it is known. */
export function absent(offset: number, partition: string, log: Log | null, now: 'gone' | 'notYet' | 'none', id: string | null): string {
  const place = log === null ? 'nowhere' : log.isLeaders ? `not in the leader's log (broker ${log.broker})` : `not in broker ${log.broker}'s log`;
  if (now === 'none') return `Offset ${offset} of ${partition} is ${place}.`;
  if (now === 'notYet') return `Offset ${offset} of ${partition} is ${place} yet.`;
  if (id === null) return `Offset ${offset} of ${partition} is ${place} any more.`;
  return `Offset ${offset} of ${partition} held record ${id} and is ${place} any more.`;
}

export function holds(offset: number, partition: string, id: string, key: string | null, brokers: readonly number[]): string {
  const where = `${brokers.length === 1 ? 'broker' : 'brokers'} ${ids(brokers)}`;
  return key === null ? `Offset ${offset} of ${partition} holds record ${id}, on ${where}.` : `Offset ${offset} of ${partition} holds record ${id} with key ${key}, on ${where}.`;
}

export const othersHaveOne = (brokers: readonly number[]): string => `Broker ${ids(brokers)} ${brokers.length === 1 ? 'has' : 'have'} one there.`;
export const othersHaveAnother = (brokers: readonly number[]): string => `Broker ${ids(brokers)} ${brokers.length === 1 ? 'has' : 'have'} another record there.`;
export const sameRecordAt = (offsets: string): string => `The same record is at offset ${offsets}, too.`;
export const notKnownCommitted = 'It is not known to be committed.';
export const copiedFromLeader = 'It was copied from the leader.';
export const writtenThere = 'There it was written, at the end of the log.';
export const whenSent = 'That is when its application sent it.';
export const offsetWasFree = 'Another record had had that offset, and was lost, so the offset was free.';
export const sentAgainUnknowing = 'The producer had no response and sent it again, without knowing that it had been written.';
export const firstTime = (offset: number): string => `That was the first time, at offset ${offset}.`;
export const withoutSequenceNumbers = 'Without sequence numbers a broker cannot tell a batch that is sent again from another one.';
export const compactedForLater = (key: string, offset: number): string => `This pass took it out: a later record with its key, ${key}, was at offset ${offset}.`;
export const laterRecord = (key: string, offset: number): string => `There the later record with key ${key} was written, at offset ${offset}.`;
export const compactedAsTombstone = 'This pass took it out: it was a tombstone, and had been kept for delete.retention.ms.';
export const compactedWithoutKey = 'This pass took it out: it had no key, and a compacted topic keeps only the last record of each key.';
export const whereItWent = 'That is where it went.';
export const nobodyLeads = 'Nobody leads the partition.';
export const nothingWrittenYet = (end: number): string => `The log ends at offset ${end}: nothing has been written there yet.`;
export const holdsNoRecord = 'The offset holds no record: it was taken out by compaction, or is the mark of the end of a transaction.';
