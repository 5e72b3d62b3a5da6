/** Rows about a selected link. Durations come with their units. */

export { connectionBroke, cutBothWays, endIsDead, whole } from '../cluster/links.ts';

export const title = (one: string, other: string): string => `${one} and ${other}`;
export const cutOneWay = 'cut one way';
export const heldBack = 'messages held back';

export const to = (node: string): string => `To ${node}`;
export const cut = 'cut: what is sent vanishes';
/** How long a packet takes, and clauses that make it worse. */
export const passes = (clauses: readonly string[]): string => clauses.join(', ');
export const moreByChance = (duration: string): string => `up to ${duration} more by chance`;
export const bytesPerSecond = (bytes: number): string => `${bytes} bytes/s`;
export const loses = (percent: number): string => `loses ${percent} %`;
export const onTheWay = 'On the way there';
export const nothing = 'nothing';
export const messages = (list: readonly string[]): string => list.join('; ');
export const more = (count: number): string => `${count} more`;
/** A message that does not get there. */
export const fates = {
  travelling: (message: string): string => message,
  lost: (message: string): string => `${message} (lost)`,
  held: (message: string): string => `${message} (held)`,
};
export const held = 'Held back there';
export const everything = 'everything';
/** What is held, and how many wait; where only so many more are held, that too. */
export const holds = (what: string, waiting: number): string => `${what}; ${waiting} waiting`;
export const holdsSoMany = (what: string, left: number, waiting: number): string => `${what}, ${left} more; ${waiting} waiting`;
export const connectionOf = (node: string): string => `Connection of ${node}`;
export const givenUp = 'given up: no response in time';
export const lost = 'lost with requests under way';
/** `times` is more than one. */
export const inARow = (what: string, times: number): string => `${what}, ${times} times in a row`;
export const connections = 'Connections';
export const none = 'none';
