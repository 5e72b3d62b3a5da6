import { counted } from './counted.ts';

/** What a message is called beside its dot; `api` is Kafka's name of the request. */

export const request = (api: string): string => api;
export const response = (api: string): string => `${api} response`;
/** With records of a partition. */
export const withRecords = (message: string, partition: string, records: number): string => `${message}, ${partition}, ${counted(records, 'record', 'records')}`;
/** The first of several partitions. */
export const partitionAndMore = (partition: string, more: number): string => `${partition} and ${more} more`;
