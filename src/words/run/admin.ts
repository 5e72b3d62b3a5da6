/** What the admin client is to do, in words that follow "could not" as well as stand alone; and why it could not. */

export const createTopic = (topic: string): string => `create topic ${topic}`;
export const deleteTopic = (topic: string): string => `delete topic ${topic}`;
export const addPartitions = (topic: string, partitions: number): string => `give topic ${topic} ${partitions} partitions`;
/** `settings`: as `x=1, y to its default`; `target`: one of those that follow. */
export const alterConfig = (settings: string, target: string): string => `set ${settings} for ${target}`;
export const toDefault = (entry: string): string => `${entry} to its default`;
export const ofTopic = (topic: string): string => `topic ${topic}`;
export const ofBroker = (broker: number): string => `broker ${broker}`;
export const ofAllBrokers = 'all brokers';
/** `scope`: a topic, a partition, or all topics. */
export const electLeaders = {
  preferred: (scope: string) => `elect preferred leaders of ${scope}`,
  unclean: (scope: string) => `elect unclean leaders of ${scope}`,
} as const;
export const allTopics = 'all topics';
export const cancelReassignment = (partition: string): string => `cancel the reassignment of ${partition}`;
export const reassign = (partition: string, brokers: string): string => `reassign ${partition} to brokers ${brokers}`;
/** `before`: null for the high watermark. */
export const deleteRecords = (partition: string, before: number | null): string => `delete the records of ${partition} before ${before ?? 'its high watermark'}`;
export const addVoter = (controller: number): string => `make controller ${controller} a voter`;
export const removeVoter = (controller: number): string => `remove controller ${controller} from the voters`;
/** `who`: a group or a consumer; `scope`: a topic or a partition; `position`: one of those that follow. */
export const seek = (who: string, scope: string, position: string): string => `move ${who} on ${scope} to ${position}`;
export const ofGroup = (group: string): string => `group ${group}`;
export const ofConsumer = (consumer: string): string => `consumer ${consumer}`;
export const atOffset = (offset: number): string => `offset ${offset}`;
export const atBeginning = 'the beginning';
export const atEnd = 'the end';
export const atTime = (us: number): string => `the time ${us} us`;
/** `moved`: a list of where each partition was moved to. */
export const movedGroup = (group: string, moved: string): string => `move group ${group}: ${moved}`;
export const movedTo = (partition: string, offset: number): string => `${partition} to ${offset}`;

/** Why it could not. */
export const offsetsNotListed = (partition: string): string => `Could not list the offsets of ${partition}.`;
export const noCoordinator = (group: string): string => `Group ${group} has no coordinator.`;
export const groupHasMembers = (group: string): string => `Group ${group} has members; offsets can be moved when it has none.`;
export const notCommitted = (partition: string, group: string): string => `Could not commit ${partition} of group ${group}.`;
export const noAnswer = 'No answer that settles it came within 60 seconds.';
export const noTopic = (topic: string): string => `There is no topic ${topic}.`;
export const noController = 'No controller could be reached.';
export const onlySoMany = (topic: string, partitions: number): string => `Topic ${topic} has ${partitions} partitions.`;
