/** What a controller answers when topics and partitions are to be created, and cannot be. `topic`: its name. */

export const noTopic = (topic: string): string => `There is no topic '${topic}'.`;
export const tooFewPartitions = 'A topic has 1 partition or more, or -1 for the default.';
export const tooFewReplicas = 'The replication factor has to be 1 or more, or -1 for the default.';
export const topicExists = (topic: string): string => `Topic '${topic}' already exists.`;
export const topicsCollide = (topic: string, other: string): string => `Topic '${topic}' collides with topic '${other}'.`;
export const nameMissing = 'A topic needs a name.';
export const nameForbidden = (topic: string): string => `A topic cannot be named '${topic}'.`;
export const nameTooLong = (most: number): string => `A topic's name has at most ${most} characters.`;
export const nameHasOthers = (topic: string): string => `Topic name '${topic}' has characters other than ASCII letters, digits, '.', '_' and '-'.`;
export const notMore = (topic: string, partitions: number, asked: number): string => `Topic '${topic}' has ${partitions} partitions; ${asked} would not be more.`;
export const assignedToOthers = (added: number, assigned: number): string => `${added} partitions are added, but replicas are assigned to ${assigned}.`;
/** `reason`: one of those that follow. */
export const notPlaced = (reason: string): string => `A partition cannot be placed: ${reason}.`;
export const wrongPartition = (partition: number, reason: string): string => `Partition ${partition}: ${reason}.`;
export const nobodyAlive = 'all its brokers are fenced or shutting down';
export const countsByHand = 'With replicas assigned by hand, partitions and replication factor both have to be -1.';
export const tooManyPartitions = (partitions: number, most: number): string => `${partitions} partitions are more than the ${most} that one request may create.`;
export const noReplicas = 'no replicas are assigned to it';
export const notRegistered = (broker: number): string => `broker ${broker} is not registered`;
export const listedTwice = (broker: number): string => `broker ${broker} is listed more than once`;
export const unlikeOthers = (replicas: number, others: number): string => `it has ${replicas} replicas where the others have ${others}`;
export const factorTooSmall = (factor: number): string => `A replication factor of ${factor} is not possible: it must be 1 or more.`;
export const allFenced = 'All brokers are fenced, so none can lead a new partition.';
export const factorTooLarge = (factor: number, brokers: number): string => `A replication factor of ${factor} needs as many brokers, but only ${brokers} are registered.`;

/** In ZooKeeper mode. */
export const notWithZooKeeper = 'The simulator does not do this in ZooKeeper mode; nothing was changed.';
export const brokerNotAlive = (broker: number): string => `Broker ${broker} is not alive.`;
export const numbersDiffer = 'All partitions have to have the same number of replicas.';
export const brokerListedTwice = 'A broker is listed more than once.';
