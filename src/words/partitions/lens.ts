import { counted } from '../counted.ts';
export { broker } from '../narration/names.ts';

/** The partitions lens: logs by offset. What stands in square brackets is a term, and explains itself. */

export const picture = 'Logs of partitions. Arrow keys move between records and copies, Enter selects one, Page Up and Page Down move through offsets, plus and minus zoom.';
export const noTopic = 'There is no [topic] yet, and so no log.';
export const onlyInternalTopics = 'There is no [topic] yet but internal ones, and so no log.';
export const someOf = (drawn: number, all: number): string => `${drawn} of ${all} partitions.`;
export const someOfChoose = (drawn: number, all: number): string => `${drawn} of ${all} partitions. Choose one from the list to see it.`;

/** The list of partitions. */
export const partitions = 'Partitions';
export const internalTopics = 'internal topics';
export const ofTopic = (count: number): string => counted(count, 'partition', 'partitions');
export const more = (count: number): string => `${count} more`;
export const logEnd = (offset: number): string => `log end ${offset}`;
/** Instead of the list's entries where none has what was typed in its name. */
export const filter = 'Filter by name';
export const noneCalled = (text: string): string => `No topic or partition has “${text}” in its name.`;
export const noLeader = 'no leader';
export const ledBy = (broker: number): string => `led by ${broker}`;
/** Who leads, as above, and what is wrong. */
export const leaderAndFlag = (leader: string, flag: string): string => `${leader}, ${flag}`;
export const flags = { offline: 'offline', underMinIsr: 'under min ISR', underReplicated: 'under-replicated', moving: 'moving' };
export const found = (count: number): string => `${count} found`;
export const record = (place: string): string => `Record ${place}`;
export const newestOf = (count: number): string => `newest of ${count}`;

/** What the logs show, and the search for a key. */
export const moreOffsets = 'More offsets, smaller';
export const fewerOffsets = 'Fewer offsets, larger';
/** Before a choice of what follows. */
export const cellsShow = 'cells show';
export const cells = { offset: 'offsets', key: 'keys', sequence: 'sequences' };
export const batches = 'batches';
export const segments = 'segments';
export const key = 'key';
export const anyKey = 'any';
export const lightNoKey = 'Light no key';
export const noRecord = 'no record';
export const foundIn = (records: number, places: number): string => `${counted(records, 'record', 'records')} in ${counted(places, 'partition', 'partitions')}`;

/** Over the copies of a partition. */
export const replicationFactor = (count: number): string => `[RF](replication factor) ${count}`;
export const isr = (brokers: string): string => `[ISR] ${brokers}`;
export const none = 'none';
export const minIsr = (count: number): string => `[min ISR](min.insync.replicas) ${count}`;
export const elr = (brokers: string): string => `[ELR] ${brokers}`;
export const lastStableOffset = (offset: number): string => `[last stable offset] ${offset}`;
export const lastStableIsHighWatermark = (offset: number): string => `[last stable offset] ${offset}, the high watermark`;

/** Where to go in a log that does not fit. */
export const travel = { first: 'Oldest offsets', back: 'Older offsets', on: 'Newer offsets', last: 'Follow the end' };
export const travelIn = {
  first: (partition: string): string => `Oldest offsets of ${partition}`,
  back: (partition: string): string => `Older offsets of ${partition}`,
  on: (partition: string): string => `Newer offsets of ${partition}`,
  last: (partition: string): string => `Follow the end of ${partition}`,
};

/** One copy. */
export const staleLeader = (epoch: number): string => `stale leader, e${epoch}`;
export const leaderOffline = 'leader, offline';
export const leader = (epoch: number): string => `leader, epoch ${epoch}`;
/** `sync`: whether a follower is in sync. */
/** In the row of a copy of which the window shows nothing: its last offset, or its first. */
export const endsBefore = (offset: number): string => `◂ log end ${offset}`;
export const beginsAfter = (offset: number): string => `begins at ${offset} ▸`;
export const emptyLog = 'empty';
export const diverged = (sync: string): string => `${sync}, diverged`;
/** `cut` is what was cut off or lost. */
export const justNow = (cut: string): string => `Just now ${cut}.`;
export const cutOff = (offsets: string): string => `cut off: ${offsets}`;
export const lost = (offsets: string): string => `lost: ${offsets}`;
export const range = (from: number, last: number): string => `${from} to ${last}`;
/** A segment of the log by its first offset; the shorter one where there is no room. */
export const segment = (base: number, bytes: number): string => `segment ${base}, ${bytes} B`;
export const activeSegment = (base: number, bytes: number): string => `segment ${base}, active, ${bytes} B`;
export const segmentShort = (base: number): string => `segment ${base}`;

/** Under the copies. */
export const epochs = '[epochs](leader epoch)';
export const highWatermark = (offset: number | string): string => `high watermark ${offset}`;
export const epochOffsets = (epoch: number, from: number, last: number): string => `Epoch ${epoch}: offsets ${from} to ${last}.`;
export const nobodyLeads = 'Nobody leads.';
export const highWatermarkIs = (offset: number): string => `High watermark ${offset}.`;
export const nothingCommitted = 'nothing committed';
/** Nobody coordinates the group. */
export const committedNotKnown = 'no coordinator to tell';
export const committed = (offset: number): string => `committed ${offset}`;
export const committedAndLag = (offset: number, lag: number): string => `committed ${offset}, lag ${lag}`;
export const readerAt = (consumer: string, offset: number): string => `${consumer} at ${offset}`;
/** The offset lies before what is shown, or after it. */
export const readerBefore = (consumer: string, offset: number): string => `${consumer} at ${offset}, before`;
export const readerAfter = (consumer: string, offset: number): string => `${consumer} at ${offset}, after`;
export const readsNext = (consumer: string, offset: number): string => `${consumer} reads next at ${offset}`;
export const group = (name: string, clauses: readonly string[]): string => `Group ${name}: ${clauses.join(', ')}.`;

/** After how a copy is, and who reads a log. */
export const brokerSelected = 'Its broker is selected.';
export const readerSelected = (consumer: string): string => `${consumer}, which reads it, is selected.`;
