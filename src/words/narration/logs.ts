/** What happens to the replicas of a partition. `offsets` are as `offsets` gives them: `offset 7`, `offsets 7 to 9`. */

export const recordsAppended = (broker: number, offsets: string, partition: string): string => `Broker ${broker} appends ${offsets} to ${partition}.`;
export const recordsReplicated = (broker: number, offsets: string, partition: string, leader: number): string => `Broker ${broker} copies ${offsets} of ${partition} from broker ${leader}.`;
export const highWatermarkAdvanced = (partition: string, broker: number, from: number, to: number): string => `The high watermark of ${partition} on broker ${broker} moves from ${from} to ${to}.`;

/** `last` is the last offset that is cut off. */
export const logTruncated = (broker: number, first: number, last: number, partition: string, leaderEpoch: number): string =>
  first === last
    ? `Broker ${broker} cuts offset ${first} off its log of ${partition}: epoch ${leaderEpoch} does not have it.`
    : `Broker ${broker} cuts offsets ${first} to ${last} off its log of ${partition}: epoch ${leaderEpoch} does not have them.`;

export const becameLeader = (broker: number, partition: string, leaderEpoch: number, startOffset: number): string => `Broker ${broker} begins to lead ${partition} in epoch ${leaderEpoch}, from offset ${startOffset}.`;
export const becameFollower = (broker: number, leader: number, partition: string, leaderEpoch: number): string => `Broker ${broker} follows broker ${leader} for ${partition} in epoch ${leaderEpoch}.`;
export const followsNobody = (broker: number, partition: string, leaderEpoch: number): string => `Broker ${broker} follows nobody for ${partition}: it has no leader in epoch ${leaderEpoch}.`;
export const replicaDeleted = (broker: number, partition: string): string => `Broker ${broker} deletes its copy of ${partition}.`;

export const duplicateBatchIgnored = (broker: number, partition: string, baseSequence: number, baseOffset: number): string =>
  `Broker ${broker} knows this batch for ${partition} by its sequence number ${baseSequence}: it is at offset ${baseOffset} already and is not added again.`;
export const commitAnswered = (broker: number, offsets: string, partition: string, isOne: boolean): string => `Broker ${broker} can answer that ${offsets} of ${partition} ${isOne ? 'is' : 'are'} committed.`;
export const produceRefused = (broker: number, records: string, partition: string, error: string): string => `Broker ${broker} refuses ${records} for ${partition}: ${error}.`;

const WHY_PROPOSED = { shrink: 'fell behind', expand: 'caught up' } as const;

export const isrChangeProposed = (broker: number, isr: string, partition: string, replicas: string, change: keyof typeof WHY_PROPOSED): string =>
  `Broker ${broker} asks the controller for the ISR ${isr} of ${partition}: ${replicas} ${WHY_PROPOSED[change]}.`;
