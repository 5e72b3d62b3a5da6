/** The grip of a chosen link, and the marks of connections that broke. */

export const link = (one: string, other: string, state: string): string => `Link between ${one} and ${other}, ${state}. Delete cuts it.`;
export const linkToDrag = (one: string, other: string, state: string): string => `Between ${one} and ${other}: ${state}. Drag it away to cut it.`;
/** `what` is one of the sentences below, without its full stop. */
export const troubleMark = (what: string): string => `${what}. It is tried again after a reconnect backoff. Select it for the link.`;
export const gaveUp = (node: string, peer: string): string => `${node} gave up its connection to ${peer}: no response in time`;
export const gaveUpOften = (node: string, peer: string, times: number): string => `${node} gave up its connection to ${peer}: no response in time, ${times} times in a row`;
export const lostConnection = (node: string, peer: string): string => `${node} lost its connection to ${peer} with requests under way`;
export const lostConnectionOften = (node: string, peer: string, times: number): string => `${node} lost its connection to ${peer} with requests under way, ${times} times in a row`;
