import { asSentence } from '../narration/names.ts';

/** How a copy of a partition stands to its leader's, and why. */

export const noReplica = (broker: number, partition: string): string => `Broker ${broker} is no replica of ${partition}.`;
export const leads = (broker: number, partition: string): string => `Broker ${broker} leads ${partition}.`;
export const outOfSync = (broker: number, partition: string): string => `Broker ${broker} is not in sync for ${partition}.`;
export const outOfSyncBehind = (broker: number, partition: string, end: number, leaderEnd: number): string =>
  `Broker ${broker} is not in sync for ${partition}: its log ends at offset ${end}, the leader's at ${leaderEnd}.`;
export const outOfSyncBeyond = (broker: number, partition: string, end: number, leaderEnd: number): string =>
  `Broker ${broker} is not in sync for ${partition}: its log ends at offset ${end}, beyond the leader's, which ends at ${leaderEnd}.`;
export const inSyncBehind = (broker: number, partition: string, end: number, leaderEnd: number): string =>
  `Broker ${broker} is in sync for ${partition}, and behind: its log ends at offset ${end}, the leader's at ${leaderEnd}.`;
export const atEnd = (broker: number, partition: string): string => `Broker ${broker} is in sync for ${partition} and at the end of the leader's log.`;
export const othersSince = 'Since then others are its replicas.';
export const wasElected = 'It was elected.';
export const hasAllSince = 'Since then it is in sync, and it has what the leader has.';
export const alwaysALittleBehind = "A follower is always a little behind: its next fetch brings what it lacks. It stays in sync as long as it is at the end of the leader's log now and then (replica.lag.time.max.ms).";
export const toBecomeReplica = 'Since then it is to become a replica, and has to fetch all there is first.';
export const leftIsr = 'With that it left the ISR.';
export const nobodyToFetchFrom = 'Nobody leads, so there is nobody to fetch from.';
export const soCannotFetch = (trouble: string, follower: string, leader: number): string => asSentence(`${trouble}, so ${follower} cannot fetch from broker ${leader} as it should`);
export const fetchesNoMore = 'Since then it fetches this partition no more.';
export const onItsWayBack = 'It is on its way back: it joins once it has fetched up to the high watermark and the leader has the controller agree.';
