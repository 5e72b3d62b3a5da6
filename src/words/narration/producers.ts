/** Producers and the admin client. `records` is as `records` gives it: `3 records`. */

export const producerIdAssigned = (producer: string, producerId: number, producerEpoch: number): string => `Producer ${producer} is given producer id ${producerId}, epoch ${producerEpoch}.`;
export const recordSent = (producer: string, key: string, partition: string): string => `Producer ${producer} puts a record with key ${key} in the batch for ${partition}.`;
export const recordSentWithoutKey = (producer: string, partition: string): string => `Producer ${producer} puts a record without a key in the batch for ${partition}.`;
export const batchSent = (producer: string, records: string, partition: string, leader: number, attempt: number): string =>
  `Producer ${producer} sends ${records} for ${partition} to broker ${leader}${attempt > 1 ? `, attempt ${attempt}` : ''}.`;
/** `offsets` is null where the response does not say them. */
export const batchAcked = (producer: string, records: string, partition: string, offsets: string | null, time: string): string =>
  `Producer ${producer} has its response: ${records} in ${partition}${offsets === null ? '' : ` at ${offsets}`}, after ${time}.`;
export const batchCountedAsSent = (producer: string, records: string, partition: string): string => `Producer ${producer} counts ${records} for ${partition} as sent: with acks=0 no response comes.`;
export const batchRetried = (producer: string, records: string, partition: string, error: string): string => `Producer ${producer} will send ${records} for ${partition} again: ${error}.`;
export const batchFailed = (producer: string, records: string, partition: string, error: string): string => `Producer ${producer} gives up on ${records} for ${partition}: ${error}.`;
export const bufferFull = (producer: string): string => `Producer ${producer} has to wait: its buffer is full.`;
export const waitsForMetadata = (producer: string): string => `Producer ${producer} waits for metadata before it can send.`;
/** `node` begins the sentence; it may be any client. */
export const metadataRefreshed = (node: string): string => `${node} has fresh metadata.`;
export const adminDone = (request: string, what: string): string => `${request} is done: ${what}.`;
/** `message` is what Kafka says about it, or empty. */
export const adminFailed = (request: string, what: string, error: string, message: string): string => `${request} failed (${what}): ${error}${message === '' ? '' : `, ${message}`}.`;
