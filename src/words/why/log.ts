import { asSentence } from '../narration/names.ts';

/** What becomes of one replica's log, said of the cause. */

export const producerSent = 'The producer sent them here.';
export const followerFetches = 'The leader had them, and a follower fetches whatever its leader has.';
export const powerBeforeDisk = 'The machine lost its power, and these records were not on its disk yet: Kafka does not wait for the disk (log.flush.interval.messages).';
export const insideOfBatch = "A leader sends whole batches, and since then its log and this one's end lie inside of one.";
export const leaderBeginsLater = "The leader's log begins later than this one ended.";
export const segmentFull = 'The segment before was full, or old enough (segment.bytes, segment.ms), and these records did not go into it any more.';
export const logStartsLater = 'The log starts later than these segments end.';
export const mayGo = (reason: string): string => `A segment that is no longer written to may go (retention by ${reason}).`;
export const askedToDelete = 'Somebody asked for the records before it to be deleted.';
export const oldSegmentsDropped = 'Old segments were dropped.';
export const leaderStartsThere = "The leader's log starts there.";
export const filesStay = 'Their files stay a while (file.delete.delay.ms).';
export const noReplicaAnyMore = 'This broker is no replica any more.';
export const belowHighWatermark = 'Everybody in sync has them: they are below the high watermark.';
export const dueForCompaction = 'The topic is compacted (cleanup.policy), and what lies in a segment that is no longer written to may be cleaned when enough of it is new (min.cleanable.dirty.ratio).';
export const canBeCopied = 'A segment that is no longer written to can be copied.';
export const topicGone = 'The topic is gone.';
export const moreThanIsKept = 'They had been copied, and are older or more than is kept (retention.ms, retention.bytes).';
export const onlyRemote = 'The broker has these records no more on its own disk (local.retention.ms, local.retention.bytes).';
export const neverOnItsDisk = 'The broker never had these records on its own disk.';
export const firstPartIsRemote = 'What it had to fetch first is in remote storage only.';
export const leaderTellsHighWatermark = 'The leader tells its high watermark in its responses to fetches.';
export const notWaitedFor = 'Who left the ISR is not waited for any more.';
export const everybodyHadThem = 'With that, everybody in sync had the records; the next fetch of this broker said so.';
export const aloneInSync = 'The leader is the only one in sync.';
export const learntItsPart = 'It learnt its part from the metadata.';
export const metadataTold = 'The metadata told it so.';
export const newsWasHeld = 'Only now, since the news had been held on its way.';
export const anotherLeaderOfEpoch = (epoch: number): string => `Epoch ${epoch} has another leader, and a follower keeps only what its leader has.`;
export const brokerLostThem = (broker: number): string => `Broker ${broker} had lost them.`;
export const neverHadThem = (trouble: string, broker: number): string => asSentence(`${trouble} when they were written, so broker ${broker} never had them`);
export const hadThemFromLeader = 'It had them from the leader of before.';
export const wroteThemLeading = 'It wrote them while it led.';
export const aloneHadThem = 'It alone had them: it wrote them while it led, and nobody had fetched them.';
