import { asSentence } from '../narration/names.ts';

/** How promises about records and their copies were broken. */

export const acknowledgedTooEarly = (broker: number, offset: number, partition: string, highWatermark: number, inSync: number, minimum: number): string => `Broker ${broker} acknowledges offset ${offset} of ${partition} with its high watermark at ${highWatermark} and ${inSync} in sync, where min.insync.replicas asks for ${minimum}.`;
export const givesTooMuch = (broker: number, offset: number, partition: string, highWatermark: number): string => `Broker ${broker} gives a consumer offset ${offset} of ${partition}, where its high watermark is ${highWatermark}.`;
export const givenTooMuch = (consumer: string, partition: string, offset: number, committed: number): string => `Consumer ${consumer} is given ${partition} up to offset ${offset}, and only what is below ${committed} was committed.`;
export const readsAnother = (consumer: string, record: string, offset: number, partition: string, before: string): string => `Consumer ${consumer} reads record ${record} at offset ${offset} of ${partition}, where ${before} was to be read before.`;
export const leadsWithout = (broker: number, partition: string, epoch: number, what: string): string => `Broker ${broker} leads ${partition} in epoch ${epoch} without ${what}.`;
export const lostWhatWasRead = (partition: string, broker: number, what: string): string => `${partition} on broker ${broker}, which leads, has lost what a consumer has read: ${what}.`;
export const candidateWithout = (broker: number, list: string, partition: string, what: string, end: number): string => `Broker ${broker} is in the ${list} of ${partition} without ${what}; its log ends at ${end}.`;
export const onNoDisk = (what: string, partition: string): string => asSentence(`${what} of ${partition} was acknowledged with acks=all and is on no disk`);
export const offsetOnly = (offset: number): string => `offset ${offset}`;
export const offsetOfRecord = (offset: number, record: string): string => `offset ${offset} (record ${record})`;
/** `record` null: none. */
export const showsAnother = (partition: string, before: string, broker: number, record: string | null): string =>
  `${partition} had ${before}; broker ${broker}, which leads, now shows ${record === null ? 'nothing' : `record ${record}`} there.`;
export const copiesDiffer = (partition: string, offset: number, [own, broker]: readonly [record: string, broker: number], [theirs, other]: readonly [record: string, broker: number]): string =>
  `${partition} differs at offset ${offset} below both high watermarks: record ${own} on broker ${broker}, record ${theirs} on broker ${other}.`;
export const epochsGoBack = (partition: string, leaderEpoch: number, partitionEpoch: number, laterLeaderEpoch: number, laterPartitionEpoch: number): string => `${partition} goes back from leader epoch ${leaderEpoch}, partition epoch ${partitionEpoch} to ${laterLeaderEpoch} and ${laterPartitionEpoch}.`;
export const strayMember = (broker: number, partition: string): string => `Broker ${broker} is in the ISR or ELR of ${partition} twice, or is no replica of it.`;

const listed = (ids: readonly number[]): string => (ids.length === 0 ? 'empty' : ids.join(', '));
export const leaderNotInSync = (broker: number, partition: string, isr: readonly number[]): string => `Broker ${broker} leads ${partition} and is not in its ISR (${listed(isr)}).`;
export const needlessElr = (partition: string, elr: readonly number[], isr: readonly number[]): string => `${partition} has an ELR (${listed(elr)}) although its ISR (${listed(isr)}) is large enough.`;
export const fencedInSync = (broker: number, partition: string, isr: readonly number[]): string => `Broker ${broker} is fenced and in the ISR of ${partition} (${listed(isr)}).`;
export const shuttingDownInSync = (broker: number, partition: string, isr: readonly number[]): string => `Broker ${broker} shuts down and is in the ISR of ${partition} (${listed(isr)}).`;

export const brokerEpochFalls = (broker: number, from: number, to: number): string => `The epoch of broker ${broker} falls from ${from} to ${to}.`;
export const outOfOrder = (partition: string, broker: number, start: number, highWatermark: number, end: number): string => `${partition} on broker ${broker} starts at ${start}, has its high watermark at ${highWatermark} and ends at ${end}.`;
export const brokerGoesBack = (broker: number, leaderEpoch: number, partitionEpoch: number, partition: string, laterLeaderEpoch: number, laterPartitionEpoch: number): string => `Broker ${broker} goes back from leader epoch ${leaderEpoch}, partition epoch ${partitionEpoch} of ${partition} to ${laterLeaderEpoch} and ${laterPartitionEpoch}.`;
export const bothLed = (one: number, other: number, partition: string, epoch: number): string => `Brokers ${one} and ${other} both led ${partition} in epoch ${epoch}.`;
export const goesOnElsewhere = (partition: string, broker: number, offset: number, next: number): string => `${partition} on broker ${broker} goes on at offset ${offset} where ${next} is next.`;
/** `before`: the epoch of the record before it, if there is one. */
export const recordOfEpoch = (partition: string, broker: number, leaderEpoch: number, { epoch, offset }: { readonly epoch: number; readonly offset: number }, before: number | null): string =>
  before === null
    ? `${partition} on broker ${broker}, in leader epoch ${leaderEpoch}, has a record of epoch ${epoch} at offset ${offset}.`
    : `${partition} on broker ${broker}, in leader epoch ${leaderEpoch}, has a record of epoch ${epoch} at offset ${offset} after one of epoch ${before}.`;
export const endsEarlier = (partition: string, broker: number, offset: number, end: number): string => `${partition} on broker ${broker} holds offset ${offset} and says that it ends at ${end}.`;
export const highWatermarkFalls = (broker: number, partition: string, epoch: number, from: number, to: number): string => `Broker ${broker} leads ${partition} in epoch ${epoch}, and its high watermark falls from ${from} to ${to}.`;
export const movesWithTooFew = (broker: number, partition: string, offset: number, inSync: number, minimum: number): string => `Broker ${broker} moves the high watermark of ${partition} to ${offset} with ${inSync} in sync, where min.insync.replicas asks for ${minimum}.`;
export const isNotWaitedFor = (broker: number, list: string, partition: string, leader: number): string => `Broker ${broker} is in the ${list} of ${partition}, but broker ${leader}, which leads, does not wait for it.`;
