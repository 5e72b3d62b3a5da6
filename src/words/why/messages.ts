import { asSentence } from '../narration/names.ts';

/** Why a message was sent, and what keeps it on its way. */

export const soWaitsOnItsWay = (trouble: string): string => asSentence(`${trouble}, so it waits on its way`);
export const soWaitsBehind = (trouble: string): string => asSentence(`${trouble}, so it waits behind one that was sent before it`);
export const waitsBehindLost = 'It waits behind one that was sent before it and was lost: bytes of a connection arrive in the order in which they were sent (TCP).';
export const soWasLost = (trouble: string): string => asSentence(`${trouble}, so it was lost, and is sent again until it gets through (TCP)`);
export const networkLostIt = 'The network lost it, as it does with some; it is sent again (TCP).';
export const answerWasDue = 'With that the response was due.';
export const hadDoneForIt = 'That is what it had done for it.';
export const moreIsCommitted = 'A fetch of the metadata log is answered when there is more in it, or more of it is committed.';
export const groupIsCommitted = 'A coordinator answers when what it has written of its group is committed.';
export const answersRequest = 'It is the response to that request.';
export const waitedForThis = 'The request had come before and waited; with this one it could be answered.';
export const waitedForRecords = 'The request had come before; it waited for records until its time was over (fetch.max.wait.ms, replica.fetch.wait.max.ms).';
export const answeredWhenPossible = 'The request had come before, and was answered when it could be.';
