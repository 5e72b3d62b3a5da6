/** The menu of what can be done to a thing in the picture. */

export const whatCanBeDone = 'What can be done';
export const whatCanBeDoneTo = (thing: string): string => `What can be done to ${thing}`;
export const nothingCanBeDone = 'Nothing can be done to it now.';
