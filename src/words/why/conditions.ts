import { asSentence } from '../narration/names.ts';

/** Why a condition of a rule is not met, said of the cause. */

export const lastDecided = 'That is the last that was decided about who leads it.';
export const becameSoFew = 'With that they became so few.';
export const fetchesNothing = 'Since then it fetches nothing.';
export const andNotBack = (trouble: string): string => asSentence(`${trouble}, and has not come back since`);
export const ended = 'With that it ended.';
export const notCountedOn = 'Since then the controller does not count on it.';
export const lastInGroup = 'That is the last that happened to its place in the group.';
export const nothingAcknowledged = 'Since then nothing of it has been acknowledged.';
export const sentUnanswered = 'It has been sent, and its response has not come.';
