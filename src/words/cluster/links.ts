/** How a link between two nodes is, in a few words. */

export const cutBothWays = 'cut both ways';
export const cutOneWay = (from: string, to: string): string => `cut from ${from} to ${to}`;
export const heldBack = (waiting: number): string => `held back, ${waiting} waiting`;
export const endIsDead = (node: string): string => `no connection: ${node} is dead`;
export const connectionBroke = 'whole, but a connection on it broke';
export const whole = 'whole';
