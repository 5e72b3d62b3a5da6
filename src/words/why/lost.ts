import { asSentence } from '../narration/names.ts';

/** Where an acknowledged record went. */

export const isThere = (id: string, offset: number, partition: string): string => `Record ${id} is at offset ${offset} of ${partition}: it is not lost.`;
/** `now`: who leads, and with what; one of the clauses below. */
export const isLost = (id: string, offset: number, partition: string, now: string): string =>
  `Record ${id} was acknowledged at offset ${offset} of ${partition} and is not there any more: ${now}.`;
export const nobodyLeads = 'nobody leads';
export const leaderEnds = (broker: number, end: number): string => `broker ${broker} leads, whose log ends at offset ${end}`;
export const leaderHasNone = (broker: number): string => `broker ${broker} leads, which has no record there`;
export const leaderHasAnother = (broker: number, id: string): string => `broker ${broker} leads, which has record ${id} there`;
export const copyLostIt = 'With that a copy lost it.';
export const leaderCounts = 'What the new leader has is what counts from then on.';
export const leaderHadNotFetched = 'The new leader had not fetched it, and what a leader has is what counts from then on.';
export const cutOff = 'That copy still had it, and cut it off to be like the leader.';
export const toldByLeaderAlone = 'With acks=1 its producer had been told so as soon as the leader had it.';
export const toldSafe = 'Its producer had been told that it is safe.';
export const soCouldNotFetch = (trouble: string, broker: number): string => asSentence(`${trouble}, so broker ${broker} could not fetch it`);
export const allWouldHaveWaited = 'With acks=all the response would have waited for every replica in sync.';

/** The same of one that was sent with acks=0. */
export const isLostUnacknowledged = (id: string, partition: string, now: string): string =>
  `Record ${id} was counted as sent to ${partition}, without acknowledgement, and is not there: ${now}.`;
export const isNotAcknowledged = (id: string, partition: string, now: string): string => `Record ${id} is not in ${partition}, and was never acknowledged: ${now}.`;
export const leaderHasItNowhere = (broker: number): string => `broker ${broker} leads, which has it nowhere`;
export const refusedUnheard = 'With acks=0 a refusal is not answered: its producer did not hear of it.';
export const soNeverArrived = (trouble: string): string => asSentence(`${trouble}, so the request with it never arrived`);
export const neverArrived = 'The request with it never arrived.';
export const countedAsSent = 'With acks=0 its producer waited for nobody and counted it as sent.';
export const nobodyWouldHaveTold = 'With acks=1 or acks=all the producer would have learned of it and sent it again.';
export const gaveUp = 'Its producer gave it up and told its application so.';
export const whenSent = 'That is when its application sent it.';
