import { asSentence } from '../narration/names.ts';

/** What a producer does and is answered, said of the cause. */

export const idBeforeFirst = 'It asked for an id before its first record (enable.idempotence).';
export const triesAgain = 'It tries again.';
export const batchHolds = 'The batch holds what the application has sent since.';
export const sentIsDone = 'With acks=0 what is sent counts as done.';
export const hadBeenSent = 'It had been sent.';
export const leaderIsEnough = 'With acks=1 it is enough that the leader has it.';
export const everybodyHasIt = 'Everybody in sync has it.';
export const questionCameToNothing = 'Its question for metadata came to nothing.';
export const topicUnknownYet = 'It has only started, and does not know the topic yet.';
export const askedWhoLeads = 'It could not go on with what it knew, and asked who leads what.';
export const sentAgainUnanswered = 'The producer did not get the response and sent the batch again.';
export const firstTryWritten = 'The first try had been written.';
export const toldToSend = 'The producer was told to send it.';
export const sendsAtRateSince = (producer: string): string => `Since then producer ${producer} sends at that rate.`;
export const steadyRate = 'Its application sends at a steady rate.';
export const soBufferFull = (trouble: string): string => asSentence(`${trouble}, so what it has in its buffer (buffer.memory) is not acknowledged and there is no room`);
export const bufferUnacknowledged = 'What it has in its buffer (buffer.memory) is not acknowledged, so there is no room.';
export const nobodyKnowsIfWritten = 'So nobody could tell whether the records had been written.';
export const triedUntilTimeout = 'It had been trying since, and delivery.timeout.ms is over.';
export const waitedForLeader = 'It waited for a leader until delivery.timeout.ms was over.';
export const hadToWait = 'It had to wait, and delivery.timeout.ms or max.block.ms is over.';
export const noAnswerInTime = 'It got no response until delivery.timeout.ms was over.';
export const unansweredRequest = 'It had no response within request.timeout.ms, so nobody could tell whether the records had been written.';
export const tookTooLong = (broker: number): string => `The response of broker ${broker} was that it took too long.`;
export const thatWasTheAnswer = 'That was the response.';
export const tooFewInSync = 'Since then fewer are in sync than min.insync.replicas asks for, and acks=all is refused.';
export const minimumChanged = 'The minimum was changed.';
export const noSuchTopic = 'This broker has no such topic, or not yet.';
export const epochIsAnother = 'The leader is the same, and in another epoch since; who is asked or who asks does not know it yet.';
export const leaderIsAnother = 'The leader is another one since; who is asked or who asks does not know it yet.';
export const earlierBatchMissing = 'A batch that came before this one is not in the log.';
export const notAllowed = 'The batch is not allowed by the configuration of the topic.';
export const nodeWasTold = (node: string): string => `${node} was told to send it.`;
