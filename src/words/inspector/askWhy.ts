/** Words of what can be asked about the selected thing. */

export { andMore } from '../counted.ts';

export const askWhy = 'Ask why';
export const whereFrom = 'Where does it come from?';
export const recordOf = (offset: number, partition: string): string => `Offset ${offset} of ${partition}`;
export const recordOn = (offset: number, partition: string, broker: number): string => `Offset ${offset} of ${partition} on broker ${broker}`;
export const replicaOn = (partition: string, broker: number): string => `${partition} on broker ${broker}`;
export const whyNotInSync = 'Why is it not in sync?';
export const whyBehind = "Why is it behind the leader's?";

/** The name of the field for an offset; the slot is read aloud only. */
export const recordAt = 'Record {atOffset}';
export const atOffset = 'at offset';
export const whereFromShort = 'Where from?';
export const follow = 'Follow';

export const messagesOnTheirWay = 'Messages on their way';
export const onTheirWay = 'On their way';
/** `label` is what a message is about, with Kafka's name of it. */
export const messageTo = (label: string, node: string): string => `${label} to ${node}`;
export const messageFrom = (label: string, node: string): string => `${label} from ${node}`;
/** A message as above, and what became of it. */
export const fates = {
  travelling: (message: string): string => message,
  lost: (message: string): string => `${message}, lost`,
  held: (message: string): string => `${message}, held`,
};
