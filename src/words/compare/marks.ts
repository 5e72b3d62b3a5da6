/** Where two runs that are compared part, on the timeline. */

export const firstOfAll = 'The first difference of all';
export const firstThatMatters = 'The first difference that matters';
