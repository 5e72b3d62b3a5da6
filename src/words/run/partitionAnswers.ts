/** What is answered when leaders are to be elected, replicas moved, or records deleted, and cannot be. */

export const noSuchPartition = 'There is no such partition.';
export const electionNotNeeded = 'It has the leader that was asked for.';
export const firstCannotLead = 'Its first replica cannot lead now.';
export const noneAlive = 'None of its replicas is alive.';
/** The same in ZooKeeper mode, where they follow a colon. */
export const withZooKeeper = {
  noSuchPartition: 'there is no such partition',
  electionNotNeeded: 'it has the leader that was asked for',
  firstCannotLead: 'its first replica cannot lead now',
  noneAlive: 'none of its replicas is alive',
} as const;

/** `partition`: `orders-0`. */
export const noPartition = (partition: string): string => `There is no partition ${partition}.`;
export const noTopic = (topic: string): string => `There is no topic '${topic}'.`;
export const replicasUnusable = (reason: string): string => `The new replicas cannot be used: ${reason}.`;
export const noReassignment = 'No reassignment is under way.';
export const goingBackIsUnclean = 'Only replicas that were being added are in sync, so going back would be an unclean election.';

/** Why records are not deleted. */
export const aboveHighWatermark = 'The offset is above the high watermark.';
export const onlyCompacted = 'The topic is compacted and its cleanup.policy has no delete.';
export const kafkasOwn = "Records of Kafka's own topics cannot be deleted by request.";
