/** Clauses about what was wrong with a node or a wire: sentences of the other modules say what it led to. */

export const notRunning = (node: string): string => `${node} was not running`;
export const paused = (node: string): string => `${node} was paused`;
export const pausedUntil = (node: string, time: string): string => `${node} had been paused until ${time}`;
export const slowed = (node: string): string => `${node} was slowed`;
export const didNotRun = (node: string): string => `${node} did not run`;
export const nothingArrived = 'what was sent between the two did not arrive';
export const linkCut = (from: string, to: string): string => `the link from ${from} to ${to} was cut`;
export const linkHeld = (from: string, to: string): string => `the link from ${from} to ${to} was held`;
/** Held for messages of one kind only: `Fetch`. */
export const linkHeldFor = (from: string, to: string, kind: string): string => `the link from ${from} to ${to} was held for ${kind} messages`;
