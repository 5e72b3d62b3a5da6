/** What happens to one record, which is `it`. Names of producers, consumers and groups begin sentences as they are. */

export const sent = (producer: string): string => `${producer} sends it, without a key. It waits for its batch.`;
export const sentWithKey = (producer: string, key: string): string => `${producer} sends it, with key ${key}. It waits for its batch.`;

export function arrived(broker: number, attempt: number, records: number): string {
  const again = attempt === 1 ? '' : `Attempt ${attempt}: `;
  return `${again}${records === 1 ? 'Alone in its batch it' : `In a batch of ${records} it`} comes to broker ${broker}.`;
}

export const refused = (broker: number, error: string): string => `Broker ${broker} refuses it: ${error}.`;
export const recognised = (broker: number, offset: number): string => `Broker ${broker} has it already, at offset ${offset}, and stores it no second time.`;
export const appended = (broker: number, offset: number, leaderEpoch: number): string => `Broker ${broker} appends it at offset ${offset}, epoch ${leaderEpoch}.`;
export const appendedAgain = (broker: number, offset: number): string => `Broker ${broker} appends it once more, at offset ${offset}: it is stored twice.`;
export const replicated = (broker: number): string => `Broker ${broker} has copied it.`;
export const committed = (broker: number): string => `It is committed: the high watermark has passed it, as broker ${broker} knows.`;
export const acknowledged = (producer: string, acks: string): string => `${producer} is told that it is done (acks=${acks}).`;
export const failed = (producer: string, error: string): string => `${producer} gives it up: ${error}.`;
export const read = (consumer: string, group: string): string => `${consumer} of ${group} reads it.`;
export const readAgain = (consumer: string, group: string): string => `${consumer} reads it, though ${group} had read it before.`;
export const processed = (consumer: string): string => `${consumer} is done with it.`;
export const offsetCommitted = (group: string, offset: number): string => `${group} has committed offset ${offset}: who reads on from there goes on after it.`;

const HOW = {
  truncated: 'its log was cut back to where it agrees with the leader’s',
  power: 'it had not reached the disk when the power failed',
  wiped: 'the disk was emptied',
  emptied: 'the log was begun anew where the leader’s begins',
  compacted: 'compaction took it',
  retention: 'the log starts after it now',
  replicaDeleted: 'the replica was deleted',
  topicDeleted: 'the topic was deleted',
} as const;

export const copyGone = (broker: number, how: keyof typeof HOW): string => `Broker ${broker} has it no more: ${HOW[how]}.`;
export const gone = 'No broker has it any more.';
export const lost = 'No broker has it any more, though it had been acknowledged. It is lost.';
