/** Fields of what a cluster is made of, in both forms for that. */

export const name = 'Name';
export const id = 'Id';
export const rack = 'Rack (may be empty)';
export const partitions = 'Partitions';
export const copies = 'Copies';
export const topic = 'Topic';
export const recordsPerSecond = 'Records per second';
export const group = 'Group';
