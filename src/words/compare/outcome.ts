/** What came out differently of two runs, and where they part. Durations come with their units. */

export { andMore } from '../counted.ts';

export const whatDiffers = 'What came out differently';
export const stopped = (why: string): string => `The comparison has stopped: ${why}`;
export const comparing = 'Comparing.';
export const comparingSoFar = (done: string, all: string): string => `Comparing: ${done} of ${all}`;
export const comparedSoFar = 'Compared so far';

export const firstThatMatters = 'First difference that matters';
export const noneThatMatters = (until: string): string => `None up to ${until}: what is told by one is told by the other within a second.`;
export const firstOfAll = 'First difference of all';
export const firstOfAllAt = (time: string): string => `First difference of all, at ${time}`;
export const noneAtAll = 'No difference at all';
export const tellTheSame = (until: string): string => `Both tell the same, to the microsecond, up to ${until}.`;
export const oftenMicroseconds = 'Often only microseconds: with another setting other messages are sent.';
export const goTo = (difference: string, time: string): string => `${difference}: go to ${time}`;
export const nothingOfTheKind = 'Nothing of the kind.';
export const computedUpTo = (time: string): string => `Both are computed up to ${time}.`;
export const goThere = 'Go there';

export const soFar = (time: string): string => `What came out so far, up to ${time}`;
export const whatColumn = 'what';
export const betterColumn = 'better';
/** After a column's place, for screen readers. */
export const ofRun = (run: string): string => `, ${run}`;
export const whichOnes = (count: string, what: string, place: string): string => `${count} ${what}, ${place}: which?`;
export const same = 'same';
export const recordsWith = (what: string, run: string): string => `${what}, with ${run}`;
export const why = 'Why?';
export const whyRecord = (what: string, id: string): string => `Why: ${what}, record ${id}`;
export const record = (id: string, what: string): string => `Record ${id}: ${what}`;

/** All of it in one breath, for who hears it. */
export const runsUpTo = (left: string, leftPlace: string, right: string, rightPlace: string, time: string): string => `${left} ${leftPlace}, ${right} ${rightPlace}, up to ${time}.`;
export const partAt = (time: string): string => `They part at ${time}.`;
export const nothingMatters = 'No difference that matters.';
export const sameSoFar = 'So far the same came out.';
export const rows = (all: string): string => `${all}.`;
export const row = (what: string, left: string, right: string): string => `${what} ${left} and ${right}`;
export const rowBetter = (what: string, left: string, right: string, place: string): string => `${what} ${left} and ${right}, ${place} is better`;
