import { counted } from '../counted.ts';

/** Rows about what a broker has to do, keeps for later and waits for. Durations come with their units. */

export const requestQueue = 'Request queue';
export const empty = 'empty';
export const requests = (count: number): string => counted(count, 'request', 'requests');
export const writesParked = 'Writes parked';
export const committedUpTo = (partition: string, offset: number): string => `${partition} to be committed up to ${offset}`;
/** `what` is a list of those. */
export const write = (what: readonly string[], node: string, left: string): string => `${what.join(', ')}, for ${node}, times out in ${left}`;
export const fetchesParked = 'Fetches parked';
export const fetch = (node: string, partitions: number, left: string): string => `${node}, ${counted(partitions, 'partition', 'partitions')}, answered within ${left}`;
export const notOnDisk = 'Not on disk yet';
export const nothing = 'nothing';
export const records = (count: number): string => counted(count, 'record', 'records');
export const waitsFor = 'Waits for';
export const waitsSince = (what: string, duration: string): string => `${what}, for ${duration}`;
export const none = 'none';
export const more = (count: number): string => `${count} more`;
