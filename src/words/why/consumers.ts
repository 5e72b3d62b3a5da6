import { asSentence } from '../narration/names.ts';

/** What a consumer's or a group's facts come of, said of the cause. */

export const mayBeRead = 'Consumers may read what is below the high watermark.';
export const nearestNamed = "The leader named a replica in the consumer's rack to read from (KIP-392).";
export const replicaDidNotDo = 'The replica that it had read from did not do, so it asks the leader again.';
export const choiceIsOver = 'A choice holds for as long as metadata does (metadata.max.age.ms); then the leader is asked again.';
export const hadBeenFetched = 'They had been fetched.';
export const offsetNotThere = 'Its offset was not there.';
export const nothingCommitted = 'It was assigned the partition, and the group had committed no offset for it.';
export const leaderLacksIt = 'The consumer asked the new leader whether it has what was read (KIP-320), and it has not.';
export const offsetNotHeld = 'Since then the log does not hold that offset.';
export const mayNotCommit = 'The group goes on without this member or in another generation, from which it may not commit.';
export const eagerlyGivenUp = 'With an eager assignor every member gives up its partitions before a new assignment.';
export const leaderAssigned = "The group's leader assigned the partitions of this generation.";
export const rebalanced = 'The group rebalanced.';
export const groupWentOn = 'The group has gone on without this member.';
export const soPolledTooLate = (trouble: string): string => asSentence(`${trouble}, so it came back to poll too late`);
export const atWork = 'Since then the application has worked on these records and has not polled (max.poll.interval.ms).';
export const noRuleToReadOn = 'It has no rule for where to read on (auto.offset.reset=none).';
export const countsAsRead = 'What has been handed out before the last poll counts as read.';
export const commitsWhereItIs = 'A consumer commits where it is, also when it has read nothing yet.';
export const addedSoSlow = 'The consumer was added with an application that takes so long for a record.';
export const processingTime = 'That is how long its application takes for one record.';
export const positionSetBack = 'Somebody set the position back.';
export const beganAtCommit = 'It was assigned the partition and began where the group had committed.';
export const handedOutBefore = 'They had been handed out before.';
export const lastCommit = 'That was the last commit; what was read after it is read again.';
export const leaderCoordinates = 'Who leads the partition of __consumer_offsets coordinates its groups.';
export const partitionsToOthers = 'Its partitions have to go to others.';
export const shareForIt = 'It has to be given its share.';
export const dividedAnew = 'The group has to be divided anew.';
export const askedForPart = 'It had no part in the group and asked for one.';
export const allJoinedAgain = 'Everybody has joined again, or has had the time to.';
export const assignmentThere = 'The assignment is there.';
export const lastMember = 'It was the last member.';
export const leftByItself = 'It left by itself, since it had not polled in time.';
export const somebodyClosed = 'Somebody closed it.';
export const sameInstanceId = 'Another member has the same group.instance.id.';
export const groupIsFull = 'No more members than that are allowed.';
/** `lastSeconds`: when the last heartbeat came; null if none did. */
export const soNoHeartbeat = (trouble: string, lastSeconds: number | null): string =>
  asSentence(
    lastSeconds === null
      ? `${trouble}, so no heartbeat came for session.timeout.ms`
      : `${trouble}, so no heartbeat came for session.timeout.ms: the last one had come at ${lastSeconds} s`,
  );
export const soNotJoinedAgain = (trouble: string): string => asSentence(`${trouble}, so it did not join again in time`);
