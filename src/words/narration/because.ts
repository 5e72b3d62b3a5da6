/** Links of a chain of causes that no fact tells. */

/** `command` is a clause: `kill broker 1`. */
export const done = (command: string): string => `Done: ${command}.`;
export const settingIs = (name: string, value: string): string => `The document sets ${name} to ${value}.`;
/** `from` begins the sentence, `to` is in the middle of it. */
export const messageSent = (from: string, request: string, to: string): string => `${from} sends ${request} to ${to}.`;
export const answered = (from: string, request: string, to: string): string => `${from} answers the ${request} request of ${to}.`;
export const answeredWith = (from: string, request: string, to: string, error: string): string => `${from} answers the ${request} request of ${to} with ${error}.`;
