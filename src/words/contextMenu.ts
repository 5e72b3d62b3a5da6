/** The menu of what can be done to a thing in the picture. */

export const whatCanBeDone = 'What can be done';
export const whatCanBeDoneTo = (thing: string): string => `What can be done to ${thing}`;
export const nothingCanBeDone = 'Nothing can be done to it now.';

export const followRecord = (offset: number): string => `Follow record ${offset}`;
export const whereFrom = (offset: number): string => `Where does record ${offset} come from?`;
export const select = (thing: string): string => `Select ${thing}`;
