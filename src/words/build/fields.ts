/** Fields of what a cluster is made of, in both forms for that. */

export const name = 'Name';
export const id = 'Id';
export const rack = 'Rack (may be empty)';
export const partitions = 'Partitions';
export const replicationFactor = 'Replication factor';
/** How many different keys the records of a producer have. */
export const keys = 'Keys';
/** Under a number that cannot be taken. */
export const takes = (least: number, most: number): string => `${least} to ${most}`;
export const topic = 'Topic';
export const recordsPerSecond = 'Records per second';
export const group = 'Group';
