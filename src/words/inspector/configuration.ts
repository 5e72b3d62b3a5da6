/** Words about configuration: of its entries in the inspector, and of where their values come from. */

export const configuration = 'Configuration';
export const showAll = (count: number): string => `Show all ${count}`;
/** In place of a value. */
export const notSet = 'not set';
/** Beside an entry that Kafka had once. */
export const history = 'history';
export const changed = 'changed';
export const notModelled = 'The simulator knows this entry and does not act on it.';
/** `source` is one of those below. */
export const itIs = (source: string): string => `It is ${source}.`;
export const fixed = 'It cannot be changed while running.';

export const set = 'Set';
export const takeAway = 'Take away';
/** `takes` is a range of values, such as `0 or more`. */
export const takesWithoutDefault = (takes: string): string => `Takes ${takes}. There is no default.`;
export const takesWithDefault = (takes: string, value: string): string => `Takes ${takes}. The default is ${value}.`;
/** A default that is the empty string. */
export const empty = 'empty';

export const atStart = 'set at the start';
export const ofBroker = 'set for this broker';
export const ofAllBrokers = 'set for all brokers';
export const ofTopic = 'set for this topic';
export const brokersOwn = "the brokers' own";
